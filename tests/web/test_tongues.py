"""What people write says its language, and another language of the page keeps the page."""

import re
from functools import partial
from html import unescape
from urllib.parse import quote

import pytest

from camp.ideas import service as ideas
from camp.people.models import Person
from camp.schedule import service as schedule
from camp.web.i18n import in_words, speaking
from tests.ideas.scene import Scene


def read(cast, name, path, language):
    browser = cast.browser(name)
    browser.set_cookie("camp_language", language)
    return browser.get(path).text


def test_an_idea_is_marked_with_its_language_where_the_page_speaks_another(cast):
    scene = Scene(cast)
    idea = scene.on_board(title="Китобхона", problem="Китоб йўқ.", language="uz_Cyrl")
    path = f"/camps/{cast.slug}/ideas"

    marked = f'href="/ideas/{idea}" lang="uz-Cyrl">Китобхона'
    assert marked in read(cast, "Dilnoza", path, "ru")
    assert marked not in read(cast, "Dilnoza", path, "uz_Cyrl")


def test_a_gloss_in_the_reader_s_language_takes_its_place(cast):
    scene = Scene(cast)
    idea = scene.on_board(title="Китобхона", language="uz_Cyrl")
    cast.db.write(
        lambda session: setattr(
            session.get_one(ideas.Idea, idea), "glosses", {"title_en": "A reading room"}
        )
    )

    page = read(cast, "Dilnoza", f"/camps/{cast.slug}/ideas", "en")

    assert f'href="/ideas/{idea}">A reading room' in page


def test_an_announcement_is_marked_with_its_writer_s_language(cast):
    cast.db.write(
        lambda session: setattr(session.get_one(Person, cast.id("Aziza")), "language", "ru")
    )
    cast.db.write(
        partial(
            schedule.announce_to, camp_id=cast.camp.id, text="Обед в 13:00.", audience="all",
            on_stage=False, by=cast.id("Aziza"), now=cast.clock(),
        )
    )  # fmt: skip
    path = f"/camps/{cast.slug}/home/news"

    assert 'lang="ru">Обед' in read(cast, "Bobur", path, "uz")
    assert 'lang="ru">' not in read(cast, "Bobur", path, "ru")


def test_another_language_keeps_the_page_with_what_stands_after_it(cast):
    page = read(cast, "Bobur", f"/camps/{cast.slug}/more?from=badge", "en")
    links = [unescape(one) for one in re.findall(r'href="(/language/ru\?[^"]+)"', page)]

    answer = cast.browser("Bobur").get(links[0])

    assert answer.headers["Location"].endswith(f"/camps/{cast.slug}/more?from=badge")


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("", "/"),
        ("", "/join"),
        ("", "/nothing-here"),
        ("", "/camps/{slug}"),
        ("", "/camps/{slug}/ideas"),
        ("", "/camps/{slug}/registration"),
        ("Bobur", "/camps/{slug}/consent"),
        ("Bobur", "/camps/{slug}/home"),
        ("Jasur", "/camps/{slug}/jury"),
        ("Malika", "/camps/{slug}/mentoring"),
    ],
)
def test_another_language_is_one_tap_away_where_somebody_is_new(cast, name, path):
    path = path.format(slug=cast.slug)
    page = cast.browser(name or None).get(path).text
    body = page.partition("<body")[2]

    assert re.findall(r'href="/language/(\w+)\?next=([^"]+)"', body) == [
        (tag, quote(path)) for tag in ("uz", "uz_Cyrl", "ru", "en")
    ]
    assert 'lang="ru" aria-label="Русский"' in body
    assert 'class="language-button"' not in body


def test_uzbek_in_latin_letters_is_read_in_cyrillic_ones_where_no_others_are_written(app):
    marks = {"uz": {"1": "Dalil yoʻq.", "2": "QR-kod bor."}}
    with app.test_request_context(), speaking("uz_Cyrl"):
        assert in_words({"uz": "Muammo va ehtiyoj"}, "Need") == "Муаммо ва эҳтиёж"
        assert in_words(marks, {}) == {"1": "Далил йўқ.", "2": "QR-код бор."}
        assert in_words({"uz": "Lager", "uz_Cyrl": "Лагер"}, "Camp") == "Лагер"
        assert in_words({"en": "Need"}, "Ehtiyoj") == "Ehtiyoj"
    with app.test_request_context(), speaking("uz"):
        assert in_words({"uz": "Muammo va ehtiyoj"}, "Need") == "Muammo va ehtiyoj"
