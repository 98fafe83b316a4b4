"""A proposal for the awards: walk the official order, or choose the set that is worth most."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil

from scoring.best_set import UNITS, Bounds, Candidate, best_set
from scoring.ties import OfficialOrder

RULES = ("stop", "skip", "knapsack")


@dataclass(frozen=True, slots=True)
class Quota:
    """How many projects of one track or region are funded, at least and at most.

    `most` None sets no limit; `least` above 0 is for the rule "knapsack" alone, for a walk
    down the order cannot know who comes later.
    """

    name: str
    projects: frozenset[str]
    least: int = 0
    most: int | None = None


class Infeasible(ValueError):
    """No proposal keeps every quota.

    `key` and `facts` say why, for words in other languages: "few" (quota, least, there: too few
    projects reach the floor), "dear" (quota, least, needs: even the cheapest cost more than the
    envelope) or "together" (no quota fails alone).
    """

    def __init__(self, key: str, facts: Mapping[str, str | int]) -> None:
        super().__init__(_INFEASIBLE[key].format(**facts))
        self.key, self.facts = key, dict(facts)


_INFEASIBLE = {
    "few": "quota {quota}: {least} must be funded, but only {there} may be",
    "dear": "quota {quota}: the {least} cheapest need {needs}, more than there is",
    "together": "the quotas cannot be kept together with this money",
}


@dataclass(frozen=True, slots=True)
class Award:
    """What a project would get, in minor units; `kind` is "full" or "partial"."""

    project: str
    amount: int
    ask: int
    kind: str


@dataclass(frozen=True, slots=True)
class Halt:
    """Projects that the money did not reach, and why.

    `reason`: "short" (neither the ask nor a partial award fits in what is `left`), "spent"
    (nothing is left), "tie" (an open tie: who of them comes first decides who is funded),
    "quota" (its track has all that it may), "floor" (its points are below the merit floor) or
    "optimum" (another set is worth more).
    """

    projects: tuple[str, ...]
    reason: str
    left: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """Awards in official order; money in minor units.

    `stopped` is where the line stopped, None when everybody is funded or was passed over;
    `passed` are the projects that were left out without stopping: by "skip", by a quota, or by
    "knapsack". `reserve` is in official order;
    `reserve_ties` are the open ties within it.
    """

    awards: tuple[Award, ...]
    stopped: Halt | None
    passed: tuple[Halt, ...]
    reserve: tuple[str, ...]
    reserve_ties: tuple[tuple[str, ...], ...]
    unspent: int


def propose(
    order: OfficialOrder,
    asks: Mapping[str, int],
    *,
    envelope: int,
    rule: str = "stop",
    partial_min_share: float = 0.6,
    min_award: int = 0,
    max_award: int | None = None,
    merit_floor: float = 0.0,
    quotas: Sequence[Quota] = (),
    reserve_places: int | None = None,
    barred: Collection[str] = frozenset(),
) -> Proposal:
    """Propose awards.

    "stop" and "skip" give the full ask if it fits, else exactly what is left if that is enough,
    else stop or go on. An open tie whose projects do not all fit in full stops the line under
    either and names them, unless none of them could be given anything. "knapsack" gives to the
    set of projects whose points above the merit floor add up to most, a part counting for its
    share of the award; see `scoring.best_set` for equal sets.

    Parameters
    ----------
    order : OfficialOrder
        Who comes first. The order of rows in `asks` does not matter.
    asks : mapping of project to minor units
        Whole numbers > 0; projects without a place are left aside.
    envelope, min_award : int
        Minor units. A partial award is never under `min_award`.
    rule : str
        One of `RULES`.
    partial_min_share : float
        Least share of the ask for a partial award, 0..1, read as the decimal that was
        written; 1 = full awards only.
    max_award : int, optional
        Minor units; an ask above it counts as this much.
    merit_floor : float
        Points below which "knapsack" funds nobody. Without one it buys cheap middling
        projects instead of the best.
    quotas : sequence of Quota
        Projects may fall under several, or none.
    reserve_places : int, optional
        Length of the reserve list; all others when None. An open tie is never cut, so the
        list may grow longer.
    barred : collection of projects
        Withdrawn or knocked out: walked past.

    Raises
    ------
    Infeasible
        When the quotas cannot be kept.
    ValueError
        For a rule that does not exist, a project without an ask, or a number out of range.
    """
    blocks = [tuple(p for p in block if p not in barred) for block in order.blocks]
    ranked = [p for block in blocks for p in block]
    _check(rule, asks, ranked, partial_min_share, quotas)
    for what, number in (("envelope", envelope), ("min_award", min_award)):
        _whole(what, number, least=0)
    if max_award is not None:
        _whole("max_award", max_award, least=1)
    if reserve_places is not None:
        _whole("reserve_places", reserve_places, least=0)
    capped = {p: min(asks[p], max_award or asks[p]) for p in ranked}
    share = Fraction(str(partial_min_share))
    walk = _Walk(asks, capped, envelope, share, min_award, quotas)
    if rule == "knapsack":
        walk.choose(order, ranked, merit_floor)
    else:
        for block in filter(None, blocks):
            walk.visit(block, skip=rule == "skip")
    funded = {award.project for award in walk.awards}
    waiting = [tuple(p for p in block if p not in funded) for block in blocks]
    reserve, ties = _reserve([block for block in waiting if block], reserve_places)
    return Proposal(tuple(walk.awards), walk.stopped, tuple(walk.passed), reserve, ties, walk.left)


def _check(
    rule: str,
    asks: Mapping[str, int],
    ranked: Sequence[str],
    partial_min_share: float,
    quotas: Sequence[Quota],
) -> None:
    if rule not in RULES:
        raise ValueError(f"no funding rule {rule!r}; the rules are {', '.join(RULES)}")
    if not 0 <= partial_min_share <= 1:
        raise ValueError(f"partial_min_share must be 0..1, got {partial_min_share!r}")
    for project in ranked:
        if project not in asks:
            raise ValueError(f"project {project!r} has no ask")
        _whole(f"ask of {project!r}", asks[project], least=1)
    for quota in quotas:
        _whole(f"least of {quota.name!r}", quota.least, least=0)
        if quota.most is not None:
            _whole(f"most of {quota.name!r}", quota.most, least=quota.least)
        if quota.least and rule != "knapsack":
            raise ValueError(f"quota {quota.name!r}: a least number needs the rule knapsack")


@dataclass(slots=True)
class _Walk:
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
            self._award(offers)
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
            self._award(offers)

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
        self._award({p: amounts[p] for p in ranked if p in amounts})
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

    def _award(self, offers: Mapping[str, int]) -> None:
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


def _reserve(
    waiting: Sequence[tuple[str, ...]], places: int | None
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    reserve: list[str] = []
    ties: list[tuple[str, ...]] = []
    for block in waiting:
        if places is not None and len(reserve) >= places:
            break
        reserve += block
        if len(block) > 1:
            ties.append(block)
    return tuple(reserve), tuple(ties)


def _whole(what: str, number: object, *, least: int) -> None:
    if isinstance(number, bool) or not isinstance(number, int) or number < least:
        raise ValueError(f"{what} must be a whole number of at least {least}, got {number!r}")
