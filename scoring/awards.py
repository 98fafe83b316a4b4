"""What a proposal for the awards is made of: awards, halts, quotas, and why there can be none."""

from collections.abc import Mapping
from dataclasses import dataclass


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
