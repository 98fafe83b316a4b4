"""Erasing a person: their words and names go everywhere, counts and the chain stay."""

import json
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import func, select

import camp.tables  # noqa: F401  -- names every table
from camp.certificates.models import Certificate, Spelling
from camp.control import erasing
from camp.core.db import Base
from camp.core.ids import new_id
from camp.core.models import Camp, LogEntry
from camp.core.rules import Role
from camp.core.wiping import camps_of
from camp.core.work import Database
from camp.demo.building import DATA
from camp.folder.carrying import export_folder, import_folder
from camp.ideas.models import Idea
from camp.jury.models import Ballot, HeldBallot, Juror
from camp.migrations import upgrade
from camp.people.models import Appointment, Consent, GuardianForm, Participant, Person
from camp.people.models_list import PeopleFile, PeopleImport
from camp.people.signin import actor_of
from camp.verify import verify
from camp.volunteering.models import Handover, Shift
from tests.grants.court import Court
from tests.teams.scenes import slug_of

CANARY = "Zarkanar"
COUNTED = ("participant", "check_in", "scan", "seat", "idea", "dot", "ballot", "held_ballot",
           "log_entry")  # fmt: skip


def dump(db):
    """Everything that the database holds, table by table, as text."""
    with db.read() as session:
        return {
            table.name: [
                json.dumps([str(value) for value in row], ensure_ascii=False)
                for row in session.execute(select(table))
            ]
            for table in Base.metadata.sorted_tables
        }


def counts(db):
    with db.read() as session:
        return {
            name: session.scalar(select(func.count()).select_from(Base.metadata.tables[name]))
            for name in COUNTED
        }


def holding(db, canary=CANARY):
    return {name for name, rows in dump(db).items() if any(canary in row for row in rows)}


@pytest.fixture
def court(app, clock):
    """A camp in its appeals; a juror and a participant left words everywhere."""
    made = Court(app, clock, is_closed=False)
    made.cast_all()
    made.cast("Lobar", "Kaft", 2, 2, revision=1, comment=f"{CANARY} says so")
    made.db.write(lambda session: strew(session, made))
    made.close()
    made.decide_all()
    made.sign_all()
    made.turn("Aziza", Role.OWNER)
    made.turn("Jamila", Role.CHAIR)
    made.move("appeals")
    return made


def strew(session, made):
    lobar, bobur = made.id("Lobar"), made.id("Bobur")
    camp_id = made.camp.id
    session.get_one(Person, lobar).name = f"Lobar {CANARY}"
    session.get_one(Person, lobar).folded = f"lobar {CANARY.lower()}"
    juror = session.get_one(Juror, made.jurors["Lobar"])
    juror.organisation = f"{CANARY} LLC"
    session.add(
        HeldBallot(
            id=new_id(), camp_id=camp_id, round_id=made.round_id, juror_id=juror.id,
            team_id=made.teams["Kaft"], cause="closed", key=str(uuid4()), marks={"impact": 3},
            comment=f"{CANARY} by courier", revision=1, received_at=made.clock(),
            by=made.id("Kamol"), reason=f"{CANARY} was late",
        )
    )  # fmt: skip
    bobur_is = session.get_one(Person, bobur)
    bobur_is.name, bobur_is.folded = f"Bobur {CANARY}", f"bobur {CANARY.lower()}"
    bobur_is.town, bobur_is.birth_date = CANARY, date(2009, 5, 1)
    part = session.scalars(select(Participant).filter_by(person_id=bobur)).one()
    part.motivation, part.skills, part.needs = f"{CANARY} wants", [CANARY], [CANARY]
    session.add(Consent(camp_id=camp_id, person_id=bobur, kind="photo", version=CANARY,
                        given=False, at=made.clock()))  # fmt: skip
    session.add(GuardianForm(id=new_id(), camp_id=camp_id, person_id=bobur, guardian=CANARY,
                             phone="+998901112233", at=made.clock()))  # fmt: skip
    session.add(Idea(id=new_id(), camp_id=camp_id, author_id=part.id, title=f"{CANARY} draft",
                     made_at=made.clock()))  # fmt: skip
    said = {"camp_id": camp_id, "person_id": bobur, "name": f"Bobur {CANARY}"}
    session.add(Spelling(id=new_id(), **said, at=made.clock(), by=bobur))
    session.add(Certificate(id=new_id(), **said, kind="participant", language="uz",
                            serial="C-1", given_at=made.clock()))  # fmt: skip
    changes = [[bobur, "town", CANARY, "Xiva"]]
    session.add(PeopleImport(id=new_id(), camp_id=camp_id, by=bobur, at=made.clock(), added=0,
                             changed=1, changes=changes))  # fmt: skip
    session.add(PeopleFile(id=new_id(), camp_id=camp_id, by=bobur, rows=[[CANARY]],
                           made_at=made.clock()))  # fmt: skip
    shift = Shift(id=new_id(), camp_id=camp_id, person_id=bobur, desk="Door",
                  starts_at=made.clock(), ends_at=made.clock())  # fmt: skip
    session.add(shift)
    session.flush()
    session.add(Handover(shift_id=shift.id, camp_id=camp_id, at=made.clock(), by=bobur, came_in=1,
                         inside=1, open_cases={bobur: CANARY}, note=f"{CANARY} waits"))  # fmt: skip


