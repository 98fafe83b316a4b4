"""The programme's page: who sees which camps, what it shows of them, what may be taken."""

import csv
import re
from datetime import UTC, datetime
from functools import partial
from io import StringIO

import pytest

from camp.core.models import Camp, Kept, LogEntry, Programme
from camp.core.rules import Actor, Role
from camp.demo.building import DATA
from camp.folder import files
from camp.folder.carrying import bring, give, import_folder
from camp.folder.checking import check
from camp.folder.faults import FaultyFolder
from camp.people.models import Consent, Participant, Person
from camp.programme import queries, service
from camp.programme.models import WORST_FIRST

LATER = datetime(2027, 7, 20, 9, tzinfo=UTC)
NOBODY = ("Dilnoza", "Malika", "Jasur", "Kamol", "Bobur", "Sardor")


@pytest.fixture
def demo(db):
    import_folder(db, DATA, now=LATER)
    with db.read() as session:
        yield session, session.query(Camp).one()


def officer_of(*camps):
    return Actor(
        person_id="one", roles={one.id: frozenset({Role.PROGRAMME_OFFICER}) for one in camps}
    )


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


def test_a_programme_of_others_is_not_joined_by_its_name(programme):
    with programme.db.read() as session:
        theirs = session.get(Camp, programme.camp.id).programme_id
    stranger = Actor(
        person_id=programme.id("Sardor"), roles={programme.other.id: frozenset({Role.OWNER})}
    )
    camp_id = programme.other.id
    programme.db.write(partial(service.join, camp_id=camp_id, name="Youth", actor=stranger))
    with programme.db.read() as session:
        own = session.get(Camp, programme.other.id).programme_id
        assert own not in {None, theirs}
        assert session.query(Programme).count() == 2
    programme.join("", programme.other)
    with programme.db.read() as session:
        assert session.get(Camp, programme.other.id).programme_id is None


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


def changed(**told):
    data = files.read(DATA)
    data["camp"] |= told
    return data


def test_a_second_camp_of_a_programme_joins_the_one_that_is_here(db):
    import_folder(db, DATA, now=LATER)
    data = changed(id="C1", slug="nukus", name="Nukus camp of ours")
    db.write(lambda session: bring(session, data=data, now=LATER))

    with db.read() as session:
        assert session.query(Programme).count() == 1
        first, second = session.query(Camp).order_by(Camp.id)
        shown = queries.overview(session, first, officer_of(first), LATER)
        # What stands here is told by its own tables, not by a neighbour's folder.
        assert [one.name for one in shown.cards].count("Nukus camp") == 0
        assert [one.camp for one in shown.cards if one.camp] == [first, second]
        assert not [one for one in shown.projects if one.camp == "Nukus camp"]


@pytest.mark.parametrize(
    ("file", "change", "fault"),
    [
        ("programme", lambda data: data["programme"]["camps"][0].update(dates=["soon"]), "dates"),
        ("programme", lambda data: data["programme"]["camps"][0].update(dates=[]), "dates"),
        ("portfolio", lambda data: data["portfolio"][0].update(paid=1.005), "paid"),
    ],
)
def test_a_folder_that_tells_nonsense_of_other_camps_is_refused(file, change, fault):
    data = files.read(DATA)
    change(data)
    with pytest.raises(FaultyFolder) as refused:
        check(data)
    (found,) = refused.value.faults
    assert found.file == f"{file}.json"
    assert fault in found.field


def told(session, camp, actor, now=LATER):
    return queries.overview(session, session.get(Camp, camp.id), actor, now)


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


def test_what_an_older_import_let_in_breaks_no_page(demo):
    session, camp = demo
    plan, portfolio = (
        session.query(Kept).filter_by(part=part).one() for part in ("programme", "portfolio")
    )
    camps = plan.body["camps"]
    odd = [{**camps[0], "dates": ["27.11.2026"]}, {**camps[1], "dates": []}, *camps[2:]]
    plan.body = {**plan.body, "camps": odd}
    portfolio.body = [{**portfolio.body[0], "paid": 1.005}, *portfolio.body[1:]]
    session.flush()

    shown = told(session, camp, officer_of(camp))
    assert [one.name for one in shown.cards if not one.camp] == ["Fargʻona vodiysi camp"]
    assert portfolio.body[0]["title"] not in {one.name for one in shown.projects}
    session.rollback()


def test_a_camp_that_moves_on_takes_nothing_of_its_old_programme_along(db):
    import_folder(db, DATA, now=LATER)
    with db.read() as session:
        camp = session.query(Camp).one()
    owner = Actor(person_id="one", roles={camp.id: frozenset({Role.OWNER})})
    for name in ("Quite another", ""):
        db.write(partial(service.join, camp_id=camp.id, name=name, actor=owner))
        with db.read() as session:
            shown = told(session, camp, owner)
            assert [one.camp.id for one in shown.cards] == [camp.id]
            assert {one.camp for one in shown.projects} == {camp.name}


def test_a_neighbour_whom_the_reader_does_not_see_is_not_told_as_of_another_server(db):
    import_folder(db, DATA, now=LATER)
    data = changed(id="C1", slug="nukus", name="Nukus camp of ours")
    db.write(lambda session: bring(session, data=data, now=LATER))

    with db.read() as session:
        first = session.query(Camp).filter_by(slug="tashkent").one()
        runs = Actor(person_id="one", roles={first.id: frozenset({Role.ORGANISER})})
        shown = told(session, first, runs)
        assert "Nukus camp" not in {one.name for one in shown.cards}
        assert "Nukus camp" not in {one.camp for one in shown.projects}


def test_only_an_owner_makes_an_officer_where_there_is_a_programme(programme):
    programme.add("Zarina", Role.ORGANISER)
    zarina, grid = programme.browser("Zarina"), f"/camps/{programme.slug}/settings/staff"
    cell = {"cell": f"{programme.id('Zarina')} programme_officer"}

    refused = programme.form(zarina, f"{grid}/roles", cell, back=grid)
    assert (refused.status_code, "the owner gives this role" in refused.text) == (403, True)
    pasted = programme.form(zarina, grid, {"table": "Umida, programme officer"}, back=grid)
    assert pasted.status_code == 403
    given = programme.form(programme.browser("Aziza"), f"{grid}/roles", cell, back=grid)
    assert given.status_code == 303


def test_programmes_that_began_on_pages_keep_apart_in_folders(programme):
    with programme.db.read() as session:
        camp = session.get(Camp, programme.camp.id)
        plan = give(session, camp)["programme"]
    assert (plan["id"], plan["name"]) == (camp.programme_id, "Youth")


def test_a_name_of_marks_alone_does_not_hold_a_camp(programme):
    programme.join("'")
    programme.join("")
    with programme.db.read() as session:
        assert session.get(Camp, programme.camp.id).programme_id is None
    log = programme.browser("Aziza").get(f"/camps/{programme.slug}/log").text
    assert "The camp belongs to no programme any more." in log
