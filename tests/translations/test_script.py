"""An Uzbek text that stands in Latin letters alone is read in Cyrillic ones by who chose those."""

import pytest
from flask import g

from camp.translations.transliterate import in_cyrillic
from camp.web.i18n import in_words, lang


@pytest.mark.parametrize(
    ("latin", "read"),
    [
        ("Ijtimoiy innovatsiyalar lageri — Toshkent", "Ижтимоий инновациялар лагери — Тошкент"),
        ("Mahallamiz uchun", "Маҳалламиз учун"),
        ("Roʻyxatdan oʻtish, QR", "Рўйхатдан ўтиш, QR"),
        ("Tanishuv oʻyini", "Танишув ўйини"),
        ("Gʻoyalar: 60 soniya", "Ғоялар: 60 сония"),
        ("Muammo va ehtiyoj", "Муаммо ва эҳтиёж"),
        ("Yo'lchi, G‘alaba va ma’no", "Йўлчи, Ғалаба ва маъно"),
        ("UNICEF va Wi-Fi", "UNICEF ва Wi-Fi"),
        ("Workshop: g'oya", "Workshop: ғоя"),
        ("Ochilish — Открытие", "Очилиш — Открытие"),
        ("Qoida: https://camp.example.com/qoida", "Қоида: https://camp.example.com/qoida"),
        ("Yozing: help@lager.uz, t.me/yoshlar", "Ёзинг: help@lager.uz, t.me/yoshlar"),
        ("Kanal @yoshlar_lageri", "Канал @yoshlar_lageri"),
        ("", ""),
    ],
)
def test_real_titles_are_spelled_in_cyrillic(latin, read):
    assert in_cyrillic(latin) == read


@pytest.fixture
def reading(app):
    with app.test_request_context():

        def chosen(language):
            g.language = language

        yield chosen


def test_a_translation_into_uzbek_serves_both_scripts(reading):
    reading("uz_Cyrl")

    assert in_words({"uz": "Muammo va ehtiyoj"}, "Problem and need") == "Муаммо ва эҳтиёж"
    assert in_words({"uz-Latn": "Muammo"}, "Problem") == "Муаммо"
    assert in_words({"uz": "Muammo", "uz_Cyrl": "Дард"}, "Problem") == "Дард"
    assert in_words({"uz": {"1": "Yoʻq", "5": "Koʻp"}}, {}) == {"1": "Йўқ", "5": "Кўп"}
    assert in_words({"uz": {"lines": ["Telefonni oʻchiring."]}}, {}) == {
        "lines": ["Телефонни ўчиринг."]
    }
    assert lang("en", {"uz": "Muammo"}) == ""
    reading("uz")
    assert in_words({"uz": "Muammo"}, "Problem") == "Muammo"
    reading("ru")
    assert in_words({"uz": "Muammo"}, "Problem") == "Problem"


def test_the_camp_s_own_words_are_spelled_where_they_are_uzbek(reading):
    reading("uz_Cyrl")

    for written in ("uz", "uz-Latn"):
        ours = in_words({"en": "For our mahalla"}, "Mahallamiz uchun", written)
        assert ours == "Маҳалламиз учун"
    assert in_words({}, "Mahallamiz uchun", "en") == "Mahallamiz uchun"
    assert in_words({}, "Mahallamiz uchun") == "Mahallamiz uchun"
    for english in ("Problem and need", "Innovation", "Impact", "Team", "Demo Day", "Lunch"):
        assert in_words({}, english, "uz") == english
    assert in_words({}, {"1": "Yoʻq"}, "uz") == {"1": "Йўқ"}
    assert in_words({"uz": "Yoshlar sammiti"}, "Ёшлар саммити", "uz_Cyrl") == "Ёшлар саммити"
    reading("uz")
    assert in_words({}, "Mahallamiz uchun", "uz") == "Mahallamiz uchun"


def test_a_page_in_cyrillic_has_the_camp_in_cyrillic_and_people_as_they_wrote_themselves(cast):
    def say(session):
        camp = session.get_one(type(cast.camp), cast.camp.id)
        camp.language, camp.name, camp.names = "uz", "Toshkent lageri", {}

    cast.db.write(say)
    browser = cast.browser("Aziza")
    browser.set_cookie("camp_language", "uz_Cyrl")

    page = browser.get(f"/camps/{cast.slug}/settings/staff").text
    assert ("Тошкент лагери" in page, "Toshkent lageri" in page) == (True, False)
    assert ("Aziza" in page, "Азиза" in page) == (True, False)
