"""How camps come under one programme, and what folders tell of camps that are not here."""

from functools import partial

import pytest

from camp.core.models import Camp, Kept, Programme
from camp.core.rules import Actor, Role
from camp.demo.building import DATA
from camp.folder import files
from camp.folder.carrying import bring, give, import_folder
from camp.folder.checking import check
from camp.folder.faults import FaultyFolder
from camp.programme import queries, service
from tests.programme.reading import LATER, officer_of, told


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
