"""The result from last to first: as many steps as the stage has come to, and no more."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.models import Camp
from camp.grants.proposal import candidates, choice_of, current
from camp.grants.publishing import missing_for_results
from camp.grants.ranking import ranking
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
    ballots: int
    jurors: int
    decision: str
    kind: str
    amount: int
    order: int | None


def reveal_steps(session: Session, round_id: str, n: int) -> list[Lifted]:
    """Return the first `n` steps, the last place first; nothing of later ones is in them.

    A step lifts one team. Teams within the tie margin carry the same place, in their official
    order. Empty while the result is not ready: an undecided tie cannot be revealed.
    """
    steps = _order(session, round_id)
    return _lift(session, round_id, steps[: max(n, 0)])


def reveal_length(session: Session, round_id: str) -> int:
    """Return how many steps the reveal has, 0 while the result is not ready."""
    return len(_order(session, round_id))


def still_veiled(session: Session, round_id: str, n: int) -> list[tuple[int, str]]:
    """Return number and name of the teams still to come, by number: any of them may be first."""
    hidden = _order(session, round_id)[max(n, 0) :]
    found = session.execute(
        select(Team.number, Team.name).where(Team.id.in_(hidden)).order_by(Team.number)
    )
    return [(number, name) for number, name in found]


def _order(session: Session, round_id: str) -> list[str]:
    """Return the ranked teams from last to first."""
    round_ = session.get_one(Round, round_id)
    camp = session.get_one(Camp, round_.camp_id)
    if missing_for_results(session, camp):
        return []
    ranked = ranking(session, camp, round_)
    blocks = candidates(session, camp, ranked)
    return [team for block in blocks for team in block if team in ranked.fitted.scores][::-1]


def _lift(session: Session, round_id: str, shown: list[str]) -> list[Lifted]:
    if not shown:
        return []
    round_ = session.get_one(Round, round_id)
    ranked = ranking(session, session.get_one(Camp, round_.camp_id), round_)
    decisions, labels = current(session, round_id), ranked.labels
    teams = {one.id: one for one in session.scalars(select(Team).where(Team.id.in_(shown)))}
    positions = {place.project: place.first for place in ranked.order.places}
    lifted = []
    for step, team_id in enumerate(shown, start=1):
        team, choice = teams[team_id], choice_of(decisions[team_id])
        lifted.append(
            Lifted(
                step=step,
                position=positions[team_id],
                place=labels[team_id],
                is_tied="–" in labels[team_id],
                team_id=team_id,
                number=team.number,
                name=team.name,
                points=ranked.fitted.scores[team_id],
                ballots=len(ranked.fitted.panels[team_id]),
                jurors=len(ranked.fitted.juror_effects),
                decision=choice.decision,
                kind=choice.kind,
                amount=choice.amount,
                order=choice.order,
            )
        )
    return lifted
