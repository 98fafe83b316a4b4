"""Certificates: a name is confirmed first, what was given stays as it was, anybody may check it."""

import pytest

from camp.certificates import queries, service
from camp.certificates.models import Certificate
from camp.core.ids import new_id
from camp.mentoring.models import Mentor, Visit
from camp.people.models import Person
from tests.again import again
from tests.grants.court import Court
from tests.paper.reading import fonts, read, words

NAME = "Боборахимов Бобур Қўчқор ўғли"


@pytest.fixture
def court(app, clock):
    """A camp in which Bobur pitched, Malika mentored, Jasur judged and Shoira kept the door."""
    court = again(Court, app, clock, score_mode="mean")
    court.move("build")
    for name in ("Bobur", "Dilnoza"):
        scan = {"person": court.id(name), "station": "Door"}
        court.form(court.browser("Shoira"), f"/camps/{court.slug}/door/checkins", scan)
    court.move("deliberation")

    def visit(session):
        mentor = Mentor(id=new_id(), camp_id=court.camp.id, person_id=court.id("Malika"))
        session.add(mentor)
        session.flush()
        session.add(
            Visit(
                id=new_id(), camp_id=court.camp.id, team_id=court.teams["Kaft"],
                mentor_id=mentor.id, asked_at=clock(), started_at=clock(), state="done",
            )
        )  # fmt: skip

    court.db.write(visit)
    return court


def spell(court, name, told, *, by=None):
    path = f"/camps/{court.slug}/" + (f"people/{court.id(name)}/spelling" if by else "certificate")
    return court.form(court.browser(by or name), path, {"name": told})


def give(court, **fields):
    return court.form(court.browser("Aziza"), f"/camps/{court.slug}/certificates", fields)


def given(court):
    with court.db.read() as session:
        found = session.query(Certificate).order_by(Certificate.given_at, Certificate.kind).all()
    return [(one.kind, one.name, one.revoked_at is None) for one in found]


def check(court, serial):
    return court.browser().get(f"/certificates/{serial}")


def serial(court):
    with court.db.read() as session:
        return session.query(Certificate).filter_by(revoked_at=None).one().serial


def test_who_earned_one_and_confirmed_the_name_gets_one(court):
    spell(court, "Bobur", NAME)
    spell(court, "Malika", "Malika Gʻulomova")
    spell(court, "Jasur", "Jasur Toʻrayev")
    spell(court, "Shoira", "Shoira Qodirova")
    spell(court, "Jamila", "Jamila Ergasheva")

    assert give(court).status_code == 303
    give(court)

    expected = [
        ("juror", "Jamila Ergasheva", True), ("juror", "Jasur Toʻrayev", True),
        ("mentor", "Malika Gʻulomova", True), ("participant", NAME, True),
        ("volunteer", "Shoira Qodirova", True),
    ]  # fmt: skip
    assert sorted(given(court)) == expected


def test_nobody_gets_one_whose_name_is_not_confirmed(court):
    give(court)
    assert given(court) == []

    refused = give(court, person=court.id("Bobur"), kind="participant")
    assert refused.status_code == 422
    assert "nobody has confirmed it" in refused.text


def test_the_door_confirms_for_who_has_no_phone(court):
    assert spell(court, "Bobur", f"  {NAME}  ", by="Shoira").status_code == 303

    page = court.browser("Bobur").get(f"/camps/{court.slug}/certificate").text
    assert f'value="{NAME}"' in page
    with court.db.read() as session:
        kept = queries.spelling_of(session, court.camp.id, court.id("Bobur"))
    assert (kept.name, kept.by) == (NAME, court.id("Shoira"))


def test_the_last_scans_at_the_door_lead_to_the_spelling(court):
    page = court.browser("Shoira").get(f"/camps/{court.slug}/door/recent").text

    assert page.count("/spelling") == 2
    assert f"/camps/{court.slug}/people/{court.id('Bobur')}/spelling" in page


def test_a_name_that_is_no_name_is_refused_and_kept_in_the_form(court):
    refused = spell(court, "Bobur", "   ")
    assert refused.status_code == 422
    assert "Fill this in." in refused.text

    long = "Ў" * 121
    refused = spell(court, "Bobur", long)
    assert refused.status_code == 422
    assert long in refused.text


