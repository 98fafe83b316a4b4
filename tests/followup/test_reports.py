"""Reports, receipts, conditions and signatures: said once, corrected, answered with reasons."""

from datetime import timedelta

import pytest

from camp.core.errors import Invalid
from camp.followup import awards
from camp.followup.evidence import of
from camp.followup.models import Milestone, Report
from camp.followup.rules import AwardStands, JudgedAlready, NotEvidence, OnlyLead, TooManyPhotos
from tests.grants.court import MILLION


def test_a_report_sent_again_replaces_what_was_said_and_keeps_its_photos(running):
    running.report(photos=[running.kept()])
    running.judge(accepts=False, comment="Which shops?")
    again = running.report(text="43 bags, sold in three shops.", numbers={"women": 0})

    with running.db.read() as session:
        one = session.query(Report).one()
        assert (one.no, one.state, one.indicators) == (again.no, "submitted", {"women": 0})
        assert len(of(session, one.id)) == 1


def test_an_accepted_report_makes_its_milestone_done_and_stands(running):
    running.report()
    running.judge()
    running.judge()

    with running.db.read() as session:
        assert session.query(Milestone).one().state == "done"
    with pytest.raises(JudgedAlready):
        running.report()
    with pytest.raises(JudgedAlready):
        running.judge(accepts=False, comment="On second thought, no.")


def test_three_photos_are_the_most_over_all_sendings(running):
    running.report(photos=[running.kept(colour=(n, 0, 0)) for n in (0, 90, 180)])

    with pytest.raises(TooManyPhotos):
        running.report(photos=[running.kept(colour=(0, 90, 0))])


@pytest.mark.parametrize(
    "numbers", [{"direct_beneficiaries": -1}, {"height": 3}, {"women": 3}, {"trained": 10**13}]
)
def test_numbers_that_cannot_be_are_refused(running, numbers):
    with pytest.raises(Invalid):
        running.report(numbers=numbers)


def test_a_pdf_is_no_photograph(running):
    from camp.followup.files import keep

    pdf = keep(running.app.extensions["config"].data, b"%PDF-1.7 nothing")
    with pytest.raises(NotEvidence):
        running.report(photos=[pdf])


def test_reports_wait_for_the_agreement_and_the_lead(field, running):
    with pytest.raises(OnlyLead):
        running.report(by="Nilufar")
    running.act(awards.cancel, award_id=running.kaft, returned=0, reason="It is over now.")
    with pytest.raises(AwardStands):
        running.report()
    with pytest.raises(AwardStands):
        running.receipt(MILLION)
    with pytest.raises(AwardStands):
        running.milestone(text="More bags")
    with pytest.raises(AwardStands):
        running.act(awards.remind, award_id=running.kaft, step="warning", text="Too late.")


def test_a_receipt_is_asked_about_answered_and_accepted(running):
    running.receipt(MILLION)
    running.judge_receipt(1, "query", "Which trips?")
    running.judge_receipt(1, "query", "Which trips?")
    answered = running.receipt(MILLION, no=1, answer="Rishton and back, twice.", kept=None)
    assert answered.state == "uploaded"
    running.judge_receipt(1)

    with pytest.raises(JudgedAlready):
        running.receipt(2 * MILLION, no=1)
    with pytest.raises(JudgedAlready):
        running.judge_receipt(1, "refused", "On second thought.")


def test_a_receipt_needs_a_file_a_sum_and_a_day_that_has_come(running):
    for wrong in (
        {"kept": None}, {"bought_on": running.today + timedelta(days=1)}, {"line": " "},
    ):  # fmt: skip
        with pytest.raises(Invalid):
            running.receipt(MILLION, **wrong)
    with pytest.raises(Invalid):
        running.receipt(0)
    with pytest.raises(Invalid):
        running.judge_receipt(running.receipt(MILLION).no, "lost", "Nobody knows.")


def show(field, **changed):
    given = {"award_id": field.kaft, "no": 1, "kept": None, "note": "Two quotes are here."}
    return field.act(awards.show_condition, by="Bobur", **{**given, **changed})


def test_a_condition_is_shown_sent_back_and_met(field):
    with pytest.raises(AwardStands):
        show(field)
    field.accept()
    with pytest.raises(Invalid):
        show(field, note="")
    assert show(field).state == "shown"
    judge = {"award_id": field.kaft, "no": 1}
    with pytest.raises(Invalid):
        field.act(awards.judge_condition, is_met=False, note="", **judge)
    field.act(awards.judge_condition, is_met=False, note="One quote is missing.", **judge)
    show(field, kept=field.kept(), note="")
    for _ in range(2):
        field.act(awards.judge_condition, is_met=True, note="", **judge)

    with pytest.raises(AwardStands):
        show(field)


def test_a_signature_has_a_day_a_name_and_somebody_who_is_paid(field):
    with pytest.raises(AwardStands):
        field.sign_agreement()
    field.accept()
    for wrong in (
        {"signatory": ""}, {"payee": ""}, {"signed_on": field.today + timedelta(days=1)},
    ):  # fmt: skip
        with pytest.raises(Invalid):
            field.sign_agreement(**wrong)
    assert field.sign_agreement().at == field.sign_agreement().at
    assert field.award().state == "contracted"
    field.sign_agreement(payee="Another organisation")


def test_a_condition_is_not_judged_before_the_team_accepts(field):
    with pytest.raises(AwardStands):
        field.act(awards.judge_condition, award_id=field.kaft, no=1, is_met=True, note="")