def dismiss(court, name):
    def verb(session):
        for one in session.scalars(select(Appointment).filter_by(person_id=court.id(name))):
            session.delete(one)

    court.db.write(verb)


def erase(court, name, *, by="Aziza", typed=None, reason="Asked for it in writing"):
    typed = typed or f"{name} {CANARY}"
    path = f"/camps/{court.slug}/people/{court.id(name)}/erasure"
    return court.program(by).post(path, {"name": typed, "reason": reason})


def test_nothing_of_them_is_left_and_everything_counts_as_before(court, tmp_path):
    export_folder(court.db, court.slug, tmp_path / "before")
    before, words = counts(court.db), holding(court.db)

    done = [erase(court, name).status_code for name in ("Lobar", "Bobur")]

    after = counts(court.db)
    seal = export_folder(court.db, court.slug, tmp_path / "after")
    files = {path.name: path.read_bytes() for path in (tmp_path / "after").iterdir()}
    found = verify(files, seal)
    assert words >= {"person", "participant", "juror", "consent", "guardian_form", "ballot",
                     "held_ballot", "log_entry", "idea", "spelling", "certificate",
                     "people_import", "people_file", "handover"}  # fmt: skip
    assert done == [204, 204]
    assert holding(court.db) == set()
    assert after == {**before, "log_entry": before["log_entry"] + 2}
    assert found.faults == []
    assert not any(CANARY.encode() in content for content in files.values())
    assert files["scores.json"].count(b'"submitted"') == (
        tmp_path / "before" / "scores.json"
    ).read_bytes().count(b'"submitted"')


def test_the_file_itself_does_not_hold_what_was_erased(court, tmp_path):
    for name in ("Lobar", "Bobur"):
        erase(court, name)
    file = Path(court.db.engine.url.database)
    court.db.engine.dispose()
    with court.db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    assert CANARY.encode() not in file.read_bytes()


def test_a_fact_says_who_did_it_and_why_and_their_ways_in_are_shut(court):
    browser, token = court.browser("Bobur"), court.token("Bobur")
    erase(court, "Bobur")

    with court.db.read() as session:
        entry = session.scalars(select(LogEntry).order_by(LogEntry.id.desc())).first()
        facts = (entry.kind, entry.person_id, entry.told)
        assert actor_of(session, court.id("Bobur"), pin_given=True).roles != {}
    assert facts == (
        "PersonErased", court.id("Aziza"),
        {"person_id": court.id("Bobur"), "reason": "Asked for it in writing"},
    )  # fmt: skip
    assert browser.get(f"/camps/{court.slug}/home").status_code in {302, 401}
    headers = {"Authorization": f"Bearer {token}"}
    refused = court.app.test_client().get("/api/v1/camps", headers=headers)
    assert slug_of(refused) == "link-unknown"
    log = court.browser("Aziza").get(f"/camps/{court.slug}/log").text
    assert "Somebody was erased. Asked for it in writing" in log


