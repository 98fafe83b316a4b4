"""The reader's language: the person's, this device's choice, the browser's, the camp's."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date as calendar
from datetime import datetime
from typing import Any, TypeVar

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton, format_time
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_precision
from flask import Flask, g, request
from flask_babel import Babel, force_locale, get_locale, gettext, ngettext, refresh
from markupsafe import Markup

from camp.core.ledger import short
from camp.core.models import Camp
from camp.translations.transliterate import in_cyrillic, is_uzbek
from camp.web.context import actor

LANGUAGES = {"uz": "Oʻzbekcha", "uz_Cyrl": "Ўзбекча", "ru": "Русский", "en": "English"}
SHORT = {"uz": "Oʻz", "uz_Cyrl": "Ўз", "ru": "Рус", "en": "Eng"}
COOKIE = "camp_language"
Words = TypeVar("Words")
"""What has a translation: a text, or the texts of several marks."""


def spoken(tag: str) -> str:
    """Return which of our languages serves a language tag such as "uz-Latn" or "ru-RU"."""
    plain = tag.replace("-", "_")
    if plain in LANGUAGES:
        return plain
    if plain.startswith("uz_Cyrl"):
        return "uz_Cyrl"
    return plain.partition("_")[0] if plain.partition("_")[0] in LANGUAGES else ""


def language() -> str:
    """Return the language of this answer, one of LANGUAGES."""
    if "language" in g:
        return str(g.language)
    chosen = spoken(request.cookies.get(COOKIE, "")) or spoken(actor().language)
    if not chosen:
        wanted = (spoken(tag) for tag in request.accept_languages.values())
        camp = g.get("camp")
        chosen = next((tag for tag in wanted if tag), "") or spoken(camp.language if camp else "")
    g.language = chosen or "en"
    return str(g.language)


def speak(chosen: str) -> None:
    """Answer this request in `chosen`, one of LANGUAGES."""
    g.language = chosen
    refresh()


@contextmanager
def speaking(chosen: str) -> Iterator[None]:
    """Say what stands inside in `chosen`, one of LANGUAGES."""
    before, g.language = language(), chosen
    try:
        with force_locale(chosen):
            yield
    finally:
        g.language = before


def tag() -> str:
    """Return the BCP 47 tag for the page's `lang`."""
    return bcp47(language())


def in_words(texts: Mapping[str, Words] | None, own: Words, written: str = "") -> Words:
    """Return `own`, or its translation where the reader's language has one, in either script.

    What is there in Uzbek with Latin letters alone is spelled with Cyrillic ones for who reads
    those: a translation, and the camp's own words where `written`, the language they are in, says
    so.
    """
    found = texts or {}
    for key in (tag(), language()):
        if found.get(key):
            return found[key]
    if language() != "uz_Cyrl":
        return found.get(language().partition("_")[0]) or own
    if spoken(written) == "uz_Cyrl":
        return own
    latin = found.get("uz") or found.get("uz-Latn")
    if latin:
        return _spelled(latin)
    return _spelled(own) if spoken(written) == "uz" and _is_uzbek(own) else own


def camp_name(camp: Camp) -> str:
    """Return what the reader calls the camp."""
    return in_words(camp.names, camp.name, camp.language)


def _spelled(words: Words) -> Words:
    if isinstance(words, str):
        return in_cyrillic(words)  # type: ignore[return-value]
    if isinstance(words, Mapping):
        return {key: _spelled(each) for key, each in words.items()}  # type: ignore[return-value]
    if isinstance(words, list):
        return [_spelled(each) for each in words]  # type: ignore[return-value]
    return words


def _is_uzbek(words: Any) -> bool:
    if isinstance(words, Mapping):
        return all(map(_is_uzbek, words.values()))
    return not isinstance(words, str) or is_uzbek(words)


def lang(own: str, texts: dict[str, str] | None = None) -> Markup:
    """Return the `lang` attribute for what somebody wrote in the language `own`.

    It is empty where the page speaks it anyway, where nobody knows the language, and where
    `texts` has the reader's language, so that `in_words` shows that.
    """
    written = bcp47(own)
    if not written or written == tag() or in_words(texts, ""):
        return Markup("")
    return Markup(' lang="{}"').format(written)


