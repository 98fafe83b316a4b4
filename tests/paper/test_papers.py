"""PDFs: who opens which, what stands on them, and that a scanner and a printer can read them."""

import re
from pathlib import Path

import pypdfium2
from babel.messages.pofile import read_po
from PIL import ImageFont

from camp.core.models import Camp
from camp.core.rules import Role
from camp.paper import printing, sending
from camp.people.badges import badge_text
from camp.people.models import Person
from tests.grants.court import Court
from tests.paper.reading import fonts, get, letters, read, words

TRANSLATIONS = Path(__file__).parents[2] / "camp/translations"
LONG = (
    "Константинопольский-Преображенский Александр Вячеславович",
    "Абдурахмонова Зулфизархон Фазлиддиновна",
    "Oʻgʻiloy Maʼmurova",
    "Ҳ" * 60,
)


def test_badges_are_read_from_a_scan(cast):
    for name in LONG:
        cast.add(name, Role.PARTICIPANT)

    pages = read(get(cast, "Aziza", "paper/badges.pdf?who=participants"))

    expected = {
        badge_text(cast.app.extensions["secret"], cast.badge(name).code)
        for name in ("Bobur", "Dilnoza", *LONG)
    }
    assert {code for page in pages for code in page.codes} == expected
    # A hyphen at the end of a line is read as none.
    told = re.sub("[ -]", "", "".join(page.words for page in pages))
    assert [name for name in LONG if re.sub("[ -]", "", name) not in told] == []
    assert all(cast.badge(name).code[3:] in told for name in LONG)


def test_staff_have_badges_with_their_role_and_no_code_of_others(cast):
    pages = read(get(cast, "Aziza", "paper/badges.pdf?who=staff&language=ru"))

    told = " ".join(page.words for page in pages)
    assert "Shoira" in told
    assert "Bobur" not in told
    assert [code for page in pages for code in page.codes] == []


def test_no_letter_of_a_badge_crosses_where_it_is_cut(cast):
    for name in LONG:
        cast.add(name, Role.PARTICIPANT, town="Qoʻqon shahri, Yangi mahalla, 4-uy")
    data = get(cast, "Aziza", "paper/badges.pdf?language=uz_Cyrl")

    for page in range(len(pypdfium2.PdfDocument(data))):
        crossing = [
            letter
            for letter, (x0, y0, x1, y1) in letters(data, page)
            if (x0 - 15) // 90 != (x1 - 15) // 90 or (y0 - 16.5) // 66 != (y1 - 16.5) // 66
        ]
        assert crossing == []


def test_ballots_are_read_from_a_scan_and_stay_in_their_half(court):
    def rename(session):
        for name, long in zip(("Jasur", "Jamila"), LONG, strict=False):
            session.get(Person, court.id(name)).name = long

    court.db.write(rename)
    court.rename("Yoʻlchi", "Қишлоқ хўжалигида рақамли маслаҳатчи ва " + "ғ" * 60)
    path = f"/rounds/{court.round_id}/paper/ballots.pdf"
    data = get(court, "Kamol", f"{path}?juror={court.jurors['Jasur']}&language=ru")

    pages = read(data)
    codes = [code for page in pages for code in page.codes]
    assert len(pages) == 2
    assert [code.partition("?")[2] for code in codes] == [
        f"juror={court.jurors['Jasur']}&team={team}" for team in court.teams.values()
    ]
    place = f"http://localhost/rounds/{court.round_id}/paper?"
    assert [code for code in codes if not code.startswith(place)] == []
    for page in range(len(pages)):
        crossing = [
            letter
            for letter, (x0, y0, x1, y1) in letters(data, page)
            if x0 < 13 or x1 > 197 or y0 < 148.5 < y1
        ]
        assert crossing == []


def test_a_long_rubric_still_fits_two_ballots_a_page(app, clock):
    said = {str(step): "Бир гап билан нимага кўпроқ аҳамият берилиши " * 2 for step in range(1, 6)}
    rubric = [
        {"key": key, "name": f"{key} мезон", "weight": 10, "anchors": said}
        for key in ("impact", "problem", "c", "d", "e", "f", "g", "h")
    ]
    court = Court(app, clock, is_closed=False, criteria=rubric)
    data = get(court, "Kamol", f"/rounds/{court.round_id}/paper/ballots.pdf?blank=2")

    pages = read(data)
    assert len(pages) == 1
    assert pages[0].words.count("h мезон") == 2
    assert len(pages[0].codes) == 2


