"""The programme's page: who sees which camps, what it shows of them, what may be taken."""

import csv
import re
from io import StringIO

from camp.core.models import Camp, LogEntry
from camp.core.rules import Role
from camp.people.models import Consent, Participant, Person
from camp.programme import queries
from camp.programme.cards import WORST_FIRST
from tests.programme.reading import LATER, officer_of, told

NOBODY = ("Dilnoza", "Malika", "Jasur", "Kamol", "Bobur", "Sardor")


def test_the_demo_shows_four_camps_and_the_worst_projects_first(demo):
    session, camp = demo
    shown = queries.overview(session, camp, officer_of(camp), LATER)

    assert [(one.name, one.phase, one.people, one.ideas) for one in shown.cards[:2]] == [
        ("Nukus camp", "followup", 48, 19), ("Samarqand camp", "followup", 56, 23),
    ]  # fmt: skip
    assert [one.camp is None for one in shown.cards] == [True, True, False, True]
    assert [one.region for one in shown.cards] == ["UZ-QR", "UZ-SA", "UZ-TK", "UZ-FA"]
    here = shown.cards[2]
    assert (here.people, here.ideas, here.teams) == (59, 14, 10)
    harms = [one.harm for one in shown.projects]
    assert harms == sorted(harms)
    assert {one.state for one in shown.projects} <= set(WORST_FIRST)
    assert len(shown.projects) == 9 + here.grants
    kiyiz = next(one for one in shown.projects if one.name == "Kiyiz bosish ustaxonasi")
    assert (kiyiz.camp, kiyiz.state, kiyiz.award_id) == ("Nukus camp", "cancelled", "")
    assert (kiyiz.paid, kiyiz.awarded) == (800_000_000, 1_600_000_000)


def test_numbers_of_reports_and_of_other_servers_are_summed(demo):
    session, camp = demo
    found = {
        one.name: one for one in queries.overview(session, camp, officer_of(camp), LATER).figures
    }

    # The portfolio tells 640, 0, 46, 4, 85, 20, 60 and 150; the rest are this camp's own reports.
    assert found["direct_beneficiaries"].all >= 1005
    assert (found["trained"].all, found["still_active_6m"].all) == (46, 2)
    assert found["still_active_6m"].of == 2
    assert (found["co_funding"].all, found["co_funding"].currency) == (6_000_000, "UZS")


def test_women_and_men_are_told_where_a_report_says_them(programme):
    programme.report()
    programme.judge()
    with programme.db.read() as session:
        camp = session.get(Camp, programme.camp.id)
        shown = queries.overview(session, camp, programme.actor("Olim"), programme.clock())

    (people,) = (one for one in shown.figures if one.name == "direct_beneficiaries")
    assert (people.all, people.women, people.men) == (12, 7, 5)


def test_an_officer_sees_all_camps_of_the_programme_and_a_volunteer_none(programme):
    assert programme.seen_by("Olim") == ["Toshkent lageri"]
    programme.join("youth ", programme.other)

    assert programme.seen_by("Olim") == ["Nukus lageri", "Toshkent lageri"]
    assert programme.seen_by("Aziza") == ["Nukus lageri", "Toshkent lageri"]
    # An organiser of one camp is nobody in the other.
    programme.add("Zarina", Role.ORGANISER)
    assert programme.seen_by("Zarina") == ["Toshkent lageri"]


def test_only_staff_of_a_camp_opens_its_programme_and_only_its_owner_joins_one(programme):
    page = f"/camps/{programme.slug}/programme"
    for name in NOBODY:
        assert programme.browser(name).get(page).status_code == 403, name
        assert programme.browser(name).get(f"{page}/projects.csv").status_code == 403
        assert programme.browser(name).get(f"{page}/360giving.json").status_code == 403
    assert programme.browser().get(page).status_code == 302
    assert programme.browser("Olim").get(page).status_code == 200
    assert programme.form(programme.browser("Olim"), page, {"name": "Mine"}).status_code == 403

    aziza = programme.browser("Aziza")
    other = f"/camps/{programme.other.slug}/programme"
    assert programme.form(aziza, other, {"name": "Youth"}).location == other
    text = aziza.get(page).text
    assert "Nukus lageri" in text
    assert f'href="/awards/{programme.kaft}"' in text


