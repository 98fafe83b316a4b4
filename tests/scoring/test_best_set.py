"""Every funding rule against a search through all possibilities."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from scoring import Halt, Infeasible, OfficialOrder, Place, Proposal, Quota, propose
from scoring.best_set import Candidate, Programme

TRACKS = {"north": "AC", "south": "BDE"}


def ordered(scores: dict[str, float]) -> OfficialOrder:
    ranked = sorted(scores, key=lambda p: (-scores[p], p))
    places = [Place(p, n, n, scores[p]) for n, p in enumerate(ranked, start=1)]
    return OfficialOrder(tuple(places), (), 0.0, ())


def small_case(seed: int) -> tuple[OfficialOrder, dict[str, int], int]:
    """Five projects with asks of 1 to 9 and money for about half of them."""
    rng = np.random.default_rng(seed)
    scores = dict(zip("ABCDE", rng.permutation(np.arange(40, 90, 5))[:5].tolist(), strict=True))
    asks = {p: int(ask) for p, ask in zip("EDCBA", rng.integers(1, 10, 5), strict=True)}
    return ordered(scores), asks, int(rng.integers(0, 26))


def subsets(order: OfficialOrder) -> list[tuple[str, ...]]:
    ranked = order.ranking
    return [
        tuple(p for p, is_in in zip(ranked, bits, strict=True) if is_in)
        for bits in product((True, False), repeat=len(ranked))
    ]


def funded(proposal: Proposal) -> dict[str, int]:
    return {award.project: award.amount for award in proposal.awards}


def cases(share: float) -> range:
    return range(round(1000 * share))


@pytest.mark.long
def test_stop_funds_the_longest_head_of_the_order_that_fits(long_share: float) -> None:
    for seed in cases(long_share):
        order, asks, envelope = small_case(seed)
        heads = [order.ranking[:n] for n in range(6)]
        best = max((h for h in heads if sum(map(asks.get, h)) <= envelope), key=len)

        made = propose(order, asks, envelope=envelope, rule="stop", partial_min_share=1)

        assert funded(made) == {p: asks[p] for p in best}


@pytest.mark.long
def test_skip_funds_the_set_that_is_first_in_the_order(long_share: float) -> None:
    for seed in cases(long_share):
        order, asks, envelope = small_case(seed)
        # Subsets come in the order of the dictionary: whoever has the better project is first.
        best = next(s for s in subsets(order) if sum(map(asks.get, s)) <= envelope)

        made = propose(order, asks, envelope=envelope, rule="skip", partial_min_share=1)

        assert funded(made) == {p: asks[p] for p in best}


@pytest.mark.long
def test_knapsack_funds_the_set_that_is_worth_most(long_share: float) -> None:
    for seed in cases(long_share):
        order, asks, envelope = small_case(seed)
        scores = {place.project: place.score for place in order.places}
        able = [
            s for s in subsets(order)
            if sum(map(asks.get, s)) <= envelope and all(scores[p] >= 55 for p in s)
        ]  # fmt: skip
        # Of equal sets the first in the order, which `subsets` gives first.
        best = max(able, key=lambda s: sum(scores[p] - 55 for p in s))

        made = propose(
            order, asks, envelope=envelope, rule="knapsack", partial_min_share=1, merit_floor=55
        )

        assert funded(made) == {p: asks[p] for p in best}


def test_of_equal_sets_among_many_the_first_in_the_order_is_funded() -> None:
    # Twenty-five equal projects, money for eleven: those of the first eleven places.
    order = ordered({f"P{n:02}": 60.0 for n in range(25)})

    made = propose(
        order, dict.fromkeys(order.ranking, 7), envelope=80, rule="knapsack", partial_min_share=1
    )

    assert tuple(funded(made)) == order.ranking[:11]


@pytest.mark.long
def test_knapsack_keeps_quotas_or_says_that_it_cannot(long_share: float) -> None:
    for seed in cases(long_share):
        order, asks, envelope = small_case(seed)
        scores = {place.project: place.score for place in order.places}
        quotas = [
            Quota("north", frozenset(TRACKS["north"]), least=1, most=1),
            Quota("south", frozenset(TRACKS["south"]), least=seed % 3, most=2),
        ]
        able = [
            sum(scores[p] for p in s)
            for s in subsets(order)
            if sum(map(asks.get, s)) <= envelope
            and all(q.least <= len(q.projects & set(s)) <= (q.most or 0) for q in quotas)
        ]
        terms = {"envelope": envelope, "rule": "knapsack", "partial_min_share": 1}
        if able:
            made = propose(order, asks, quotas=quotas, **terms)
            assert sum(scores[p] for p in funded(made)) == max(able)
        else:
            with pytest.raises(Infeasible):
                propose(order, asks, quotas=quotas, **terms)


@pytest.mark.long
def test_knapsack_with_parts_gives_the_amounts_that_are_worth_most(long_share: float) -> None:
    for seed in cases(long_share):
        order, asks, envelope = small_case(seed)
        ranked = order.ranking[:3]
        order = ordered({p.project: p.score for p in order.places if p.project in ranked})
        scores = {place.project: place.score for place in order.places}

        def worth(amounts: dict[str, int]) -> Fraction:
            merit = {p: Fraction(int(scores[p]) - 40) for p in amounts}  # noqa: B023
            return sum((merit[p] * a / asks[p] for p, a in amounts.items()), Fraction(0))  # noqa: B023

        choices = [
            [0, *(a for a in range(2, asks[p] + 1) if 5 * a >= 3 * asks[p]), asks[p]]
            for p in ranked
        ]
        best = max(
            worth(dict(zip(ranked, amounts, strict=True)))
            for amounts in product(*choices)
            if sum(amounts) <= envelope
        )

        made = propose(order, asks, envelope=envelope, rule="knapsack", min_award=2, merit_floor=40)

        assert sum(funded(made).values()) <= envelope
        assert worth(funded(made)) == best


def test_rows_in_another_order_leave_every_rule_its_result() -> None:
    for rule in ("stop", "skip", "knapsack"):
        order, asks, envelope = small_case(7)
        turned = dict(reversed(asks.items()))

        assert propose(order, asks, envelope=envelope, rule=rule) == propose(
            order, turned, envelope=envelope, rule=rule
        )


def test_equal_worth_goes_to_the_better_placed() -> None:
    # A and D, or B and C: 100 points for 10 of money either way.
    order = ordered({"A": 60.0, "B": 55.0, "C": 45.0, "D": 40.0})

    made = propose(order, dict.fromkeys("ABCD", 5) | {"A": 6, "D": 4}, envelope=10, rule="knapsack",
                   partial_min_share=1)  # fmt: skip

    assert funded(made) == {"A": 6, "D": 4}
    assert made.passed == tuple(Halt((p,), "optimum", 0) for p in "BC")


def test_large_sums_are_checked_in_whole_numbers() -> None:
    # One unit short of three full asks: a tolerance of 1e-9 would let it through.
    ask = 10**11
    order = ordered({"A": 60.0, "B": 55.0, "C": 45.0})

    made = propose(
        order, dict.fromkeys("ABC", ask), envelope=3 * ask - 1, rule="knapsack", partial_min_share=1
    )

    assert funded(made) == {"A": ask, "B": ask}


def test_who_is_below_the_floor_is_passed_and_waits() -> None:
    order = ordered({"A": 60.0, "B": 30.0})

    made = propose(order, {"A": 5, "B": 5}, envelope=10, rule="knapsack", merit_floor=50)

    assert (funded(made), made.passed, made.reserve) == (
        {"A": 5},
        (Halt(("B",), "floor", 5),),
        ("B",),
    )
    nobody = propose(order, {"A": 5, "B": 5}, envelope=10, rule="knapsack", merit_floor=90)
    assert (nobody.awards, nobody.unspent) == ((), 10)


def test_an_ask_above_the_largest_award_counts_as_the_largest() -> None:
    order = ordered({"A": 60.0, "B": 50.0})
    for rule in ("stop", "knapsack"):
        made = propose(order, {"A": 9, "B": 3}, envelope=8, rule=rule, max_award=5)

        assert [(a.project, a.amount, a.ask, a.kind) for a in made.awards] == [
            ("A", 5, 9, "partial"),
            ("B", 3, 3, "full"),
        ]


def test_a_walk_passes_a_track_that_has_all_it_may() -> None:
    order = ordered({"A": 60.0, "C": 50.0, "B": 40.0})
    quotas = [Quota("north", frozenset("AC"), most=1)]

    made = propose(order, dict.fromkeys("ABC", 1), envelope=3, quotas=quotas)

    assert (funded(made), made.passed) == ({"A": 1, "B": 1}, (Halt(("C",), "quota", 2),))


def test_an_open_tie_for_the_last_seat_of_a_track_stops_the_line() -> None:
    places = (Place("A", 1, 2, 50.0), Place("C", 1, 2, 50.0))
    order = OfficialOrder(places, (), 0.0, ())
    quotas = [
        Quota("north", frozenset("AC"), most=1),
        Quota("all", frozenset("AC")),
    ]

    made = propose(order, {"A": 1, "C": 1}, envelope=5, quotas=quotas)

    assert made.stopped == Halt(("A", "C"), "tie", 5)


@pytest.mark.parametrize(
    ("quotas", "key", "words"),
    [
        ([Quota("north", frozenset("AC"), least=3)], "few", "only 2 may be"),
        ([Quota("all", frozenset("ABC"), least=3)], "dear", "the 3 cheapest need 9"),
        (
            [Quota("north", frozenset("A"), least=1), Quota("rest", frozenset("BC"), least=2)],
            "together",
            "cannot be kept together",
        ),
    ],
)
def test_quotas_that_cannot_be_kept_say_why(quotas: list[Quota], key: str, words: str) -> None:
    order = ordered({"A": 60.0, "B": 50.0, "C": 40.0})

    with pytest.raises(Infeasible, match=words) as refused:
        propose(order, dict.fromkeys("ABC", 3), envelope=8, rule="knapsack",
                partial_min_share=1, quotas=quotas)  # fmt: skip

    assert refused.value.key == key


def test_nobody_to_fund_keeps_no_least_number() -> None:
    order = ordered({"A": 60.0})
    quotas = [Quota("north", frozenset("A"), least=1)]

    with pytest.raises(Infeasible, match="only 0 may be"):
        propose(order, {"A": 1}, envelope=5, rule="knapsack", merit_floor=99, quotas=quotas)
    with pytest.raises(ValueError, match="a least number needs the rule knapsack"):
        propose(order, {"A": 1}, envelope=5, quotas=quotas)


def test_a_search_that_was_cut_short_is_no_result() -> None:
    programme = Programme([Candidate(f"P{n}", 1_000_000 + n, 3 + n % 7, 9) for n in range(30)], 60)
    programme.model.setOptionValue("time_limit", 0.0)

    with pytest.raises(RuntimeError, match="HiGHS ended with"):
        programme.solve()
