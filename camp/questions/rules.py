"""What questions allow and refuse."""

from datetime import timedelta

from camp.core.errors import CampError, words

STATES = ("pending", "live", "now", "answered", "hidden")
"""Unread, on the wall, put to the speaker now, answered, and never shown (rulebook 3.2)."""
EARLY, LATE = timedelta(minutes=15), timedelta(hours=1)
"""How long before and after its time on the schedule a café takes questions."""
MOST = 3
"""Questions of one person that wait or stand on the wall."""


class NoCafe(CampError):
    slug, status, title = "no-cafe", 409, words("No café takes questions now.")


class EnoughAsked(CampError):
    slug, status = "enough-asked", 409
    title = words("Three of your questions are open. Ask again when one is answered.")


class NotOnTheWall(CampError):
    slug, status, title = "not-on-the-wall", 409, words("This question is not on the wall now.")
