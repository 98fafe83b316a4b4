"""The funding line, by hand-worked examples."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import Award, Halt, Proposal, propose
from tests.scoring.cells import placed

ABC = placed("A", "B", "C")


def full(project: str, amount: int) -> Award:
    return Award(project, amount, amount, "full")


def test_everybody_is_funded_when_the_money_lasts() -> None:
    assert propose(ABC, {"A": 10, "B": 20, "C": 30}, envelope=70) == Proposal(
        awards=(full("A", 10), full("B", 20), full("C", 30)),
        stopped=None,
        passed=(),
        reserve=(),
        reserve_ties=(),
        unspent=10,
    )


def test_stop_never_goes_down_to_a_cheaper_project() -> None:
    # B asks 100 and 59 are left, under 60 %; C would fit.
    proposal = propose(ABC, {"A": 41, "B": 100, "C": 5}, envelope=100)

    assert proposal.awards == (full("A", 41),)
    assert proposal.stopped == Halt(("B",), "short", 59)
    assert (proposal.reserve, proposal.unspent) == (("B", "C"), 59)


def test_skip_goes_on_and_names_whom_it_passed() -> None:
    proposal = propose(ABC, {"A": 41, "B": 100, "C": 5}, envelope=100, rule="skip")

    assert proposal.awards == (full("A", 41), full("C", 5))
    assert (proposal.stopped, proposal.passed) == (None, (Halt(("B",), "short", 59),))
    assert (proposal.reserve, proposal.unspent) == (("B",), 54)


@pytest.mark.parametrize("rule", ["stop", "skip"])
def test_a_partial_award_is_exactly_what_is_left(rule: str) -> None:
    # 60 of 100 is exactly the least share; nothing is left for C.
    proposal = propose(ABC, {"A": 40, "B": 100, "C": 5}, envelope=100, rule=rule)

    assert proposal.awards == (full("A", 40), Award("B", 60, 100, "partial"))
    assert (proposal.stopped, proposal.unspent) == (Halt(("C",), "spent", 0), 0)


@pytest.mark.parametrize("more", [{"min_award": 61}, {"partial_min_share": 1}])
def test_a_partial_award_is_not_too_small(more: dict[str, Any]) -> None:
    proposal = propose(ABC, {"A": 40, "B": 100, "C": 5}, envelope=100, **more)

    assert (proposal.awards, proposal.stopped) == ((full("A", 40),), Halt(("B",), "short", 60))


def test_the_share_is_the_decimal_that_was_written() -> None:
    # 0.07 * 100 is 7.000000000000001 as a float and would refuse 7.
    proposal = propose(placed("A"), {"A": 100}, envelope=7, partial_min_share=0.07)

    assert proposal.awards == (Award("A", 7, 100, "partial"),)


TIED = placed("A", "BC", "D")


@pytest.mark.parametrize("rule", ["stop", "skip"])
def test_an_open_tie_at_the_line_stops_it(rule: str) -> None:
    proposal = propose(TIED, {"A": 40, "B": 40, "C": 50, "D": 5}, envelope=100, rule=rule)

    assert proposal.awards == (full("A", 40),)
    assert proposal.stopped == Halt(("B", "C"), "tie", 60)
    assert (proposal.reserve, proposal.reserve_ties) == (("B", "C", "D"), (("B", "C"),))


def test_an_open_tie_that_fits_is_funded() -> None:
    proposal = propose(TIED, {"A": 40, "B": 10, "C": 50, "D": 5}, envelope=100)

    assert proposal.awards == (full("A", 40), full("B", 10), full("C", 50))
    assert proposal.stopped == Halt(("D",), "spent", 0)


def test_an_open_tie_that_the_money_cannot_reach_is_not_at_the_line() -> None:
    asks = {"A": 90, "B": 40, "C": 50, "D": 5}

    assert propose(TIED, asks, envelope=100).stopped == Halt(("B", "C"), "short", 10)
    skipped = propose(TIED, asks, envelope=100, rule="skip")
    assert skipped.awards == (full("A", 90), full("D", 5))


def test_the_reserve_is_cut_to_its_places_but_never_inside_a_tie() -> None:
    asks = {"A": 40, "B": 40, "C": 50, "D": 5}

    one = propose(TIED, asks, envelope=0, reserve_places=1)
    two = propose(TIED, asks, envelope=0, reserve_places=2)

    assert (one.reserve, one.reserve_ties) == (("A",), ())
    assert (two.reserve, two.reserve_ties) == (("A", "B", "C"), (("B", "C"),))
    assert propose(TIED, asks, envelope=0, reserve_places=0).reserve == ()


def test_a_barred_project_is_walked_past() -> None:
    proposal = propose(TIED, {"B": 40, "C": 50}, envelope=50, barred={"A", "B", "D"})

    assert (proposal.awards, proposal.reserve) == ((full("C", 50),), ())


@given(st.permutations("ABC"), st.integers(0, 100), st.sampled_from(["stop", "skip"]))
def test_the_order_of_rows_does_not_matter(rows: list[str], envelope: int, rule: str) -> None:
    asks = {"A": 40, "B": 30, "C": 20}
    again = {project: asks[project] for project in rows}

    assert propose(ABC, again, envelope=envelope, rule=rule) == propose(
        ABC, asks, envelope=envelope, rule=rule
    )


@given(
    st.lists(st.integers(1, 60), min_size=3, max_size=3),
    st.integers(0, 100),
    st.sampled_from(["stop", "skip"]),
)
def test_every_unit_is_accounted_for(asks: list[int], envelope: int, rule: str) -> None:
    by_project = dict(zip("ABC", asks, strict=True))
    proposal = propose(ABC, by_project, envelope=envelope, rule=rule)

    assert sum(award.amount for award in proposal.awards) + proposal.unspent == envelope
    assert proposal.unspent >= 0
    assert {a.project for a in proposal.awards} | set(proposal.reserve) == set("ABC")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"rule": "lottery"}, "no funding rule 'lottery'; the rules are stop, skip, knapsack"),
        ({"partial_min_share": 1.1}, "must be 0..1"),
        ({"partial_min_share": float("nan")}, "must be 0..1"),
        ({"envelope": -1}, "envelope must be a whole number"),
        ({"envelope": 1.5}, "envelope must be a whole number"),
        ({"min_award": True}, "min_award must be a whole number"),
        ({"reserve_places": -1}, "reserve_places must be a whole number"),
        ({"asks": {"A": 1, "B": 1}}, "'C' has no ask"),
        ({"asks": {"A": 1, "B": 1, "C": 0}}, "ask of 'C' must be a whole number"),
    ],
)
def test_what_cannot_be_meant_is_refused(more: dict[str, Any], words: str) -> None:
    call: dict[str, Any] = {"asks": {"A": 1, "B": 1, "C": 1}, "envelope": 10, **more}

    with pytest.raises(ValueError, match=words):
        propose(ABC, call.pop("asks"), **call)


def test_the_same_sum_for_each_whom_the_line_funds() -> None:
    # The line funds A and B with 30; each part is 15, and A asks for 10 alone.
    proposal = propose(ABC, {"A": 10, "B": 20, "C": 30}, envelope=30, rule="same")

    assert proposal.awards == (full("A", 10), Award("B", 15, 20, "partial"))
    assert proposal.stopped == Halt(("C",), "short", 5)
    assert (proposal.reserve, proposal.unspent) == (("C",), 5)


def test_the_same_sum_spends_what_divides_and_stops_where_the_line_does() -> None:
    proposal = propose(ABC, {"A": 20, "B": 20, "C": 30}, envelope=40, rule="same")
    nobody = propose(ABC, {"A": 20, "B": 20, "C": 30}, envelope=0, rule="same")
    tied = propose(TIED, {"A": 10, "B": 20, "C": 20, "D": 5}, envelope=40, rule="same")
    enough = propose(ABC, {"A": 1, "B": 2, "C": 3}, envelope=10, rule="same")

    assert proposal.awards == (full("A", 20), full("B", 20))
    assert proposal.stopped == Halt(("C",), "spent", 0)
    assert (nobody.awards, nobody.stopped) == ((), Halt(("A",), "spent", 0))
    assert (tied.awards, tied.stopped) == ((full("A", 10),), Halt(("B", "C"), "tie", 30))
    assert (enough.awards, enough.stopped) == ((full("A", 1), full("B", 2), full("C", 3)), None)


def test_a_floor_for_all_is_filled_up_from_the_first_place() -> None:
    # 8 each is 24; of the 6 that are left A takes 2 and B the other 4.
    asks = {"A": 10, "B": 20, "C": 30}
    proposal = propose(ABC, asks, envelope=30, rule="topped", min_award=8)
    shorter = propose(ABC, asks, envelope=20, rule="topped", min_award=8)
    plenty = propose(ABC, asks, envelope=100, rule="topped", min_award=8, max_award=25)

    assert proposal.awards == (
        full("A", 10), Award("B", 12, 20, "partial"), Award("C", 8, 30, "partial"),
    )  # fmt: skip
    assert (proposal.stopped, proposal.unspent) == (None, 0)
    assert shorter.awards == (full("A", 10), Award("B", 10, 20, "partial"))
    assert shorter.stopped == Halt(("C",), "spent", 0)
    assert plenty.awards == (full("A", 10), full("B", 20), Award("C", 25, 30, "partial"))
    assert (plenty.stopped, plenty.unspent) == (None, 45)


def test_neither_floor_nor_filling_cuts_an_open_tie() -> None:
    asks = {"A": 10, "B": 20, "C": 20, "D": 10}

    # 5 each is 20; A takes 5 of the 10 that are left, and B and C want 15 each of the other 5.
    filling = propose(TIED, asks, envelope=30, rule="topped", min_award=5)
    # After A 7 are left: the floor of B or of C, not of both.
    floor = propose(TIED, asks, envelope=12, rule="topped", min_award=5)
    # A takes all 4 that are left, so there is nothing to cut.
    spent = propose(TIED, asks, envelope=24, rule="topped", min_award=5)

    amounts = [{one.project: one.amount for one in made.awards} for made in (filling, floor, spent)]
    assert amounts == [
        {"A": 10, "B": 5, "C": 5, "D": 5},
        {"A": 5},
        {"A": 9, "B": 5, "C": 5, "D": 5},
    ]
    assert (filling.stopped, filling.unspent) == (Halt(("B", "C"), "tie", 5), 5)
    assert (floor.stopped, floor.unspent) == (Halt(("B", "C"), "tie", 7), 7)
    assert (spent.stopped, spent.unspent) == (None, 0)


def test_without_a_smallest_award_there_is_no_floor_but_the_line() -> None:
    asks = {"A": 10, "B": 20, "C": 30}

    assert propose(ABC, asks, envelope=25, rule="topped") == propose(ABC, asks, envelope=25)


@given(
    asks=st.lists(st.integers(1, 50), min_size=1, max_size=6),
    envelope=st.integers(0, 200),
    least=st.integers(0, 20),
    rule=st.sampled_from(["same", "topped"]),
)
def test_no_preview_gives_more_than_the_ask_or_the_envelope(
    asks: list[int], envelope: int, least: int, rule: str
) -> None:
    order = placed(*"ABCDEF"[: len(asks)])
    told = dict(zip("ABCDEF", asks, strict=False))
    proposal = propose(order, told, envelope=envelope, rule=rule, min_award=least)

    given_ = {one.project: one.amount for one in proposal.awards}
    assert sum(given_.values()) + proposal.unspent == envelope
    assert all(0 < amount <= told[project] for project, amount in given_.items())
    assert [*given_, *proposal.reserve] == list(told)
