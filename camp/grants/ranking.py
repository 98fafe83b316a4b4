"""The ranking that the jury deliberates on, as the ballots and the chair's sentences give it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from statistics import fmean, median

from sqlalchemy import select
from sqlalchemy.orm import Session

import scoring
from camp.core.models import Camp
from camp.core.phases import has_reached
from camp.grants.models import Sitting
from camp.grants.rules import NotDeliberating, NotRanked
from camp.jury.models import Ballot, Round
from camp.jury.queries import opened_round
from camp.jury.scored import Standings, scored
from camp.jury.standings import rules_of
from camp.teams.models import Team
from scoring import MODES, BallotTable, ChairDecision, Fit, OfficialOrder, Rubric

OUT = ("withdrawn", "disqualified")
"""States of a team that the money walks past."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """A closed round, computed: scores, places and what they were made from."""

    round: Round
    found: Standings
    seals: Mapping[str, str]
    """Fingerprints at closure: inputs, settings, result, and `whole` for the three together."""

    @property
    def rubric(self) -> Rubric:
        return self.found.rubric

    @property
    def table(self) -> BallotTable:
        return self.found.table

    @property
    def fitted(self) -> Fit:
        return self.found.fitted

    @property
    def order(self) -> OfficialOrder:
        return self.found.order

    @property
    def seal(self) -> str:
        return self.seals.get("whole", "")

    @property
    def raw_places(self) -> dict[str, int]:
        return self.found.raw_places

    @property
    def labels(self) -> dict[str, str]:
        """The place as it is said: "7-8" for teams within the margin, however they were parted."""
        labels = {place.project: place.label for place in self.order.places}
        positions = {place.project: place.first for place in self.order.places}
        ends = {place.project: place.last for place in self.order.places}
        for tie in self.order.ties:
            first = min(positions[team] for team in tie.projects)
            last = max(ends[team] for team in tie.projects)
            labels |= dict.fromkeys(tie.projects, f"{first}–{last}")
        return labels

    def criterion_means(self, team_id: str) -> dict[str, float]:
        """Plain means of a team's marks by criterion, on the jury's scale."""
        ballots = [one for one in self.table if one.project == team_id]
        given = {
            key: [one.marks[key] for one in ballots if key in one.marks] for key in self.rubric.keys
        }
        return {key: fmean(marks) for key, marks in given.items() if marks}

    def points_of(self, juror_id: str) -> dict[str, float]:
        """Points that one juror gave, by team: for that juror's own eyes."""
        return {
            one.project: self.rubric.points(self.rubric.composite(one.marks))
            for one in self.table
            if one.juror == juror_id
        }

    def criterion_medians(self) -> dict[str, float]:
        """The median over the teams of their means by criterion."""
        means = [self.criterion_means(place.project) for place in self.order.places]
        return {
            key: median(one[key] for one in means if key in one)
            for key in self.rubric.keys
            if any(key in one for one in means)
        }


def final_round(session: Session, camp_id: str) -> Round | None:
    """Return the round that the awards stand on: the last that was opened."""
    return opened_round(session, camp_id)


def deliberated_round(session: Session, camp: Camp) -> Round:
    """Return the camp's final round once all ballots are in and the jury deliberates.

    Raises NotRanked or NotDeliberating before: no ranking is shown to anybody until then (R41).
    """
    round_ = final_round(session, camp.id)
    if round_ is None or round_.state != "closed":
        raise NotRanked
    if not has_reached(camp, "deliberation"):
        raise NotDeliberating
    return round_


def sitting_of(session: Session, round_id: str) -> Sitting | None:
    return session.scalars(select(Sitting).filter_by(round_id=round_id)).one_or_none()


def ranking(session: Session, camp: Camp, round_: Round) -> Ranking:
    """Compute the official order of a closed round. Raises NotRanked while it is open."""
    if round_.state != "closed":
        raise NotRanked
    table = _ballots(session, round_)
    if not len(table):
        raise NotRanked
    rules = rules_of(round_, camp.settings, _chair(sitting_of(session, round_.id)))
    return Ranking(round_, scored(table, rules), (round_.result or {}).get("seal", {}))


def by_method(session: Session, camp: Camp, round_: Round) -> dict[str, Ranking]:
    """Return the same ballots ranked by each method; only the published one is official."""
    official = ranking(session, camp, round_)
    rules = official.found.rules
    return {
        mode: official
        if mode == rules.mode
        else Ranking(round_, scored(official.table, replace(rules, mode=mode)), {})
        for mode in MODES
    }


def without(order: OfficialOrder, gone: Mapping[str, str]) -> OfficialOrder:
    """Return the order less the teams that left; places stay as they were."""
    return replace(order, places=tuple(one for one in order.places if one.project not in gone))


def gone_teams(session: Session, camp_id: str) -> dict[str, str]:
    """Return the teams that withdrew or were disqualified, with their state."""
    found = session.execute(
        select(Team.id, Team.state).where(Team.camp_id == camp_id, Team.state.in_(OUT))
    )
    return {one.id: one.state for one in found}


def _ballots(session: Session, round_: Round) -> BallotTable:
    """Return the ballots that count.

    A team that left before the closure is not in the result; one that leaves afterwards stays in
    the arithmetic, so that nobody else's points move.
    """
    found = session.scalars(
        select(Ballot).filter_by(round_id=round_.id, is_current=True, state="submitted")
    )
    judged = {row["team"] for row in (round_.result or {}).get("teams", ())}
    return BallotTable(
        scoring.Ballot(one.juror_id, one.team_id, one.marks)
        for one in found
        if not judged or one.team_id in judged
    )


def _chair(sitting: Sitting | None) -> tuple[ChairDecision, ...]:
    reasons = sitting.tie_reasons if sitting else {}
    return tuple(
        ChairDecision(tuple(teams.split(",")), "chair", sentence)
        for teams, sentence in reasons.items()
    )