def test_only_an_owner_who_names_the_person_and_a_reason_erases(court):
    denied = [
        erase(court, "Bobur", by=name).status_code
        for name in ("Kamol", "Olim", "Jamila", "Nodira", "Bobur", "Sardor")
    ]
    wrong = erase(court, "Bobur", typed="Somebody Else")
    none = erase(court, "Bobur", reason=" ")
    twice = [erase(court, "Bobur").status_code for _ in range(2)]

    assert denied == [403] * 6
    assert (wrong.status_code, slug_of(wrong)) == (422, "erasure-not-confirmed")
    assert none.status_code == 422
    assert twice == [204, 204]


def test_who_still_takes_part_owns_or_belongs_to_another_camp_is_not_erased(court, clock):
    owner = erase(court, "Aziza", typed="Aziza")
    court.move("jury")
    juror = erase(court, "Lobar")
    taking_part = erase(court, "Bobur")
    court.move("appeals")
    other = Court(court.app, clock)
    other.db.write(
        lambda session: session.add(
            Participant(id=new_id(), camp_id=other.camp.id, person_id=court.id("Bobur"),
                        applied_at=clock())
        )
    )  # fmt: skip
    elsewhere = erase(court, "Bobur")
    stranger = court.program("Aziza").post(
        f"/camps/{court.slug}/people/{other.id('Dilnoza')}/erasure",
        {"name": "Dilnoza", "reason": "x"},
    )

    said = [(one.status_code, slug_of(one)) for one in (owner, juror, taking_part, elsewhere)]
    assert said == [
        (409, "owner-stays"), (409, "still-takes-part"), (409, "still-takes-part"),
        (403, "known-elsewhere"),
    ]  # fmt: skip
    assert stranger.status_code == 404


def test_the_page_finds_the_person_and_says_what_goes_and_what_stays(court):
    browser, root = court.browser("Aziza"), f"/camps/{court.slug}/people"
    found = browser.get(f"{root}/erasure?q=lobar").text
    path = f"{root}/{court.id('Lobar')}/erasure"
    shown = browser.get(path).text
    wrong = court.form(browser, path, {"name": "x", "reason": "A letter"}, back=path)
    sent = court.form(browser, path, {"name": f"lobar {CANARY}", "reason": "A letter"}, back=path)
    after = browser.get(path).text

    assert path in found
    assert "Comments on ballots: 2." in shown
    assert "Ballots 4, marks and decisions" in shown
    assert ("Type it as it stands above." in wrong.text, "A letter" in wrong.text) == (True, True)
    assert sent.status_code in {200, 302, 303}
    assert "This person was erased on" in after
    assert "Erase for good" not in after
    assert path not in browser.get(f"{root}/erasure?q=lobar").text


def test_an_imported_folder_is_erased_with_what_it_said_beyond_the_tables(db, clock, tmp_path):
    slug = import_folder(db, DATA, now=clock())
    with db.read() as session:
        juror = session.scalars(select(Juror).filter_by(ref="J2")).one()
        part = session.scalars(select(Participant).filter_by(ref="P01")).one()
        names = {one.person.name for one in (juror, part)}
        ids = [one.person_id for one in (juror, part)]
        comments = {
            row.comment for row in session.scalars(select(Ballot).filter_by(juror_id=juror.id))
        } - {""}

    def verb(session):
        for person_id in ids:
            owner = session.scalars(select(Appointment).filter_by(role="owner")).first()
            who = actor_of(session, owner.person_id, pin_given=True)
            camp_id = min(camps_of(session, person_id))
            session.get_one(Camp, camp_id).phase = "appeals"
            name = session.get_one(Person, person_id).name
            erasing.erase(
                session, camp_id=camp_id, person_id=person_id, name=name, reason="x", who=who,
                now=clock(),
            )  # fmt: skip

    assert comments
    assert any(holding(db, comment[:40]) for comment in comments)
    db.write(verb)

    for word in names | {comment[:40] for comment in comments}:
        assert holding(db, word) == set()
    seal = export_folder(db, slug, tmp_path / "out")
    files = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert verify(files, seal).faults == []
    other = Database(f"sqlite:///{tmp_path}/other.sqlite")
    upgrade(other.engine)
    import_folder(other, tmp_path / "out", now=clock())
    other.close()
