"""The demo camp's deliberation: ten decisions as the jury took them, judged by our checks."""

from dataclasses import replace

import pytest

from camp.core.settings import Settings
from camp.grants.choices import Choice, Table, check, completed, left_before
from camp.grants.rules import OverEnvelope, ReasonNeeded, VotesWrong

OFFICIAL = ("T07", "T04", "T06", "T08", "T03", "T02", "T05", "T01", "T10", "T09")
ASKS = {
    "T01": 21_500_000, "T02": 30_250_000, "T03": 14_400_000, "T04": 36_400_000,
    "T05": 36_300_000, "T06": 29_100_000, "T07": 25_950_000, "T08": 32_600_000,
    "T09": 9_300_000, "T10": 18_500_000,
}  # fmt: skip
# Six of seven were present; J5 left the room for T08.
TABLE = Table(
    blocks=tuple((team,) for team in OFFICIAL),
    asks=ASKS,
    voters=dict.fromkeys(OFFICIAL, 6) | {"T08": 5},
    names={},
    settings=Settings(envelope=150_000_000, min_award=8_000_000, max_award=40_000_000),
)
SIX, FIVE = {"for": 6}, {"for": 5}


def award(team, amount, kind, votes=SIX, reason=""):
    return Choice(team=team, decision="award", amount=amount, kind=kind, votes=votes, reason=reason)


DECISIONS = (
    award("T07", 25_950_000, "full"),
    award("T04", 34_600_000, "reduced", reason="interpreter days carried by a second funder"),
    award("T06", 29_100_000, "full"),
    award("T08", 27_400_000, "reduced", FIVE, "fewer laptops, repair line added"),
    award("T03", 14_400_000, "full"),
    award("T02", 18_500_000, "partial", reason="scope cut from 70 to 40 sensors"),
    Choice(team="T05", decision="reserve", order=1),
    Choice(team="T01", decision="reserve", order=2),
    Choice(team="T10", decision="not_awarded"),
    Choice(team="T09", decision="not_awarded"),
)


def judged(*changes):
    changed = {one.team: one for one in changes}
    choices = {one.team: completed(changed.get(one.team, one), ASKS) for one in DECISIONS}
    check(choices, choices, TABLE)
    return choices


def test_the_jurys_decisions_stand():
    choices = judged()

    assert sum(one.amount for one in choices.values()) == 149_950_000
    # 150 000 000 - 25 950 000 - 34 600 000 - 29 100 000 - 27 400 000 - 14 400 000
    assert left_before("T02", choices, TABLE) == 18_550_000


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (award("T02", 18_500_000, "partial"), ReasonNeeded),
        (award("T04", 34_600_000, "reduced"), ReasonNeeded),
        (award("T02", 18_600_000, "partial", reason="a little more"), OverEnvelope),
        (award("T08", 27_400_000, "reduced", SIX, "J5 votes too"), VotesWrong),
        (Choice(team="T06", decision="not_awarded"), ReasonNeeded),
    ],
)
def test_what_the_rules_refuse(change, refusal):
    with pytest.raises(refusal):
        judged(change)


def test_exactly_what_is_left_needs_no_reason():
    judged(award("T02", 18_550_000, "partial"))


def test_a_part_under_the_share_needs_a_reason():
    # 60 % of 40 000 000 is 24 000 000, and 18 550 000 is left.
    table = replace(TABLE, asks=ASKS | {"T02": 40_000_000})
    choices = {one.team: one for one in DECISIONS} | {"T02": award("T02", 18_550_000, "partial")}

    with pytest.raises(ReasonNeeded):
        check(choices, choices, table)
