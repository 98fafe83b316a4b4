"""A proposal for the awards: walk the official order, or choose the set that is worth most."""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from scoring.awards import Proposal, Quota
from scoring.even import floor_and_tops, same_sum
from scoring.ties import OfficialOrder
from scoring.walk import Walk

RULES = ("stop", "skip", "knapsack")
PREVIEWS = ("same", "topped")
"""Rules that a simulator shows beside those that a camp publishes."""


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
        One of `RULES`, or of `PREVIEWS`: "same" shares the envelope equally among whom "stop"
        funds, "topped" gives the smallest award down the order and then fills up from the top.
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
    walk = Walk(asks, capped, envelope, share, min_award, quotas)
    if rule == "knapsack":
        walk.choose(order, ranked, merit_floor)
    elif rule == "same":
        same_sum(walk, [*filter(None, blocks)])
    elif rule == "topped":
        floor_and_tops(walk, [*filter(None, blocks)])
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
    if rule not in RULES + PREVIEWS:
        raise ValueError(f"no funding rule {rule!r}; the rules are {', '.join(RULES + PREVIEWS)}")
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
