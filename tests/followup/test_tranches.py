"""Tranches wait for what the policy says; people approve, hold and pay, timers never."""

from datetime import timedelta

import pytest

from camp.core.errors import Invalid
from camp.core.models import Camp
from camp.followup import awards, queries, reporting, tranches
from camp.followup.finding import rows
from camp.followup.models import Tranche
from camp.followup.rules import AwardStands, JudgedAlready, NotDue, split
from tests.grants.court import MILLION


def states(field):
    with field.db.read() as session:
        return [one.state for one in rows(session, Tranche, field.kaft)]


def approve(field, no):
    return field.act(tranches.approve, award_id=field.kaft, no=no)


def missing(field, no):
    with pytest.raises(NotDue) as refused:
        approve(field, no)
    return refused.value.facts["missing"]


def inbox(field):
    with field.db.read() as session:
        camp = session.get(Camp, field.camp.id)
        return [
            task.key for task in queries.inbox(queries.grants(session, camp, field.clock()),
                                               field.clock())
        ]  # fmt: skip


def test_the_first_waits_for_signature_and_conditions(field):
    field.accept()
    assert missing(field, 1) == ["active", "conditions", "agreement"]
    field.sign_agreement()
    assert missing(field, 1) == ["conditions"]
    field.meet_conditions()

    field.pay()

    assert states(field) == ["paid", "planned", "planned"]


def test_nothing_is_paid_while_an_appeal_is_open(field):
    from camp.core.ids import new_id
    from camp.grants.models import Appeal

    field.accept()
    field.sign_agreement()
    field.meet_conditions()
    field.db.write(
        lambda session: session.add(
            Appeal(
                id=new_id(), camp_id=field.camp.id, team_id=field.teams["Saksovul"],
                ground="procedure", text="The order was changed.", at=field.clock(),
            )
        )
    )  # fmt: skip

    assert missing(field, 1) == ["appeals"]


def test_the_second_waits_for_a_report_and_eighty_percent_of_receipts(running):
    assert missing(running, 2) == ["reports", "documented"]
    running.report()
    running.judge()
    running.receipt(15 * MILLION)
    running.judge_receipt(1)
    assert missing(running, 2) == ["documented"]
    running.receipt(1 * MILLION)
    running.judge_receipt(2)

    running.pay(2)

    assert states(running) == ["paid", "paid", "planned"]


def test_the_last_waits_for_the_final_report_and_every_receipt(running):
    running.report()
    running.judge()
    running.receipt(20 * MILLION)
    running.judge_receipt(1)
    assert states(running)[0] == "documented"
    running.pay(2)
    running.receipt(2 * MILLION)
    assert missing(running, 3) == ["final", "judged"]
    running.report(kind="final", milestone_no=None)
    running.judge(2)
    running.judge_receipt(2, "refused", "This is not in the budget.")

    running.pay(3)
    done = running.act(awards.complete, award_id=running.kaft)

    assert done.state == "completed"
    assert running.act(awards.complete, award_id=running.kaft).state == "completed"


def test_a_payment_is_held_with_a_reason_and_noted_once(field):
    field.accept()
    field.sign_agreement()
    field.meet_conditions()
    approve(field, 1)
    approve(field, 1)
    with pytest.raises(Invalid):
        field.act(tranches.hold_back, award_id=field.kaft, no=1, reason="No")
    for _ in range(2):
        field.act(tranches.hold_back, award_id=field.kaft, no=1, reason="The bank is closed.")
    given = {"award_id": field.kaft, "no": 1, "paid_on": field.today, "document": "No. 1"}
    with pytest.raises(AwardStands):
        field.act(tranches.pay, **given)
    field.pay()
    field.act(tranches.pay, **given)

    with pytest.raises(JudgedAlready):
        field.act(tranches.pay, **{**given, "document": "No. 2"})
    with pytest.raises(JudgedAlready):
        approve(field, 1)
    with pytest.raises(JudgedAlready):
        field.act(tranches.hold_back, award_id=field.kaft, no=1, reason="Too late now.")


def test_a_suspended_award_is_not_paid_until_it_is_taken_up_again(running):
    running.report()
    running.judge()
    running.receipt(16 * MILLION)
    running.judge_receipt(1)
    stop = {"award_id": running.kaft, "reason": "No answer for a month."}
    running.act(awards.suspend, **stop)
    running.act(awards.suspend, **stop)
    assert missing(running, 2) == ["active"]

    running.act(awards.resume, award_id=running.kaft, reason="They answered.")

    assert approve(running, 2).state == "approved"


def test_a_written_off_award_frees_what_was_not_spent(running):
    given = {"award_id": running.kaft, "reason": "The lead moved abroad."}
    with pytest.raises(Invalid):
        running.act(awards.cancel, returned=21 * MILLION, **given)

    done = running.act(awards.cancel, returned=2 * MILLION, **given)
    running.act(awards.cancel, returned=2 * MILLION, **given)

    assert (done.state, done.returned) == ("cancelled", 22 * MILLION)
    assert states(running) == ["paid", "void", "void"]


def test_an_award_is_not_completed_before_its_end(running):
    with pytest.raises(AwardStands):
        running.act(awards.complete, award_id=running.kaft)


def test_the_inbox_goes_from_the_greatest_harm_down(running):
    running.receipt(16 * MILLION)
    assert inbox(running) == ["receipt"]
    running.clock.pass_(days=60)
    running.milestone(text="100 bags", days=30)
    running.report(milestone_no=2)

    assert inbox(running) == ["suspend", "report", "receipt"]


def test_the_ladder_follows_the_calendar_and_changes_nothing(running):
    ladder = {22: "calm", 23: "soon", 30: "soon", 31: "late", 43: "late", 44: "amber",
              59: "amber", 60: "suspend"}  # fmt: skip
    seen = {}
    with running.db.read() as session:
        camp, award = session.get(Camp, running.camp.id), running.award()
        for days in ladder:
            at = running.clock() + timedelta(days=days)
            seen[days] = queries.grant(session, camp, award, at).dues[0].step

    assert (seen, running.award().state) == (ladder, "contracted")


def test_a_person_says_that_a_milestone_is_late_and_agrees_another_day(running):
    late = {"award_id": running.kaft, "no": 1}
    with pytest.raises(AwardStands):
        running.act(reporting.call_overdue, **late)
    running.clock.pass_(days=31)
    running.act(reporting.call_overdue, **late)
    assert running.act(reporting.call_overdue, **late).state == "overdue"

    again = {"text": "40 sample bags", "due": running.today}
    changed = running.act(reporting.set_milestone, **late, **again)

    assert (changed.state, running.act(reporting.set_milestone, **late, **again).due) == (
        "changed", running.today,
    )  # fmt: skip


def test_reminders_stand_once_and_need_words(running):
    given = {"award_id": running.kaft, "step": "reminder", "text": "The report is due."}
    first, second = running.act(awards.remind, **given), running.act(awards.remind, **given)
    assert first.id == second.id
    for wrong in ({"step": "threat"}, {"text": "Now"}):
        with pytest.raises(Invalid):
            running.act(awards.remind, **{**given, **wrong})


@pytest.mark.parametrize(
    ("amount", "unit", "parts"),
    [(25_950_000_00, 100, [12_975_000_00, 10_380_000_00, 2_595_000_00]),
     (101, 1, [50, 40, 11]), (5_00, 100, [2_00, 2_00, 1_00])],
)  # fmt: skip
def test_tranches_add_up_to_the_award(amount, unit, parts):
    assert split(amount, (0.5, 0.4, 0.1), unit) == parts