def test_strangers_of_the_camp_are_asked_for_no_name(court):
    assert spell(court, "Sardor", "Sardor", by="Shoira").status_code == 404
    page = court.browser("Aziza").get(f"/camps/{court.slug}/certificate")
    assert "for participants, volunteers, mentors and jurors" in page.text


def test_too_early_nobody_gets_one(court):
    spell(court, "Bobur", NAME)
    court.move("build")

    refused = give(court)

    assert refused.status_code == 409
    assert given(court) == []


def test_another_spelling_calls_the_old_one_back(court):
    spell(court, "Bobur", "Bobur Boborahimov")
    give(court)
    old = serial(court)
    spell(court, "Bobur", NAME)
    court.clock.pass_(minutes=1)
    give(court)

    assert given(court) == [
        ("participant", "Bobur Boborahimov", False), ("participant", NAME, True),
    ]  # fmt: skip
    assert "was called back" in check(court, old).text
    assert "counts" in check(court, serial(court)).text


def test_the_check_tells_what_the_certificate_says_and_nothing_else(court):
    spell(court, "Bobur", NAME)
    give(court)

    page = check(court, serial(court))

    assert page.status_code == 200
    told = page.text.split("<main")[1]
    assert NAME in told
    assert "Toshkent lageri" in told
    assert "16–18 Apr 2027" in told
    person = court.people["Bobur"]
    for secret in (person.phone, str(person.birth_year), person.id, "Kaft", court.camp.id):
        assert secret not in told
    assert check(court, "2222222222").status_code == 404


def test_a_serial_number_is_read_as_it_was_typed(court):
    spell(court, "Bobur", NAME)
    give(court)
    number = serial(court)

    assert check(court, f"{number[:5]}-{number[5:]}".lower()).status_code == 200


def test_one_that_is_called_back_says_so(court):
    spell(court, "Bobur", NAME)
    give(court)
    number = serial(court)
    with court.db.read() as session:
        one = session.query(Certificate).one().id
    path = f"/camps/{court.slug}/certificates/{one}/revocation"

    assert court.form(court.browser("Kamol"), path).status_code == 403
    court.form(court.browser("Aziza"), path)

    assert "was called back" in check(court, number).text
    assert court.browser("Bobur").get(f"/camps/{court.slug}/certificate.pdf").status_code == 404


def test_a_certificate_of_another_camp_is_not_found(court):
    court.db.write(
        lambda session: service.spell_name(
            session, camp_id=court.camp.id, person_id=court.id("Bobur"), name=NAME, by=None,
            now=court.clock(),
        )
    )  # fmt: skip
    path = f"/camps/{court.slug}/certificates/nothing/revocation"
    assert court.form(court.browser("Aziza"), path).status_code == 404


def test_the_paper_speaks_its_owners_language_and_its_code_leads_to_the_check(court):
    def speak(session):
        for name, language in (("Bobur", "uz_Cyrl"), ("Jasur", "ru"), ("Malika", "uz")):
            session.get(Person, court.id(name)).language = language

    court.db.write(speak)
    spell(court, "Bobur", NAME)
    spell(court, "Jasur", "Константинопольский-Преображенский Александр")
    spell(court, "Malika", "Malika Gʻulomova")
    give(court)

    data = court.browser("Aziza").get(f"/camps/{court.slug}/certificates.pdf").data

    pages = read(data)
    assert "Иштирокчи" in pages[0].words
    assert NAME in pages[0].words
    assert "Gʻulomova" in pages[1].words
    assert "Преображенский Александр" in pages[2].words
    for page in pages:
        (code,) = page.codes
        assert check(court, code.rpartition("/")[2]).status_code == 200
    used = fonts(data)
    assert all(used.values())
    assert [name for name in used if "Onest" not in name and "Piazzolla" not in name] == []
    own = court.browser("Bobur").get(f"/camps/{court.slug}/certificate.pdf").data
    assert NAME in words(own)
    assert "Gʻulomova" not in words(own)


def test_only_organisers_see_the_desk(court):
    place = f"/camps/{court.slug}/certificates"

    assert court.browser("Aziza").get(place).status_code == 200
    for who in ("Kamol", "Shoira", "Bobur", "Olim"):
        assert court.browser(who).get(place).status_code == 403
    spelling = f"/camps/{court.slug}/people/{court.id('Bobur')}/spelling"
    assert court.browser("Shoira").get(spelling).status_code == 200
    for who in ("Bobur", "Jasur", "Malika"):
        assert court.browser(who).get(spelling).status_code == 403
