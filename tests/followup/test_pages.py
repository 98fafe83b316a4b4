"""The pages of the team and of the officer, and who may open which."""

import itertools
import re
from collections import Counter
from io import BytesIO

from camp.core.ids import new_id
from camp.core.models import Camp
from camp.followup import donors, queries
from camp.followup.models import Award, Evidence, Receipt, Report
from camp.people.models import Person
from tests.followup.field import picture

NOBODY = ("Dilnoza", "Malika", "Jasur", "Kamol", "Sardor")


def photo(name="a.jpg", **options):
    return BytesIO(picture(**options)), name


def test_the_lead_accepts_on_the_phone_and_the_officer_sees_it(field):
    bobur, olim = field.browser("Bobur"), field.browser("Olim")
    home = f"/camps/{field.slug}/grant"
    assert "We accept" in bobur.get(home).text

    sent = field.form(bobur, f"/awards/{field.kaft}/answer", {"answer": "accept"})

    assert (sent.status_code, sent.location) == (303, home)
    assert "Show that it is met" in bobur.get(home).text
    assert "accepted" in olim.get(f"/camps/{field.slug}/followup").text


def test_a_condition_is_shown_with_a_file_and_judged_in_the_inbox(field):
    field.accept()
    bobur, olim = field.browser("Bobur"), field.browser("Olim")

    field.form(bobur, f"/awards/{field.kaft}/conditions/1", {"file": photo(), "note": "Quotes"})
    inbox = f"/camps/{field.slug}/followup"
    assert "Condition 1" in olim.get(inbox).text
    sent = field.form(
        olim, f"/awards/{field.kaft}/conditions/1/decision", {"answer": "met"}, back=inbox
    )

    assert (sent.status_code, sent.location) == (303, inbox)
    assert field.browser("Bobur").get(f"/camps/{field.slug}/grant").text.count(">met<") == 1


def test_a_report_with_photographs_arrives_and_comes_back_with_a_reason(running):
    bobur, olim = running.browser("Bobur"), running.browser("Olim")
    page = f"/awards/{running.kaft}/milestones/1/report"
    assert bobur.get(page).status_code == 200

    sent = running.form(
        bobur, page,
        {"direct_beneficiaries": "12", "text": "43 bags are sewn.", "may_show": "yes",
         "photos": [photo(colour=(n, n, n)) for n in (10, 120, 240)]},
    )  # fmt: skip
    assert sent.status_code == 303, sent.text
    with running.db.read() as session:
        assert session.query(Evidence).count() == 3
        assert session.query(Report).one().indicators == {"direct_beneficiaries": 12}
    judged = f"/awards/{running.kaft}/reports/1/decision"
    assert running.form(olim, judged, {"answer": "return"}).status_code == 422
    running.form(olim, judged, {"answer": "return", "comment": "Which shops?"})

    assert "Which shops?" in bobur.get(page).text
    assert "43 bags are sewn." in bobur.get(page).text


def test_a_wrong_number_keeps_what_was_typed(running):
    page = f"/awards/{running.kaft}/milestones/1/report"

    refused = running.form(
        running.browser("Bobur"), page, {"direct_beneficiaries": "many", "text": "43 bags sewn."}
    )

    assert refused.status_code == 422
    assert "43 bags sewn.</textarea>" in refused.text


def test_a_receipt_is_summed_by_its_line(running):
    bobur, olim = running.browser("Bobur"), running.browser("Olim")
    page = f"/awards/{running.kaft}/receipts"

    sent = running.form(
        bobur, page,
        {"line": "Course", "amount": "610 000", "bought_on": running.today.isoformat(),
         "document": "act", "file": photo()},
    )  # fmt: skip
    assert sent.status_code == 303, sent.text
    with running.db.read() as session:
        assert session.query(Receipt).one().amount == 610_000_00
    running.form(
        olim, f"/awards/{running.kaft}/receipts/1/decision",
        {"answer": "query", "note": "Names of the trips?"},
    )  # fmt: skip

    assert "610" in bobur.get(page).text
    assert "Names of the trips?" in bobur.get(f"{page}/1").text


def test_without_a_receipt_photo_or_with_a_strange_file_nothing_is_kept(running):
    page = f"/awards/{running.kaft}/receipts"
    typed = {"line": "Course", "amount": "610 000", "bought_on": running.today.isoformat()}
    bobur = running.browser("Bobur")

    for file in ({}, {"file": (BytesIO(b"<script>alert(1)</script>"), "a.jpg")}):
        refused = running.form(bobur, page, {**typed, **file})
        assert refused.status_code == 422
        assert 'value="610 000"' in refused.text


