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


def test_the_grid_gives_a_role_and_takes_it_back(cast):
    root, aziza, malika = (
        f"/camps/{cast.slug}/settings/staff",
        cast.browser("Aziza"),
        cast.id("Malika"),
    )
    grid = aziza.get(root).text
    cell = f'value="{malika} moderator"'

    given = cast.form(aziza, f"{root}/roles", {"cell": f"{malika} moderator"}, back=root)
    after = aziza.get(root).text
    taken = cast.form(aziza, f"{root}/removal", {"cell": f"{malika} moderator"}, back=root)

    assert (given.status_code, taken.status_code) == (303, 303)
    assert f'{cell} formaction="{root}/removal"' in after
    assert f"{cell} formaction" not in grid
    assert f"{cell} formaction" not in aziza.get(root).text
    assert cast.browser("Kamol").get(root).status_code == 403
    refused = cast.form(cast.browser("Kamol"), f"{root}/roles", {"cell": f"{malika} owner"})
    assert refused.status_code == 403


def test_the_grid_gives_roles_to_staff_alone(cast):
    root = f"/camps/{cast.slug}/settings/staff/roles"

    to_a_participant = cast.form(
        cast.browser("Aziza"), root, {"cell": f"{cast.id('Bobur')} juror"}, back=root
    )
    nothing = cast.form(cast.browser("Aziza"), root, {"cell": ""}, back=root)
    no_role = cast.form(
        cast.browser("Aziza"), root, {"cell": f"{cast.id('Malika')} wizard"}, back=root
    )

    assert (to_a_participant.status_code, nothing.status_code) == (404, 404)
    assert no_role.status_code == 422


def test_a_seat_of_the_jury_keeps_its_number_and_organisation_when_its_role_comes_back(cast):
    root, aziza = f"/camps/{cast.slug}/settings/staff", cast.browser("Aziza")
    text = "Saida Hakimova, chair, Youth department\nLola Aripova, reserve, Bank\n"
    text += "Lola Aripova, volunteer"
    cast.form(aziza, root, {"table": text})
    with cast.db.read() as session:
        lola = session.query(Person).filter_by(name="Lola Aripova").one().id

    cast.form(aziza, f"{root}/removal", {"cell": f"{lola} juror"}, back=root)
    cast.form(aziza, f"{root}/roles", {"cell": f"{lola} juror"}, back=root)

    with cast.db.read() as session:
        juror = session.query(Juror).filter_by(person_id=lola).one()
        roles = {row.role for row in session.query(Appointment).filter_by(person_id=lola)}
    assert (juror.role, juror.seat, juror.organisation, roles) == (
        "reserve", 2, "Bank", {"juror", "volunteer"},
    )  # fmt: skip
