"""The funding line as it moves down the official order, or chooses the best set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil

from scoring.awards import Award, Halt, Infeasible, Quota
from scoring.best_set import UNITS, Bounds, Candidate, best_set
from scoring.ties import OfficialOrder


@dataclass(slots=True)
class Walk:
    """The line as it moves down the order. `most` is what each project may be given."""

    asks: Mapping[str, int]
    most: Mapping[str, int]
    left: int
    share: Fraction
    min_award: int
    quotas: Sequence[Quota]
    awards: list[Award] = field(default_factory=list)
    passed: list[Halt] = field(default_factory=list)
    stopped: Halt | None = None

    def visit(self, block: tuple[str, ...], *, skip: bool) -> None:
        """Fund the projects of one place, pass them over, or stop."""
        if self.stopped is not None:
            return
        full = tuple(p for p in block if self._room(p) == 0)
        if full:
            self.passed.append(Halt(full, "quota", self.left))
        block = tuple(p for p in block if p not in full)
        if not block:
            return
        offers = {project: self._offer(project) for project in block}
        if sum(self.most[project] for project in block) <= self.left and self._fit(block):
            self.award(offers)
        elif self.left == 0:
            self.stopped = Halt(block, "spent", 0)
        elif not any(offers.values()):
            halt = Halt(block, "short", self.left)
            if skip:
                self.passed.append(halt)
            else:
                self.stopped = halt
        elif len(block) > 1:
            self.stopped = Halt(block, "tie", self.left)
        else:
            self.award(offers)

    def choose(self, order: OfficialOrder, ranked: Sequence[str], floor: float) -> None:
        """Fund the set that is worth most above the floor."""
        scores = {place.project: place.score for place in order.places}
        candidates = [
            Candidate(p, round((scores[p] - floor) * UNITS), self._least(p), self.most[p])
            for p in ranked
            if scores[p] >= floor
        ]
        bounds = [Bounds(quota.projects, quota.least, quota.most) for quota in self.quotas]
        amounts = best_set(candidates, self.left, bounds)
        if amounts is None:
            raise self._infeasible(candidates)
        able = {candidate.project for candidate in candidates}
        self.award({p: amounts[p] for p in ranked if p in amounts})
        self.passed += [
            Halt((p,), "optimum" if p in able else "floor", self.left)
            for p in ranked
            if p not in amounts
        ]

    def _offer(self, project: str) -> int:
        """The full ask, else what is left if that is enough, else 0."""
        if self.most[project] <= self.left:
            return self.most[project]
        return self.left if self.left >= max(self._least(project), 1) else 0

    def _least(self, project: str) -> int:
        """The smallest award that makes sense for the project: never more than the full one."""
        most = self.most[project]
        return min(max(ceil(self.share * most), self.min_award, 1), most)

    def _room(self, project: str) -> int | None:
        """How many more of the project's track may be funded, None for no limit."""
        rooms = [
            quota.most - sum(award.project in quota.projects for award in self.awards)
            for quota in self.quotas
            if quota.most is not None and project in quota.projects
        ]
        return min(rooms, default=None)

    def _fit(self, block: tuple[str, ...]) -> bool:
        """Whether the quotas have room for all of the block."""
        return all(
            quota.most is None
            or sum(award.project in quota.projects for award in self.awards)
            + sum(project in quota.projects for project in block)
            <= quota.most
            for quota in self.quotas
        )

    def award(self, offers: Mapping[str, int]) -> None:
        for project, amount in offers.items():
            kind = "full" if amount == self.asks[project] else "partial"
            self.awards.append(Award(project, amount, self.asks[project], kind))
            self.left -= amount

    def _infeasible(self, candidates: Sequence[Candidate]) -> Infeasible:
        for quota in self.quotas:
            costs = sorted(one.least for one in candidates if one.project in quota.projects)
            facts: dict[str, str | int] = {"quota": quota.name, "least": quota.least}
            if len(costs) < quota.least:
                return Infeasible("few", {**facts, "there": len(costs)})
            needs = sum(costs[: quota.least])
            if needs > self.left:
                return Infeasible("dear", {**facts, "needs": needs})
        return Infeasible("together", {})
