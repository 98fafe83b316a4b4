"""The jurors seen from the ranking: how strict each is, what stands out, and what if one were not.

Nothing here changes the official result; who asks for a ranking without a juror stands in the log.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.errors import NotFound
from camp.core.events import record
from camp.core.models import Camp, LogEntry
from camp.jury.board import Board, board
from camp.jury.events import WhatIfAsked
from camp.jury.models import Juror
from camp.jury.rounds import held_round
from camp.jury.rules import BallotsAwaited
from camp.jury.scored import Standings, scored
from camp.jury.standings import rules_of, standings, table_of
from camp.people.models import Person
from scoring import Flag, flags


@dataclass(frozen=True, slots=True)
class Seat:
    """A juror as the method sees the ballots. `effect` is in points, above zero = generous.

    `scatter` is the juror's noise over that of the middle juror, `scale` above 1 uses more of the
    scale than the others. These and the flags are the full model's, whatever the official mode:
    a camp that chose the plain mean has erratic jurors too.
    """

    juror: Juror
    ballots: int
    effect: float
    sd: float
    """How well the effect is known, in points; 0 where nothing tells."""
    scatter: float
    scale: float
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """That somebody looked at the ranking without a juror."""

    at: datetime
    by: str
    juror_id: str


@dataclass(frozen=True, slots=True)
class Moved:
    """One team in both rankings. `up` counts the places won without the juror."""

    team_id: str
    name: str
    place: str
    score: float
    other_place: str
    """Empty for a team that the juror alone judged."""
    other_score: float | None
    position: int
    """In the order of the other ranking, from 1."""
    up: int


def is_complete(stand: Board) -> bool:
    """Whether secretary and chair may look at jurors: no ballot is awaited any more (R41)."""
    return stand.round_.state == "closed" or (stand.round_.state == "open" and stand.all_in)


def seats(stand: Board, found: Standings) -> list[Seat]:
    """Return the jurors with ballots that count, by seat."""
    fitted = found.fitted
    full = scored(found.table, replace(found.rules, mode="full")).fitted
    noise, signs = full.juror_noise, flags(full)
    middle = median(noise.values())
    known: dict[str, float] = {}
    if full.mixed:
        known = dict(zip(full.cells.jurors, map(float, full.mixed.severity_sd), strict=True))
    given = [juror for panel in fitted.panels.values() for juror in panel]
    return [
        Seat(
            juror=juror,
            ballots=given.count(juror.id),
            effect=fitted.juror_effects[juror.id],
            sd=known.get(juror.id, 0.0),
            scatter=noise[juror.id] / middle if middle else 1.0,
            scale=full.juror_scale[juror.id],
            flags=tuple(sign for sign in signs if sign.juror == juror.id),
        )
        for juror in stand.jurors
        if juror.id in fitted.juror_effects
    ]


def ask_what_if(session: Session, *, round_id: str, juror_id: str, by: str) -> None:
    """Note that somebody looks at the ranking without a juror.

    Raises BallotsAwaited while ballots are missing, NotFound for who handed in none.
    """
    round_, _ = held_round(session, round_id)
    stand = board(session, round_id)
    if not is_complete(stand):
        raise BallotsAwaited
    if juror_id not in {one.juror_id for one in stand.submitted}:
        raise NotFound
    record(
        session,
        WhatIfAsked(camp_id=round_.camp_id, by=by, round_id=round_id, juror_id=juror_id),
    )


def asked(session: Session, camp_id: str, round_id: str) -> list[Asked]:
    """Return who looked at the ranking without whom, the newest first."""
    rows = session.execute(
        select(LogEntry, Person.name)
        .join(Person, Person.id == LogEntry.person_id)
        .filter(LogEntry.camp_id == camp_id, LogEntry.kind == WhatIfAsked.__name__)
        .order_by(LogEntry.seq.desc())
    )
    return [
        Asked(entry.at, name, entry.facts["juror_id"])
        for entry, name in rows
        if entry.facts["round_id"] == round_id
    ]


def without(stand: Board, camp: Camp, juror_id: str) -> list[Moved]:
    """Return the teams in their order, each with its place and points without the juror."""
    rules = rules_of(stand.round_, camp.settings)
    found = standings(stand, camp.settings)
    if found is None:
        raise NotFound
    other = scored(table_of(stand), replace(rules, exclude=(juror_id,)))
    places = {place.project: place for place in other.order.places}
    order = {team: position for position, team in enumerate(other.order.ranking, start=1)}
    moved = []
    for place in found.order.places:
        team, there = place.project, places.get(place.project)
        moved.append(
            Moved(
                team_id=team,
                name=stand.teams[team].name,
                place=place.label,
                score=place.score,
                other_place=there.label if there else "",
                other_score=there.score if there else None,
                position=order.get(team, len(order) + 1),
                up=place.first - there.first if there else 0,
            )
        )
    return moved