def test_posters_join_and_lead_into_the_wifi(cast):
    wifi = "CampHall / oʻz;bek,27"
    cast.db.write(lambda session: setattr(session.get(Camp, cast.camp.id), "wifi", wifi))

    join, network, door = read(get(cast, "Kamol", "paper/posters.pdf"))

    assert join.codes[0].endswith(f"/J/{cast.camp.code}")
    assert cast.camp.code in join.words
    assert network.codes == ["WIFI:T:WPA;S:CampHall;P:oʻz\\;bek\\,27;;"]
    assert door.codes == []


def test_a_wifi_that_is_told_in_a_sentence_has_no_code(cast):
    told = "one access point per hall"
    cast.db.write(lambda session: setattr(session.get(Camp, cast.camp.id), "wifi", told))

    assert [len(page.codes) for page in read(get(cast, "Kamol", "paper/posters.pdf"))] == [1, 0, 0]


def test_links_stand_twelve_a_page(cast):
    pages = read(get(cast, "Aziza", "people/links.pdf"))

    codes = [code for page in pages for code in page.codes]
    assert len(pages) == 1
    assert len(codes) == len(set(codes)) == 9
    assert all(code.startswith("http://localhost/l/") for code in codes)


def test_the_protocol_speaks_each_language_in_fonts_of_its_own(court):
    court.rename("Kaft", "Қўшни ғамхўрлиги: ҳашар")
    court.publish()

    for language, title in (
        ("uz", "bayonnoma"), ("uz_Cyrl", "баённома"), ("ru", "Протокол"), ("en", "Protocol"),
    ):  # fmt: skip
        data = get(court, "Kamol", f"protocol.pdf?language={language}")
        told = words(data)
        assert title in told
        assert "Қўшни ғамхўрлиги: ҳашар" in told
        assert "Yoʻlchi" in told
        used = fonts(data)
        assert used
        assert all(used.values())
        assert [name for name in used if "Onest" not in name and "Piazzolla" not in name] == []


def test_a_protocol_says_while_it_is_a_draft(court):
    assert "Draft" in words(get(court, "Kamol", "protocol.pdf"))
    court.publish()
    assert "Draft" not in words(get(court, "Kamol", "protocol.pdf"))


def test_the_same_data_give_the_same_file(cast):
    first, second = (get(cast, "Aziza", "paper/roster.pdf") for _ in range(2))

    assert first == second
    cast.clock.pass_(minutes=1)
    assert get(cast, "Aziza", "paper/roster.pdf") != first


def test_the_roster_says_what_the_door_must_know(cast):
    cast.add("Kamola", Role.PARTICIPANT, birth_year=2012, town="Chust")

    told = words(get(cast, "Aziza", "paper/roster.pdf"))

    assert cast.badge("Kamola").code in told
    assert told.count("no guardian form: to safeguarding") == 1


def test_what_somebody_typed_is_never_markup(cast):
    evil = '#panic("x") $ *b* [ ] \\ <a> @b #read("/etc/passwd") _i_ // "'
    cast.add(evil, Role.PARTICIPANT)

    told = words(get(cast, "Aziza", "paper/roster.pdf"))
    assert evil.replace(" ", "") in told.replace(" ", "")


def test_every_letter_of_the_languages_is_in_the_fonts():
    told = set()
    for file in TRANSLATIONS.rglob("*.po"):
        with file.open("rb") as source:
            for message in read_po(source):
                told |= set("".join(message.string))
    told |= set("ʻʼЎўҚқҒғҲҳЁё№«»“”’–—✓")

    for name in ("Onest_400Regular", "Onest_700Bold", "Piazzolla_800ExtraBold"):
        font = ImageFont.truetype(str(printing.FONTS / f"{name}.ttf"), 40)
        tofu = bytes(font.getmask("\U0010fffe"))
        # Headings hold no ticks, no arrows.
        drawn = {letter for letter in told if letter.isalpha()}
        assert {letter for letter in drawn if bytes(font.getmask(letter)) == tofu} == set(), name


def test_templates_keep_to_the_standard_for_readers_with_screen_readers(court, monkeypatch):
    court.publish()
    strict = lambda *given, **told: printing.pdf(*given, **told, standards=["ua-1"])  # noqa: E731
    monkeypatch.setattr(sending, "pdf", strict)
    ballots = f"/rounds/{court.round_id}/paper/ballots.pdf?blank=1"

    for path in (
        "paper/badges.pdf", "people/links.pdf", "paper/roster.pdf", "paper/posters.pdf",
        "protocol.pdf", "results/sheets.pdf", ballots,
    ):  # fmt: skip
        assert get(court, "Aziza", path).startswith(b"%PDF-")


def test_templates_import_nothing_from_outside():
    for template in printing.TEMPLATES.glob("*.typ"):
        imported = re.findall(r'#?(?:import|include|read)\s*\(?"([^"]+)"', template.read_text())
        assert set(imported) <= {"_lib.typ"}
