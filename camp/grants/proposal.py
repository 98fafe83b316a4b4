"""What the published rule would give: the official order, the asks and the envelope. Pure reads."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from camp.core.models import Camp
from camp.core.settings import Settings
from camp.grants.choices import Choice, Table
from camp.grants.models import Decision, Sitting
from camp.grants.ranking import Ranking, gone_teams, sitting_of, without
from camp.jury.drawing import JURIES
from camp.jury.models import JuryConflict, Slot
from camp.projects.queries import asks as asked
from camp.teams.models import Team
from scoring import OtherJury, Proposal, funding_odds, other_juries, propose


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal and the terms it was made under, which a preview may change."""

    settings: Settings
    asks: Mapping[str, int]
    proposal: Proposal
    unasked: tuple[str, ...]
    """Ranked teams that ask for nothing: the line walks past them."""
    gone: frozenset[str]
    """Teams that withdrew or were disqualified."""

    @property
    def left_out(self) -> dict[str, str]:
        """Why each team that was passed over, or stopped the line, has no award."""
        halts = (*self.proposal.passed, *filter(None, [self.proposal.stopped]))
        return {team: halt.reason for halt in halts for team in halt.projects}

    @property
    def in_reserve(self) -> dict[str, str]:
        """The place in the reserve of each team that waits, "2–3" for an open tie."""
        made = self.proposal
        places = {team: str(place) for place, team in enumerate(made.reserve, start=1)}
        for tie in made.reserve_ties:
            orders = [made.reserve.index(team) + 1 for team in tie]
            places |= dict.fromkeys(tie, f"{min(orders)}–{max(orders)}")
        return places


def proposal(
    session: Session, camp: Camp, ranked: Ranking, *, terms: Mapping[str, Any] | None = None
) -> Proposed:
    """Apply the camp's funding rule, or other `terms` (settings) to see what they would do."""
    settings = replace(camp.settings, **(terms or {}))
    asks = {team: ask for team, ask in asked(session, camp.id).items() if ask > 0}
    gone = gone_teams(session, camp.id)
    unasked = tuple(team for team in ranked.order.ranking if team not in asks and team not in gone)
    made = propose(
        without(ranked.order, {**gone, **dict.fromkeys(unasked, "")}),
        asks,
        envelope=settings.envelope,
        rule=settings.funding_rule,
        partial_min_share=settings.partial_min_share,
        min_award=settings.min_award,
        max_award=settings.max_award or None,
        merit_floor=settings.merit_floor,
    )
    return Proposed(settings, asks, made, unasked, frozenset(gone))


def odds(ranked: Ranking, made: Proposed) -> dict[str, float]:
    """Return each team's chance of an award if the jury were drawn again; empty where unknown."""
    return funding_odds(ranked.fitted, **_line(made)) or {}


def drawn_again(ranked: Ranking, made: Proposed, team_id: str) -> tuple[OtherJury, ...]:
    """Return what equally likely juries would have given one team; empty where unknown."""
    return other_juries(ranked.fitted, project=team_id, count=JURIES, **_line(made))


def _line(made: Proposed) -> dict[str, Any]:
    settings = made.settings
    most = settings.max_award or max(made.asks.values(), default=0)
    return {
        "asks": {team: min(ask, most) for team, ask in made.asks.items() if team not in made.gone},
        "envelope": settings.envelope,
        "rule": settings.funding_rule,
        "partial_min_share": settings.partial_min_share,
        "min_award": settings.min_award,
    }


def changes(published: Proposed, preview: Proposed) -> dict[str, tuple[int, int]]:
    """Return the teams whose award differs, with the published and the previewed amount."""
    before, after = (
        {one.project: one.amount for one in made.proposal.awards} for made in (published, preview)
    )
    teams = [*before, *(team for team in after if team not in before)]
    pairs = {team: (before.get(team, 0), after.get(team, 0)) for team in teams}
    return {team: pair for team, pair in pairs.items() if pair[0] != pair[1]}


def current(session: Session, round_id: str) -> dict[str, Decision]:
    """Return the decision that counts, by team."""
    found = session.scalars(select(Decision).filter_by(round_id=round_id, is_current=True))
    return {one.team_id: one for one in found}


def choice_of(row: Decision) -> Choice:
    return Choice(
        team=row.team_id,
        decision=row.decision,
        kind=row.kind,
        order=row.position,
        amount=row.amount,
        conditions=tuple(row.conditions),
        reason=row.reason,
        votes=row.votes,
        note=row.note,
    )


def candidates(session: Session, camp: Camp, ranked: Ranking) -> tuple[tuple[str, ...], ...]:
    """Return the teams to decide on, by place; those without a ballot follow, one by one."""
    gone = gone_teams(session, camp.id)
    ordered = without(ranked.order, gone).blocks
    known = {team for block in ordered for team in block} | set(gone)
    pitched = session.scalars(
        select(Slot.team_id).filter_by(round_id=ranked.round.id).order_by(Slot.position)
    )
    return (*ordered, *((team,) for team in pitched if team not in known))


def table(session: Session, camp: Camp, ranked: Ranking) -> Table:
    """Return what choices are measured by."""
    blocks = candidates(session, camp, ranked)
    teams = [team for block in blocks for team in block]
    return Table(
        blocks=blocks,
        asks=asked(session, camp.id),
        voters=voters(session, ranked.round.id, teams),
        names=names(session, camp.id),
        settings=camp.settings,
        by_rule=frozenset(one.project for one in proposal(session, camp, ranked).proposal.awards),
    )


def voters(session: Session, round_id: str, teams: list[str]) -> dict[str, int]:
    """Count the present jurors who may vote on each team: those who stepped aside may not."""
    sitting: Sitting | None = sitting_of(session, round_id)
    present = sitting.present if sitting else []
    aside = session.execute(
        select(JuryConflict.team_id, func.count())
        .where(JuryConflict.round_id == round_id, JuryConflict.juror_id.in_(present))
        .group_by(JuryConflict.team_id)
    )
    stepped = {one.team_id: one[1] for one in aside}
    return {team: len(present) - stepped.get(team, 0) for team in teams}


def names(session: Session, camp_id: str) -> dict[str, str]:
    found = session.execute(select(Team.id, Team.name).where(Team.camp_id == camp_id))
    return {one.id: one.name for one in found}
