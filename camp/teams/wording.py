"""Codes of skills, languages, regions and reasons in the reader's words."""

from typing import Any

from babel import Locale, UnknownLocaleError
from flask import Blueprint
from flask_babel import get_locale, gettext, ngettext

from camp.people.profile import SKILLS
from camp.teams.matching import Reason


def skill(code: str) -> str:
    """Return a skill's word; one that an imported folder named is shown as it is."""
    known = SKILLS.get(code)
    return str(gettext(known)) if known else code.replace("-", " ")


def language_name(code: str) -> str:
    try:
        name = Locale.parse(code, sep="-").get_language_name(get_locale())
    except (UnknownLocaleError, ValueError):
        name = None
    return name or code


def listed(words: list[str]) -> str:
    return ", ".join(words)


def reason(one: Reason) -> str:
    """Return why a team fits somebody, as a sentence to that person."""
    data: dict[str, Any] = dict(one.data)
    match one.code:
        case "skill":
            wanted = listed([skill(code) for code in data["skills"]])
            return str(gettext("It looks for what you bring: %(skills)s", skills=wanted))
        case "dot":
            return str(gettext("You gave this idea a dot"))
        case "language":
            tongues = listed([language_name(code) for code in data["languages"]])
            return str(gettext("All speak a language of yours: %(languages)s", languages=tongues))
        case "no_language":
            return str(gettext("No language is common to all: ask for an interpreter"))
        case "region":
            count = data["people"]
            return str(
                ngettext(
                    "%(num)s person there is from your region",
                    "%(num)s people there are from your region",
                    count,
                )
            )
        case "small":
            need = data["minimum"] - data["people"]
            return str(
                ngettext(
                    "It needs %(num)s more person to start",
                    "It needs %(num)s more people to start",
                    need,
                )
            )
        case _:
            return str(gettext("Last free seat"))


def why_ended(state: str, why: str) -> str:
    """Return what became of a request that ended without a seat."""
    if why == "joined":
        return str(gettext("Ended, because you have a seat in another team."))
    if why == "locked":
        return str(gettext("Ended, because teams are locked."))
    if why == "closed":
        return str(gettext("Ended, because this team is not taking part any more."))
    if state == "lapsed":
        return str(gettext("The time to take this seat is over; it went to the next in line."))
    return str(gettext("Not this time. Other teams have free seats."))


def register(bp: Blueprint) -> None:
    bp.add_app_template_global(skill, "skill_word")
    bp.add_app_template_global(language_name, "language_name")
    bp.add_app_template_global(reason, "reason_words")
    bp.add_app_template_global(why_ended, "why_ended")