def bcp47(name: str) -> str:
    """Return "uz-Latn" for "uz", "uz-Cyrl" for "uz_Cyrl"; other tags as they are written."""
    return "uz-Latn" if name == "uz" else name.replace("_", "-")


def _locale() -> Locale:
    return get_locale() or Locale("en")


def _zone(value: datetime) -> datetime:
    zone = g.camp.zone if g.get("camp") else g.get("zone")
    return value.astimezone(zone) if zone else value


def clock(value: datetime | None) -> str:
    """Return hours and minutes in the camp's zone, on 24 hours in every language."""
    return format_time(_zone(value), "HH:mm", locale=_locale()) if value else ""


def day(value: calendar | None, form: str = "MMMMd") -> str:
    """Return a day, or that of a moment in the camp's zone, as the language writes it: "16-aprel".

    `form` is a CLDR skeleton; with EEEE in front the day of the week stands before it.
    """
    if not value:
        return ""
    at = _zone(value) if isinstance(value, datetime) else value
    said = format_skeleton(form.removeprefix("EEEE"), at, locale=_calendar())
    if not form.startswith("EEEE"):
        return said
    return f"{format_date(at, 'EEEE', locale=_calendar())}, {said}"


def days(first: calendar, last: calendar, form: str = "yMMMd") -> str:
    """Return the days from the first to the last, with what they share said once: "27–29 Nov"."""
    return str(format_interval(first, last, form, locale=_calendar()))


def moment(value: datetime | None) -> str:
    return f"{day(value, 'MMMd')} {clock(value)}" if value else ""


def _calendar() -> Locale:
    """Return whose days are written: English of the world, not of America, stands under "en"."""
    found = _locale()
    return Locale("en", "GB") if found.language == "en" else found


def money(minor: int | None, currency: str) -> str:
    """Return an amount with its sign in the reader's language; soum are shown without decimals."""
    if minor is None:
        return ""
    amount = minor / 10 ** get_currency_precision(currency)
    digits = "#,##0" if currency == "UZS" or amount == int(amount) else "#,##0.00"
    form = f"{digits}\N{NO-BREAK SPACE}¤"
    return format_currency(amount, currency, form, locale=_locale(), currency_digits=False)


def grouped(minor: int | None, currency: str) -> str:
    """Return an amount without its currency, for columns that name it once."""
    if minor is None:
        return ""
    places = get_currency_precision(currency)
    amount = minor / 10**places
    return number(amount, 0 if currency == "UZS" or amount == int(amount) else places)


def number(value: float | None, digits: int = 1) -> str:
    if value is None:
        return "–"
    form = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(value, form, locale=_locale())


def percent(value: float, digits: int = 1) -> str:
    """Return 0..100 with the reader's percent sign; decimals only where there are some."""
    places = 0 if value == int(value) else digits
    form = (
        _locale()
        .percent_formats[None]
        .pattern.replace("0", "0" + "." * bool(places) + "0" * places)
    )
    return format_percent(value / 100, form, locale=_locale())


def date(value: str | None) -> str:
    """Return a day that is kept as ISO text, as people write it; other text as it is."""
    try:
        return format_date(calendar.fromisoformat(value or ""), "long", locale=_calendar())
    except ValueError:
        return value or ""


def register(app: Flask) -> None:
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    Babel(app, locale_selector=language)
    app.jinja_env.globals.update(
        _=gettext,
        gettext=gettext,
        ngettext=ngettext,
        language=language,
        language_tag=tag,
        LANGUAGES=LANGUAGES,
        SHORT_LANGUAGES=SHORT,
        in_words=in_words,
        camp_name=camp_name,
        lang=lang,
        days=days,
    )
    filters: dict[str, Any] = {
        "clock": clock, "day": day, "moment": moment, "money": money, "grouped": grouped,
        "groups": short, "number": number, "percent": percent, "date": date,
    }  # fmt: skip
    app.jinja_env.filters.update(filters)