def test_an_officer_reads_a_neighbours_projects_but_not_its_papers(programme):
    programme.join("Youth", programme.other)
    with programme.db.read() as session:
        camp = session.get(Camp, programme.other.id)
        shown = queries.overview(session, camp, officer_of(camp), programme.clock())

    assert [(one.name, one.award_id) for one in shown.projects] == [("Kaft", "")]
    assert [one.waits for one in shown.cards] == [0, None]


def test_a_rehearsal_is_in_no_programme(programme):
    programme.join("Youth", programme.other)

    def rehearse(session):
        session.get(Camp, programme.other.id).rehearses = programme.camp.id

    programme.db.write(rehearse)
    assert programme.seen_by("Olim") == ["Toshkent lageri"]
    assert programme.seen_by("Aziza", programme.other) == ["Nukus lageri"]


def test_the_table_has_every_project_and_both_logs_say_who_took_it(programme):
    programme.join("Youth", programme.other)
    sent = programme.browser("Olim").get(f"/camps/{programme.slug}/programme/projects.csv")
    rows = list(csv.DictReader(StringIO(sent.text.removeprefix("\ufeff")), delimiter=";"))

    assert [(row["Project"], row["State"], row["Awarded"]) for row in rows] == [
        ("Kaft", "under way", "40000000")
    ]
    with programme.db.read() as session:
        taken = session.query(LogEntry).filter_by(kind="ProjectsExported").all()
        assert {one.camp_id for one in taken} == {programme.camp.id, programme.other.id}
        assert {one.person_id for one in taken} == {programme.id("Olim")}


def test_open_data_are_those_of_every_camp_that_published(programme):
    programme.join("Youth", programme.other)
    page = f"/camps/{programme.slug}/programme/360giving.json"
    (one,) = programme.browser("Olim").get(page).json["grants"]
    assert (one["title"], one["grantProgramme"][0]["title"]) == ("Kaft", "Youth")

    alone = f"/camps/{programme.other.slug}/programme/360giving.json"
    programme.join("", programme.other)
    assert programme.browser("Aziza").get(alone).status_code == 409


def test_donors_find_together_what_each_camp_published_and_no_more(programme):
    page = f"/camps/{programme.slug}/programme/public"
    assert programme.browser().get(page).status_code == 404
    programme.report()
    programme.judge()
    donors_page = f"/camps/{programme.slug}/donors"
    programme.form(programme.browser("Olim"), donors_page, {"text": "Thank you."})
    programme.report(kind="final", milestone_no=None, numbers={"direct_beneficiaries": 77})
    programme.judge(2)

    text = programme.browser().get(page).text
    assert "Kaft" in text
    assert "Youth" in text
    assert re.search(r"People reached</dt><dd[^>]*>12<", text)
    assert "77" not in re.sub(r'value="[^"]*"', "", text)
    outside = f"/camps/{programme.other.slug}/programme/public"
    assert programme.browser().get(outside).status_code == 404


def test_few_women_are_told_neither_on_the_page_nor_in_the_table(programme):
    programme.report(numbers={"direct_beneficiaries": 3, "women": 1})
    programme.judge()
    with programme.db.read() as session:
        shown = told(session, programme.camp, programme.actor("Olim"), programme.clock())

    (people,) = shown.figures
    assert (people.all, people.women, people.men) == (3, None, None)
    sent = programme.browser("Olim").get(f"/camps/{programme.slug}/programme/projects.csv")
    (row,) = csv.DictReader(StringIO(sent.text.removeprefix("\ufeff")), delimiter=";")
    assert (row["People reached"], row["Women among them"]) == ("3", "")


def test_a_camp_of_women_alone_is_shown(programme):
    def agree(session):
        for n in range(6):
            person = Person(id=f"woman{n}", name="Lola", folded="lola", gender="F")
            session.add(person)
            session.flush()
            session.add(
                Participant(
                    id=f"part{n}", camp_id=programme.camp.id, person_id=person.id,
                    state="accepted", applied_at=programme.clock(),
                )
            )  # fmt: skip
            session.add(
                Consent(
                    camp_id=programme.camp.id, person_id=person.id, kind="data", version="1",
                    given=True, at=programme.clock(),
                )
            )  # fmt: skip

    programme.db.write(agree)
    page = programme.browser("Olim").get(f"/camps/{programme.slug}/programme").text

    assert "women: 6, men: 0" in page
    assert "not shown" not in page
