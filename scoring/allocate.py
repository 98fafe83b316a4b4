"""A proposal for the awards: walk the official order and fund while the money lasts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from scoring.ties import OfficialOrder

RULES = ("stop", "skip")


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
    (nothing is left) or "tie" (an open tie: who of them comes first decides who is funded).
    """

    projects: tuple[str, ...]
    reason: str
    left: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """Awards in official order; money in minor units.

    `stopped` is where the line stopped, None when everybody is funded or was passed over;
    `passed` are the projects that the rule "skip" went past. `reserve` is in official order;
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
    reserve_places: int | None = None,
    barred: Collection[str] = frozenset(),
) -> Proposal:
    """Propose awards: the full ask if it fits, else exactly what is left, else stop or skip.

    An open tie whose projects do not all fit in full stops the line under either rule and
    names them, unless none of them could be given anything.

    Parameters
    ----------
    order : OfficialOrder
        Who comes first. The order of rows in `asks` does not matter.
    asks : mapping of project to minor units
        Whole numbers > 0; projects without a place are left aside.
    envelope, min_award : int
        Minor units. A partial award is never under `min_award`.
    rule : str
        "stop" at the first project that cannot be funded, or "skip" it and name it.
    partial_min_share : float
        Least share of the ask for a partial award, 0..1, read as the decimal that was
        written; 1 = full awards only.
    reserve_places : int, optional
        Length of the reserve list; all others when None. An open tie is never cut, so the
        list may grow longer.
    barred : collection of projects
        Withdrawn or knocked out: walked past.

    Raises
    ------
    ValueError
        For a rule that does not exist, a project without an ask, or a number out of range.
    """
    if rule not in RULES:
        raise ValueError(f"no funding rule {rule!r}; the rules are {', '.join(RULES)}")
    if not 0 <= partial_min_share <= 1:
        raise ValueError(f"partial_min_share must be 0..1, got {partial_min_share!r}")
    for what, number in (("envelope", envelope), ("min_award", min_award)):
        _whole(what, number, least=0)
    if reserve_places is not None:
        _whole("reserve_places", reserve_places, least=0)
    blocks = [tuple(p for p in block if p not in barred) for block in order.blocks]
    for project in (p for block in blocks for p in block):
        if project not in asks:
            raise ValueError(f"project {project!r} has no ask")
        _whole(f"ask of {project!r}", asks[project], least=1)
    walk = _Walk(asks, envelope, Fraction(str(partial_min_share)), min_award)
    for block in filter(None, blocks):
        walk.visit(block, skip=rule == "skip")
    funded = {award.project for award in walk.awards}
    waiting = [tuple(p for p in block if p not in funded) for block in blocks]
    reserve, ties = _reserve([block for block in waiting if block], reserve_places)
    return Proposal(tuple(walk.awards), walk.stopped, tuple(walk.passed), reserve, ties, walk.left)


@dataclass(slots=True)
class _Walk:
    """The line as it moves down the order."""

    asks: Mapping[str, int]
    left: int
    share: Fraction
    min_award: int
    awards: list[Award] = field(default_factory=list)
    passed: list[Halt] = field(default_factory=list)
    stopped: Halt | None = None

    def visit(self, block: tuple[str, ...], *, skip: bool) -> None:
        """Fund the projects of one place, pass them over, or stop."""
        if self.stopped is not None:
            return
        offers = {project: self._offer(project) for project in block}
        if sum(self.asks[project] for project in block) <= self.left:
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

    def _offer(self, project: str) -> int:
        """The full ask, else what is left if that is enough, else 0."""
        ask = self.asks[project]
        if ask <= self.left:
            return ask
        enough = self.left >= self.share * ask and self.left >= max(self.min_award, 1)
        return self.left if enough else 0

    def _award(self, offers: Mapping[str, int]) -> None:
        for project, amount in offers.items():
            kind = "full" if amount == self.asks[project] else "partial"
            self.awards.append(Award(project, amount, self.asks[project], kind))
            self.left -= amount


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
