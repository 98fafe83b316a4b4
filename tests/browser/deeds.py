"""What is done before a page can be opened: forms that somebody sends."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Deed:
    """A form that somebody sends from the page `on`; its path may be left open as a page's.

    A field's value "@role" is the id of the first person with that role, "in 5 min" that time.
    """

    role: str
    path: str
    on: str
    fields: tuple[tuple[str, str], ...] = ()


ARRIVES = Deed(
    "door_lead", "door/checkins", "door?station=Door",
    (("person", "@participant"), ("station", "Door")),
)  # fmt: skip
CALLS = Deed(
    "participant", "mentoring/team/visits", "mentoring/team", (("topic", "Our sums do not add up"),)
)  # fmt: skip
WRITES = Deed(
    "participant", "ideas", "ideas/new",
    (("title", "A quiet room at the library"), ("problem", "Flats are loud, exams are near."),
     ("solution", "Evenings at the school library, kept open by students in turn.")),
)  # fmt: skip
WORRIES = Deed(
    "participant", "concern", "concern",
    (("text", "Somebody is left out at our table and laughed at."), ("reach", "")),
)  # fmt: skip
COMES = Deed("mentor", "mentoring/next", "mentoring")
READS = Deed("juror", "/rounds/<round_id>/briefing", "jury")
LEAVES = Deed("mentor", "mentoring/visits/<visit_id>/end", "mentoring")
ANNOUNCES = Deed(
    "owner", "control/announcements", "control",
    (("text", "Lunch is at 13:00 in the yard."), ("audience", "all"), ("on_stage", "yes")),
)  # fmt: skip
OPENS = Deed("secretary", "/rounds/<round_id>/opening", "jury/desk")
GOES = Deed("juror", "/rounds/<round_id>/visits", "jury")
COMES_LATER = Deed("juror", "/rounds/<round_id>/visits/<team_id>/later", "jury")
TABLES = Deed("secretary", "/rounds/<round_id>/panel", "jury/plan", (("kind", "sampled"),))
ROOMS = Deed(
    "secretary", "/rounds/<round_id>/panel", "jury/plan", (("kind", "rooms"), ("rooms", "2"))
)
AT_TABLES = (OPENS, TABLES, READS, GOES)
IN_ROOMS = (OPENS, ROOMS, READS)
SPELLS = Deed("juror", "certificate", "certificate", (("name", "Jasur Toʻrayev"),))
GIVES = Deed("owner", "certificates", "certificates", (("person", "@juror"), ("kind", "juror")))
TELLS_DONORS = Deed("programme_officer", "donors", "donors", (("text", "Thank you."),))
LEAVES_OUT = Deed("secretary", "/rounds/<round_id>/what-ifs/<juror_id>", "jury/jurors")

PASTES = Deed(
    "owner", "people/table", "people/table",
    (("table", "Ism va familiya;Telefon;Viloyat\nLola Azimova;901234567;SA\nMadina;12;Mars"),),
)  # fmt: skip
EXPORTS = Deed("owner", "export", "control")


def holds(kind: str, title: str) -> Deed:
    """Return the deed that puts what has just begun on the schedule."""
    time = (("starts_at", "in -5 min"), ("ends_at", "in 55 min"))
    what = (("kind", kind), ("title", title), *time)
    return Deed("owner", "schedule/items", "schedule/desk", what)


def asks(name: str, text: str) -> tuple[Deed, Deed]:
    """Return the deeds by which somebody asks and a moderator lets it in."""
    return Deed(name, "questions", "questions", (("text", text),)), turns("live", len(text))


def turns(state: str, n: int = 0) -> Deed:
    """Return the deed by which a moderator turns the first question of the page.

    A deed is done once; `n` makes another one of it.
    """
    on = f"questions?{n}"
    return Deed("moderator", "questions/<question_id>/state", on, (("state", state),))


CAFE = (
    holds("cafe", "Dust and our lungs"),
    *asks("Dilnoza Karimova", "Does a simple gauze mask help?"),
    *asks("Sevara Ergasheva", "Which months are the worst, and can schools get a forecast?"),
    *asks("participant", "Пыль и смог для лёгких одно и то же?"),
    turns("now"),
)
DEBATE = (
    holds("debate", "This house would ban phones in schools entirely"),
    Deed("owner", "schedule/debate/turns", "schedule/desk", (("format", "kp"), ("turn", "7"))),
)