def test_the_officer_signs_pays_and_holds_on_the_projects_page(field):
    field.accept()
    field.meet_conditions()
    olim, at = field.browser("Olim"), f"/awards/{field.kaft}"
    typed = {
        "signed_on": field.today.isoformat(), "signatory": "Bobur", "payee": "Kelajak Lab",
    }  # fmt: skip

    for path, data in (
        ("signature", typed),
        ("tranches/1", {"verb": "approve"}),
        ("tranches/1", {"verb": "hold", "reason": "The bank is closed."}),
        ("tranches/1", {"verb": "approve"}),
        ("tranches/1", {"verb": "pay", "paid_on": field.today.isoformat(), "document": "77"}),
        ("milestones", {"text": "40 bags", "due": field.today.isoformat()}),
        ("reminders", {"step": "reminder", "text": "The report is due."}),
        ("state", {"verb": "suspend", "reason": "No answer for a month."}),
        ("state", {"verb": "resume", "reason": "They answered."}),
    ):
        sent = field.form(olim, f"{at}/{path}", data)
        assert (sent.status_code, sent.location) == (303, at), (path, sent.text)

    shown = olim.get(at).text
    assert "paid" in shown
    assert "The report is due." in field.browser("Bobur").get(f"/camps/{field.slug}/grant").text


def test_the_agreement_stands_in_two_languages(field):
    field.accept()

    shown = field.browser("Bobur").get(f"/awards/{field.kaft}/agreement").text

    assert 'lang="uz"' in shown
    assert 'lang="ru"' in shown
    assert shown.count("two quotes") == 2


def test_nobody_else_sees_an_award_or_its_files(running):
    running.receipt(610_000_00)
    with running.db.read() as session:
        evidence = session.query(Evidence).one().id

    for name, path in itertools.product(NOBODY, (
        f"/awards/{running.kaft}", f"/awards/{running.kaft}/mine", f"/evidence/{evidence}",
        f"/awards/{running.kaft}/agreement", f"/awards/{running.kaft}/receipts",
        f"/awards/{running.kaft}/milestones/1/report", f"/camps/{running.slug}/followup",
    )):  # fmt: skip
        assert running.browser(name).get(path).status_code in (401, 403), (name, path)
    assert running.browser("Nilufar").get(f"/evidence/{evidence}").status_code == 200


def test_a_member_reads_and_only_the_lead_writes(running):
    nilufar = running.browser("Nilufar")
    assert nilufar.get(f"/camps/{running.slug}/grant").status_code == 200

    sent = running.form(
        nilufar, f"/awards/{running.kaft}/milestones/1/report",
        {"direct_beneficiaries": "1", "text": "I write instead."},
    )  # fmt: skip

    assert sent.status_code == 403


def test_an_organiser_reads_and_does_not_decide(running):
    aziza = running.browser("Aziza")
    running.report()

    assert aziza.get(f"/awards/{running.kaft}").status_code == 200
    sent = running.form(aziza, f"/awards/{running.kaft}/reports/1/decision", {"answer": "accept"})

    assert sent.status_code == 403


def test_the_donors_page_is_nobodys_before_it_is_published(running):
    page = f"/camps/{running.slug}/donors"
    assert running.browser().get(page).status_code == 404
    assert "nobody else sees it yet" in running.browser("Olim").get(page).text

    running.form(running.browser("Olim"), page, {"text": "Thank you."})

    shown = running.browser().get(page).text
    assert "Thank you." in shown
    assert "Bobur" not in shown
    with running.db.read() as session:
        assert donors.latest(session, running.camp.id).version == 1


def test_the_inbox_asks_as_often_for_three_awards_as_for_one(field, statements):
    def ask():
        with statements(field.db) as asked, field.db.read() as session:
            found = queries.grants(session, session.get(Camp, field.camp.id), field.clock())
        return len(found), len(asked)

    one, for_one = ask()
    field.db.write(
        lambda session: [
            session.add(
                Award(
                    id=new_id(), camp_id=field.camp.id, team_id=field.teams[team], amount=1,
                    state="accepted",
                )
            )
            for team in ("Yoʻlchi", "Saksovul")
        ]
    )  # fmt: skip

    assert (one, ask()) == (1, (3, for_one))


def test_every_field_of_a_page_has_an_id_of_its_own(running):
    running.clock.pass_(days=61)
    running.report(kind="final", milestone_no=None)
    for n in (1, 2):
        running.receipt(n * 1_000_000_00)
    olim, bobur = running.browser("Olim"), running.browser("Bobur")

    for client, path in (
        (olim, f"/camps/{running.slug}/followup"), (olim, f"/awards/{running.kaft}"),
        (bobur, f"/camps/{running.slug}/grant"),
    ):  # fmt: skip
        ids = re.findall(r' id="([^"]+)"', client.get(path).text)
        assert [one for one, times in Counter(ids).items() if times > 1] == []


def test_the_officer_sees_what_is_paid_and_where_projects_live(running):
    running.db.write(
        lambda session: setattr(session.get(Person, running.id("Bobur")), "region", "UZ-SA")
    )

    page = running.browser("Olim").get(f"/camps/{running.slug}/followup").text

    table = page.split("Where projects live")[-1]
    (row,) = re.findall(r"<tbody>(.*?)</tbody>", table, re.DOTALL)
    assert "Samarkand region" in row
    assert 'width="100.0"' in row
    assert "40,000,000" in row
    projects = page.split('aria-label="Projects"')[1].split("Where projects live")[0]
    assert projects.count('class="chart-bar"') == 1
