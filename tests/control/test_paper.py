"""The page of everything that is printed, the roster and the minutes: who opens them."""

import pytest

from camp.core.rules import Role


@pytest.mark.parametrize(
    ("who", "shown", "hidden"),
    [
        ("Aziza", ("roster", "links", "dots", "minutes"), ()),
        ("Rustam", ("dots",), ("roster", "links", "minutes")),
        ("Kamol", ("minutes",), ("roster", "links", "dots")),
    ],
)
def test_each_finds_what_is_theirs_to_print(cast, who, shown, hidden):
    page = cast.browser(who).get(f"/camps/{cast.slug}/paper").text

    link = '/camps/{}/{}"'
    paths = {name: f"paper/{name}" for name in ("roster", "dots", "minutes")}
    paths["links"] = "people/links"
    assert [name for name in shown if link.format(cast.slug, paths[name]) not in page] == []
    assert [name for name in hidden if link.format(cast.slug, paths[name]) in page] == []


@pytest.mark.parametrize(
    ("path", "may", "may_not"),
    [("paper", "Jamila", "Jasur"), ("paper/roster", "Aziza", "Shoira"),
     ("paper/minutes", "Jamila", "Bobur")],
)  # fmt: skip
def test_papers_are_for_those_who_need_them(cast, path, may, may_not):
    place = f"/camps/{cast.slug}/{path}"

    assert cast.browser(may).get(place).status_code == 200
    assert cast.browser(may_not).get(place).status_code == 403


def test_the_roster_says_what_the_door_must_know(cast):
    cast.add("Kamola", Role.PARTICIPANT, birth_year=2012, town="Chust")

    page = cast.browser("Aziza").get(f"/camps/{cast.slug}/paper/roster").text

    assert cast.badge("Kamola").code in page
    assert page.count("no guardian form: to safeguarding") == 1
    assert page.index("Bobur") < page.index("Dilnoza") < page.index("Kamola")
