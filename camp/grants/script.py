"""What a ceremony is played from: the sealed result, or an invented one to rehearse with.

The invented one has the camp's teams under each other's names and seals, and marks that were drawn
by lot: it reads no ballot and no decision, so a rehearsal cannot tell anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.models import Camp
from camp.grants.choices import Choice
from camp.grants.proposal import candidates, choice_of, current, proposal
from camp.grants.publishing import missing_for_results
from camp.grants.ranking import Ranking, deliberated_round, final_round, gone_teams, ranking
from camp.grants.rules import NotDeliberating, NotRanked
from camp.jury.models import Juror, Round
from camp.jury.scored import compute
from camp.jury.standings import rules_of
from camp.teams.models import Team
from scoring import Ballot, BallotTable

INVENTED_JURORS = 5
FUNDED = 0.5
"""Of the teams of a rehearsal: so many get an invented grant."""


@dataclass(frozen=True, slots=True)
class Script:
    """Everything that the steps of a reveal are cut from; a step holds only its own part."""

    ranked: Ranking
    order: tuple[str, ...]
    """Teams, best first."""
    choices: Mapping[str, Choice]
    teams: Mapping[str, tuple[int, str]]
    """Number and name as they are shown."""
    jurors: Mapping[str, str]
    is_rehearsal: bool = False

    @property
    def seal(self) -> str:
        return "" if self.is_rehearsal else self.ranked.seal


def sealed(session: Session, camp: Camp) -> Script | None:
    """Return the decided result of the camp, None while it is not ready to be shown."""
    round_ = final_round(session, camp.id)
    if round_ is None or missing_for_results(session, camp):
        return None
    ranked = ranking(session, camp, round_)
    blocks = candidates(session, camp, ranked)
    order = [team for block in blocks for team in block if team in ranked.fitted.scores]
    choices = {team: choice_of(row) for team, row in current(session, round_.id).items()}
    return Script(ranked, tuple(order), choices, _teams(session, camp), _jurors(session, camp))


def invented(session: Session, camp: Camp, seed: str) -> Script | None:
    """Return a result that nobody won, the same for the same seed; None without teams or rubric."""
    round_ = session.scalars(select(Round).filter_by(camp_id=camp.id).order_by(Round.id)).first()
    teams = _teams(session, camp)
    gone = gone_teams(session, camp.id)
    playing = sorted(team for team in teams if team not in gone)
    if round_ is None or not round_.criteria or not playing:
        return None
    lot = Random(seed)  # noqa: S311  -- it shuffles names for a rehearsal, it keeps no secret
    masks = lot.sample(playing, len(playing))
    low, high = round_.scale_low, round_.scale_high
    jurors = {str(n): "" for n in range(1, INVENTED_JURORS + 1)}
    table = BallotTable(
        Ballot(juror, team, {one.key: lot.randint(low, high) for one in round_.criteria})
        for team in playing
        for juror in jurors
    )
    ranked = Ranking(round_, compute(table, rules_of(round_, camp.settings)), {})
    order = ranked.order.ranking
    return Script(
        ranked, order, _invented_grants(order, camp),
        {team: teams[mask] for team, mask in zip(playing, masks, strict=True)},
        jurors, is_rehearsal=True,
    )  # fmt: skip


def cut_tie(session: Session, camp: Camp) -> list[str]:
    """Return the names of an undecided tie that the funding line cuts; empty where none does."""
    try:
        ranked = ranking(session, camp, deliberated_round(session, camp))
    except (NotRanked, NotDeliberating):
        return []
    made, decided = proposal(session, camp, ranked), current(session, ranked.round.id)
    stopped = made.proposal.stopped
    by_rule = set(stopped.projects) if stopped and stopped.reason == "tie" else set()
    names = _teams(session, camp)
    for block in ranked.order.open_ties:
        tie = [team for team in block if team not in made.gone]
        kinds = {(decided[team].decision, decided[team].amount > 0)
                 for team in tie if team in decided}  # fmt: skip
        if len(kinds) > 1 or (by_rule & set(tie) and not set(tie) <= decided.keys()):
            return [names[team][1] for team in tie if team in names]
    return []


def _invented_grants(order: tuple[str, ...], camp: Camp) -> dict[str, Choice]:
    funded = max(1, int(len(order) * FUNDED))
    share = camp.settings.envelope // funded
    million = 1_000_000_00
    amount = share // million * million or share
    return {
        team: Choice(team=team, decision="award", kind="full", amount=amount)
        if place < funded
        else Choice(team=team, decision="reserve", order=place - funded + 1)
        for place, team in enumerate(order)
    }


def _teams(session: Session, camp: Camp) -> dict[str, tuple[int, str]]:
    found = session.execute(
        select(Team.id, Team.number, Team.name).where(Team.camp_id == camp.id).order_by(Team.number)
    )
    return {id_: (number, name) for id_, number, name in found}


def _jurors(session: Session, camp: Camp) -> dict[str, str]:
    found = session.scalars(select(Juror).filter_by(camp_id=camp.id).order_by(Juror.seat, Juror.id))
    return {juror.id: juror.person.name for juror in found}
