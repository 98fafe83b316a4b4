"""The list by which a phone decides: who gets it, and what is not in it."""

import pytest

from camp.core.rules import Role
from camp.people.badges import badge_text
from tests.cast import Cast


@pytest.mark.parametrize("name", ["Bobur", "Jasur", "Malika", "Nodira"])
def test_the_list_is_for_the_staff_of_the_door(cast, name):
    assert cast.program(name).get(f"/camps/{cast.slug}/door/roster").status_code == 403


def test_the_list_is_not_for_the_door_of_another_camp(app, clock, cast):
    other = Cast(app, clock)

    assert other.program("Shoira").get(f"/camps/{cast.slug}/door/roster").status_code == 403


def test_the_list_holds_no_code_phone_or_birth(cast):
    text = cast.program("Shoira").get(f"/camps/{cast.slug}/door/roster").text
    bobur = cast.people["Bobur"]
    code = cast.badge("Bobur").code
    secret = cast.app.extensions["secret"]

    kept = [code, badge_text(secret, code)[-32:], bobur.phone, str(bobur.birth_year)]
    assert [one for one in kept if one in text] == []
    assert "Bobur" in text


def test_the_list_asks_a_fixed_number_of_statements(cast, statements):
    said = []
    program = cast.program("Shoira")
    for name in ("Anvar", "Lola"):
        with statements(cast.db) as asked:
            program.get(f"/camps/{cast.slug}/door/roster")
        said.append(len(asked))
        cast.add(name, Role.PARTICIPANT)

    assert said[0] == said[1]
