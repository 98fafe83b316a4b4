"""The secretary's protocol: who sat, what was ranked, how ties were resolved, what was decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from camp.core.ledger import root_at
from camp.core.models import Camp
from camp.core.rules import Role
from camp.grants.choices import Choice
from camp.grants.events import ResultPublished
from camp.grants.models import Publication, Sitting
from camp.grants.proposal import candidates, choice_of, current, proposal, voters
from camp.grants.publishing import amended, fingerprint_now, missing_for_results
from camp.grants.ranking import Ranking, deliberated_round, ranking, sitting_of
from camp.grants.rules import FAR_PLACES
from camp.grants.service import seated
from camp.jury.drawing import Drawing, Line, draw
from camp.jury.events import ResultSealed, RoundFrozen
from camp.jury.models import Juror, JuryConflict
from camp.people.models import Appointment, Person
from camp.teams.models import Team
from scoring import Step, explanation, tie_steps


@dataclass(frozen=True, slots=True)
class Row:
    """One team as the jury looks at it. `steps` are told where raw and official places part."""

    team: Team
    place: str
    is_tied: bool
    points: float | None
    raw: float | None
    raw_place: int | None
    ballots: int
    position: int | None
    ask: int
    choice: Choice | None
    revision: int
    proposed: int
    proposed_kind: str
    voters: int
    aside: tuple[str, ...]
    """Ids of the jurors who stepped aside."""
    steps: tuple[Step, ...]

    @property
    def is_far(self) -> bool:
        """Whether raw and official place differ by two or more, which the protocol explains."""
        if self.raw_place is None or self.position is None:
            return False
        return abs(self.raw_place - self.position) >= FAR_PLACES


@dataclass(frozen=True, slots=True)
class Deliberation:
    """All that the pages of the deliberation and the protocol show."""

    ranked: Ranking
    rows: tuple[Row, ...]
    sitting: Sitting | None
    number: int
    jurors: tuple[Juror, ...]
    secretary: str
    chair: str
    given: int
    left: int
    names: Mapping[str, str]
    proposal: Any
    missing: tuple[str, ...]
    fingerprint: str
    versions: tuple[Publication, ...]
    roots: Mapping[str, str]
    """Roots of the ledger at the last freeze, closure and publication; empty before each."""

    @property
    def drawing(self) -> Drawing:
        """The ranked teams on one axis of points."""
        found = self.ranked.found
        rows = (
            {
                "team": row.team.id, "name": row.team.name, "score": row.points,
                "ballots": row.ballots, **found.doubt(row.team.id),
            }
            for row in self.rows
        )  # fmt: skip
        return draw(rows, found.bands)

    @property
    def ties(self) -> tuple[tuple[Step, ...], ...]:
        """Each tie of the ranking, told to its end whoever left it when."""
        ranked = self.ranked
        return tuple(tie_steps(ranked.fitted, ranked.order, tie) for tie in ranked.order.ties)

    @property
    def lines(self) -> dict[str, Line]:
        return {line.row["team"]: line for line in self.drawing.lines}

    @property
    def present(self) -> tuple[Juror, ...]:
        here = self.sitting.present if self.sitting else []
        return tuple(juror for juror in self.jurors if juror.id in here)

    @property
    def absent(self) -> tuple[Juror, ...]:
        here = self.sitting.present if self.sitting else []
        return tuple(juror for juror in self.jurors if juror.id not in here)


def deliberation(session: Session, camp: Camp) -> Deliberation:
    """Return the state of the deliberation. Raises NotRanked or NotDeliberating before it."""
    ranked = ranking(session, camp, deliberated_round(session, camp))
    proposed = proposal(session, camp, ranked)
    rows = _rows(session, camp, ranked, proposed)
    given = sum(row.choice.amount for row in rows if row.choice)
    jurors = seated(session, camp.id)
    return Deliberation(
        ranked=ranked,
        rows=rows,
        sitting=sitting_of(session, ranked.round.id),
        number=_number(session, camp.id, ranked.round.id),
        jurors=tuple(jurors),
        secretary=_secretary(session, camp.id),
        chair=next((juror.person.name for juror in jurors if juror.role == "chair"), ""),
        given=given,
        left=camp.settings.envelope - given,
        names={row.team.id: row.team.name for row in rows},
        proposal=proposed,
        missing=tuple(missing_for_results(session, camp)),
        fingerprint=fingerprint_now(session, camp, ranked),
        versions=tuple(amended(session, ranked.round.id)),
        roots={
            name: root_at(session, camp.id, kind.__name__)
            for name, kind in (
                ("freeze", RoundFrozen),
                ("closure", ResultSealed),
                ("publication", ResultPublished),
            )
        },
    )


def _rows(session: Session, camp: Camp, ranked: Ranking, proposed: Any) -> tuple[Row, ...]:
    blocks, decisions = candidates(session, camp, ranked), current(session, ranked.round.id)
    ids = [team for block in blocks for team in block]
    teams = {one.id: one for one in session.scalars(select(Team).where(Team.id.in_(ids)))}
    may_vote, aside = voters(session, ranked.round.id, ids), _aside(session, ranked.round.id)
    awards = {award.project: award for award in proposed.proposal.awards}
    raw_places, labels = ranked.raw_places, ranked.labels
    positions = {place.project: place.first for place in ranked.order.places}
    rows = []
    for team_id in ids:
        known, decided = team_id in labels, decisions.get(team_id)
        award = awards.get(team_id)
        told = explanation(ranked.fitted, ranked.order, team_id).steps if known else ()
        rows.append(
            Row(
                team=teams[team_id],
                place=labels.get(team_id, "–"),
                is_tied=known and "–" in labels[team_id],
                points=ranked.fitted.scores.get(team_id),
                raw=ranked.fitted.raw_means.get(team_id),
                raw_place=raw_places.get(team_id),
                ballots=len(ranked.fitted.panels.get(team_id, ())),
                position=positions.get(team_id),
                ask=proposed.asks.get(team_id, 0),
                choice=choice_of(decided) if decided else None,
                revision=decided.revision if decided else 0,
                proposed=award.amount if award else 0,
                proposed_kind=award.kind if award else "",
                voters=may_vote[team_id],
                aside=tuple(aside.get(team_id, ())),
                steps=told,
            )
        )
    return tuple(rows)


def _aside(session: Session, round_id: str) -> dict[str, list[str]]:
    found = session.execute(
        select(JuryConflict.team_id, JuryConflict.juror_id).filter_by(round_id=round_id)
    )
    aside: dict[str, list[str]] = {}
    for team_id, juror_id in found:
        aside.setdefault(team_id, []).append(juror_id)
    return aside


def _number(session: Session, camp_id: str, round_id: str) -> int:
    """Return which sitting of the camp this is, from 1."""
    opened = select(Sitting.opened_at).filter_by(round_id=round_id).scalar_subquery()
    earlier = select(func.count()).where(Sitting.camp_id == camp_id, Sitting.opened_at < opened)
    return 1 + (session.scalar(earlier) or 0)


def _secretary(session: Session, camp_id: str) -> str:
    found = session.scalars(
        select(Person.name)
        .join(Appointment, Appointment.person_id == Person.id)
        .where(Appointment.camp_id == camp_id, Appointment.role == Role.SECRETARY)
        .order_by(Appointment.at)
        .limit(1)
    ).one_or_none()
    return found or ""
