"""Staff, mentors and jurors from a pasted list."""

from camp.control import staffing
from camp.jury.models import Juror
from camp.mentoring.models import Mentor
from camp.people.models import Appointment, Person


def test_a_list_of_staff_is_appointed_once(cast):
    text = (
        "Saida Hakimova, chair, Youth department\nBaxtiyor Umarov, juror, Bank foundation\n"
        "Gulbahor Nishonova, mentor, Crafts union\nBotir Aliyev, koʻngilli\n"
        "Botir Aliyev, door lead"
    )
    path = f"/camps/{cast.slug}/settings/staff"

    answers = [cast.form(cast.browser("Aziza"), path, {"table": text}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    with cast.db.read() as session:
        seats = session.query(Juror).order_by(Juror.seat).all()
        jurors = [(one.person.name, one.role, one.organisation, one.seat) for one in seats]
        (mentor,) = session.query(Mentor).all()
        botir = session.query(Person).filter_by(name="Botir Aliyev").one()
        roles = {row.role for row in session.query(Appointment).filter_by(person_id=botir.id)}
    assert jurors == [
        ("Saida Hakimova", "chair", "Youth department", 1),
        ("Baxtiyor Umarov", "juror", "Bank foundation", 2),
    ]
    assert mentor.organisation == "Crafts union"
    assert roles == {"volunteer", "door_lead"}


def test_an_unknown_role_appoints_nobody(cast):
    text = "Kamila Tursunova, organiser\nTimur Rahmonov, wizard"

    answer = cast.form(cast.browser("Aziza"), f"/camps/{cast.slug}/settings/staff", {"table": text})

    assert answer.status_code == 422
    assert "Line 2: the role “wizard” is not known." in answer.text
    assert "Timur Rahmonov, wizard" in answer.text
    with cast.db.read() as session:
        assert session.query(Person).filter_by(name="Kamila Tursunova").count() == 0


def test_roles_are_read_in_three_languages():
    typed = ["Organizer", "kotib", "член жюри", "Kotiba", "Председатель", "zaxira", "волонтёр"]

    assert [staffing.role_of(word) for word in typed] == [
        "organiser", "secretary", "juror", "secretary", "chair", "reserve", "volunteer",
    ]  # fmt: skip


def test_a_role_is_taken_back_and_the_last_owner_stays(cast):
    path = f"/camps/{cast.slug}/settings/staff/removal"

    taken = [
        cast.form(cast.browser("Aziza"), path, {"person": cast.id("Kamol"), "role": "secretary"})
        for _ in range(2)
    ]
    kept = cast.form(cast.browser("Aziza"), path, {"person": cast.id("Aziza"), "role": "owner"})

    assert ([one.status_code for one in taken], kept.status_code) == ([303, 303], 409)
    assert cast.browser("Kamol").get(f"/camps/{cast.slug}/home").status_code == 403
