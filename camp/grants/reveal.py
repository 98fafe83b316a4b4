"""The result from last to first: as many steps as the stage has come to, and no more."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.models import Camp
from camp.grants.script import Script, sealed
from camp.jury.models import Round
from camp.teams.models import Team


@dataclass(frozen=True, slots=True)
class Lifted:
    """One team whose veil is lifted. `place` is "7–8" where the jury could not tell two apart."""

    step: int
    position: int
    place: str
    is_tied: bool
    team_id: str
    number: int
    name: str
    points: float
    low: float | None
    high: float | None
    """The ends of its interval of 90 %, where the method knows one."""
    given: tuple[float, ...]
    """The points that its jurors gave, the smallest first: nobody sees whose they are."""
    ballots: int
    jurors: int
    decision: str
    kind: str
    amount: int
    order: int | None


def lifted(script: Script, n: int) -> list[Lifted]:
    """Return the first `n` steps, the last place first; nothing of later ones is in them.

    A step lifts one team. Teams within the tie margin carry the same place, in their official
    order.
    """
    shown = script.order[::-1][: max(n, 0)]
    return [_lift(script, step, team) for step, team in enumerate(shown, start=1)]


def reveal_steps(session: Session, round_id: str, n: int) -> list[Lifted]:
    """Return the first `n` steps of the sealed result.

    Empty while the result is not ready: an undecided tie cannot be revealed.
    """
    script = _of(session, round_id)
    return lifted(script, n) if script else []


def reveal_length(session: Session, round_id: str) -> int:
    """Return how many steps the reveal has, 0 while the result is not ready."""
    script = _of(session, round_id)
    return len(script.order) if script else 0


def still_veiled(session: Session, round_id: str, n: int) -> list[tuple[int, str]]:
    """Return number and name of the teams still to come, by number: any of them may be first."""
    script = _of(session, round_id)
    hidden = script.order[::-1][max(n, 0) :] if script else ()
    found = session.execute(
        select(Team.number, Team.name).where(Team.id.in_(hidden)).order_by(Team.number)
    )
    return [(number, name) for number, name in found]


def veiled(script: Script, n: int) -> list[int]:
    """Return the numbers of the teams still to come, in order: any of them may be first."""
    return sorted(script.teams[team][0] for team in script.order[::-1][max(n, 0) :])


def _of(session: Session, round_id: str) -> Script | None:
    round_ = session.get_one(Round, round_id)
    script = sealed(session, session.get_one(Camp, round_.camp_id))
    return script if script and script.ranked.round.id == round_id else None


def _lift(script: Script, step: int, team: str) -> Lifted:
    ranked, choice = script.ranked, script.choices[team]
    positions = {place.project: place.first for place in ranked.order.places}
    rubric, label = ranked.rubric, ranked.labels[team]
    given = [rubric.points(rubric.composite(one.marks)) for one in ranked.table
             if one.project == team]  # fmt: skip
    number, name = script.teams[team]
    return Lifted(
        step=step,
        position=positions[team],
        place=label,
        is_tied="–" in label,
        team_id=team,
        number=number,
        name=name,
        points=ranked.fitted.scores[team],
        low=ranked.fitted.low.get(team),
        high=ranked.fitted.high.get(team),
        given=tuple(sorted(given)),
        ballots=len(ranked.fitted.panels[team]),
        jurors=len(ranked.fitted.juror_effects),
        decision=choice.decision,
        kind=choice.kind,
        amount=choice.amount,
        order=choice.order,
    )
