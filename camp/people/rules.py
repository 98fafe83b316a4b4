"""What the people room refuses, and which roles a person has."""

from collections.abc import Iterable
from datetime import timedelta

from camp.core.errors import CampError, words
from camp.core.models import Camp
from camp.core.rules import DOOR, PIN_ROLES, STAFF, Actor, Role

PIN_TRIES = 5
PIN_REST = timedelta(minutes=15)
CONSENTS = ("code", "data", "photo", "contact")
REQUIRED_CONSENTS = ("code", "data")
STATES = ("applied", "accepted", "waitlisted", "declined", "withdrawn", "no_show", "expelled")


class LinkUnknown(CampError):
    slug, status = "link-unknown", 404
    title = words("This link does not work. Ask the organisers for a new one.")


class PinWrong(CampError):
    slug, status, title = "pin-wrong", 403, words("These six digits are not right.")


class PinRests(CampError):
    slug, status = "pin-rests", 429
    title = words("Five wrong tries. Wait a few minutes, or ask the organisers for a new link.")


class BadgeUnknown(CampError):
    slug, status = "badge-unknown", 404
    title = words("No badge has this code and phone number. Check both and try again.")


class AlreadyRegistered(CampError):
    slug, status = "already-registered", 409
    title = words("You are registered already.")


def may_answer_for(who: Actor, camp_id: str, person_id: str) -> bool:
    """Return whether `who` may record the person's consent: their own, or at the door."""
    return who.person_id == person_id or who.has(camp_id, *(DOOR | {Role.SAFEGUARDING}))


def split_roles(roles: Iterable[Role], *, pin_given: bool) -> tuple[frozenset[Role], set[Role]]:
    """Return the roles that count now, and those that wait for the PIN."""
    held = set() if pin_given else {role for role in roles if role in PIN_ROLES}
    return frozenset(set(roles) - held), held


PLACES = (
    (frozenset({Role.PARTICIPANT}), ""),
    (frozenset({Role.JUROR, Role.CHAIR}), "jury"),
    (frozenset({Role.MENTOR}), "mentoring"),
    (STAFF - {Role.DOOR_LEAD}, "control"),
    (frozenset({Role.DOOR_LEAD, Role.VOLUNTEER}), "door"),
    (frozenset({Role.PROJECTOR}), "stage"),
)
"""Where each role begins its day; nothing means the participant's home."""


def first_place(who: Actor, camp: Camp) -> str:
    """Return the path of the page where a person's work is, or nothing for the home page."""
    for roles, place in PLACES:
        if who.has(camp.id, *roles):
            return f"/camps/{camp.slug}/{place}" if place else ""
    return ""
