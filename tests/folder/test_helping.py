"""Shifts, certificates, a café's questions and jurors' own votes leave and come back as rows."""

from functools import partial

import pytest

from camp.certificates import service as certificates
from camp.certificates.models import Certificate, Spelling
from camp.core.ids import new_id
from camp.core.models import Camp
from camp.core.rules import Role
from camp.folder.checking import check
from camp.folder.faults import FaultyFolder
from camp.grants import hands
from camp.grants.models import Hand, Sitting
from camp.people.models import Appointment, Person
from camp.questions.queries import lines
from camp.schedule.models import Item
from camp.volunteering import queries
from camp.volunteering import service as shifts
from tests.again import again
from tests.folder.road import kept, there_and_back
from tests.grants.court import Court
from tests.questions.test_questions import ids, send
from tests.schedule.test_items import add
from tests.volunteering.test_shifts import look, plan


def test_shifts_with_what_was_handed_over_and_confirmed(cast, elsewhere, tmp_path, clock):
    cast.add("Kamron", Role.PARTICIPANT, birth_year=2011)
    shift = plan(cast)
    plan(cast, desk="Desk", hours=(4, 6))
    look(cast, "Kamron")
    clock.pass_(hours=3)
    common = {"camp_id": cast.camp.id, "shift_id": shift.id, "now": clock()}
    cast.db.write(
        partial(shifts.hand_over, note="The badge printer.", by=cast.id("Shoira"), **common)
    )
    cast.db.write(partial(shifts.confirm_hours, minutes=170, by=cast.id("Aziza"), **common))
    cast.db.write(
        lambda session: session.query(Appointment).filter_by(person_id=cast.id("Shoira")).delete()
    )

    before, after = there_and_back(cast.db, cast.slug, elsewhere, tmp_path, clock)

    assert after == before
    assert kept(elsewhere) == {}
    (shoira,) = [one for one in before["staff"] if one["name"] == "Shoira"]
    assert shoira["roles"] == []
    with elsewhere.read() as session:
        (camp,) = session.query(Camp)
        handed, planned = queries.turns(session, camp.id)
        aziza, kamron = (
            session.query(Person).filter_by(name=name).one() for name in ("Aziza", "Kamron")
        )
        assert (handed.name, handed.handover.note) == ("Shoira", "The badge printer.")
        assert handed.handover.open_cases == {kamron.id: "needs_guardian"}
        assert (handed.hours.minutes, handed.hours.by) == (170, aziza.id)
        assert (planned.shift.desk, planned.handover, planned.hours) == ("Desk", None, None)


def test_certificates_keep_their_numbers(cast, elsewhere, tmp_path, clock):
    cast.move("jury")
    common = {"camp_id": cast.camp.id, "by": cast.id("Aziza"), "now": clock()}
    pairs = [(cast.id("Bobur"), "participant"), (cast.id("Shoira"), "volunteer")]
    for (person_id, _), name in zip(pairs, ("Bobur of Nukus", "Shoira"), strict=True):
        cast.db.write(partial(certificates.spell_name, person_id=person_id, name=name, **common))
    cast.db.write(partial(certificates.give, only=pairs, **common))
    with cast.db.read() as session:
        called_back = session.query(Certificate).filter_by(kind="volunteer").one().id
        serials = {one.serial for one in session.query(Certificate)}
    cast.db.write(partial(certificates.revoke, certificate_id=called_back, **common))

    before, after = there_and_back(cast.db, cast.slug, elsewhere, tmp_path, clock)

    assert after == before
    assert kept(elsewhere) == {}
    with elsewhere.read() as session:
        given = {one.kind: one for one in session.query(Certificate)}
        assert {one.serial for one in given.values()} == serials
        assert (given["participant"].person.name, given["participant"].name) == (
            "Bobur", "Bobur of Nukus",
        )  # fmt: skip
        assert given["volunteer"].revoked_at == clock()
        assert session.query(Spelling).count() == 2


def test_questions_of_a_cafe_and_nobodys_name_where_none_was_given(
    cast, elsewhere, tmp_path, clock
):
    add(cast, kind="cafe", title="Aral dust", minutes=60)
    send(cast, "Bobur", text="Does a mask help?")
    clock.pass_(seconds=1)
    send(cast, "Dilnoza", text="Who pays?", anonymous="yes")
    _, secret = ids(cast)
    send(cast, "Rustam", f"/{secret}/state", state="live")
    send(cast, "Bobur", f"/{secret}/support", on="true")

    before, after = there_and_back(cast.db, cast.slug, elsewhere, tmp_path, clock)

    assert after == before
    assert kept(elsewhere) == {}
    (told,) = [one["questions"] for one in before["schedule"] if "questions" in one]
    assert {one["text"]: one["asked_by"] is None for one in told} == {
        "Does a mask help?": False, "Who pays?": True,
    }  # fmt: skip
    with elsewhere.read() as session:
        (there,) = session.query(Item).filter_by(kind="cafe")
        (live,) = lines(session, there.id, ("live",))
        assert (live.question.text, live.name, live.supports) == ("Who pays?", "", 1)
        (waiting,) = lines(session, there.id, ("pending",))
        assert waiting.question.asker.name == "Bobur"


def test_jurors_own_votes_and_the_chairs_word_on_a_tie(app, clock, elsewhere, tmp_path):
    court = again(Court, app, clock)
    for name, said in (("Jamila", "against"), ("Jasur", "for")):
        court.run(hands.vote, team_id=court.teams["Kaft"], vote=said, by=name)

    def tie(session):
        order = ",".join(court.teams[name] for name in ("Yoʻlchi", "Kaft"))
        session.query(Sitting).one().tie_reasons = {order: "It reaches more people."}

    court.db.write(tie)

    before, after = there_and_back(court.db, court.slug, elsewhere, tmp_path, clock)

    assert after == before
    assert kept(elsewhere) == {}
    with elsewhere.read() as session:
        assert sorted(one.vote for one in session.query(Hand)) == ["against", "for"]
        names = [len(key.split(",")) for key in session.query(Sitting).one().tie_reasons]
        assert names == [2]
    twice = [*before["deliberation"]["hands"], before["deliberation"]["hands"][0]]
    with pytest.raises(FaultyFolder, match="once, not 2 times"):
        check({**before, "deliberation": {**before["deliberation"], "hands": twice}})


def test_somebody_with_two_parts_is_one_person_again(cast, elsewhere, tmp_path, clock):
    cast.db.write(
        lambda session: session.add(
            Appointment(
                id=new_id(), camp_id=cast.camp.id, person_id=cast.id("Bobur"), role="volunteer",
                at=clock(),
            )
        )
    )  # fmt: skip

    before, after = there_and_back(cast.db, cast.slug, elsewhere, tmp_path, clock)

    assert after == before
    with elsewhere.read() as session:
        assert session.query(Person).filter_by(name="Bobur").count() == 1
    staff = [one | ({"person": "P99"} if "person" in one else {}) for one in before["staff"]]
    with pytest.raises(FaultyFolder, match="P99"):
        check({**before, "staff": staff})
