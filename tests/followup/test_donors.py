"""The donors' page counts what was accepted and agreed to, and points to nobody."""

import pytest

from camp.core.models import Camp
from camp.followup import donors
from camp.people.models import Consent


def figures(field):
    with field.db.read() as session:
        return donors.figures(session, session.get(Camp, field.camp.id))


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ({"F": 23, "M": 12}, {"F": 23, "M": 12}),
        # One small cell would follow from the whole: the other one goes with it.
        ({"F": 23, "M": 4}, {"other": None}),
        ({"TK": 9, "QR": 6, "SA": 3}, {"TK": 9, "other": None}),
        # Two of one each would follow as well.
        ({"TK": 9, "QR": 6, "SA": 1, "XO": 1}, {"TK": 9, "other": None}),
        ({"TK": 9, "SA": 3, "XO": 2}, {"TK": 9, "other": None}),
        ({"TK": 3}, {"other": None}),
        ({"F": 7, "M": 0}, {"F": 7, "M": 0}),
        ({}, {}),
    ],
)
def test_small_cells_are_left_out_with_what_would_tell_them(cells, shown):
    assert donors.hidden(cells) == shown


def test_only_accepted_reports_are_counted_and_the_final_one_instead_of_the_others(running):
    running.report(numbers={"direct_beneficiaries": 12, "women": 7, "volunteer_hours": 26})
    assert figures(running)["indicators"] == {}
    running.judge()
    told = figures(running)
    assert told["indicators"] == {"direct_beneficiaries": 12, "volunteer_hours": 26}
    assert told["beneficiaries"] == {"F": 7, "M": 5}
    running.report(
        kind="final", milestone_no=None, numbers={"direct_beneficiaries": 40, "jobs_or_income": 3}
    )
    running.judge(2)

    assert figures(running)["indicators"] == {"direct_beneficiaries": 40, "jobs_or_income": None}


def test_members_are_counted_by_their_consent(running):
    def agree(session):
        for name, given in (("Bobur", True), ("Nilufar", True), ("Nilufar", False)):
            session.add(
                Consent(
                    camp_id=running.camp.id, person_id=running.id(name), kind="data", version="1",
                    given=given, at=running.clock(),
                )
            )  # fmt: skip
            session.flush()

    assert figures(running)["people"]["gender"] == {}
    running.db.write(agree)

    people = figures(running)["people"]
    assert people == {"all": None, "gender": {"other": None}, "region": {"other": None}}


def test_published_again_alike_it_is_one_version(running):
    given = {"camp_id": running.camp.id}
    first = running.act(donors.publish, text="Thank you.", **given)
    again = running.act(donors.publish, text="Thank you.", **given)
    other = running.act(donors.publish, text="Thank you all.", **given)

    assert (first.id == again.id, other.version) == (True, 2)
