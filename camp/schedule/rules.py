"""What the schedule refuses."""

from datetime import datetime

from camp.core.errors import CampError, Invalid, words
from camp.core.rules import Role

KINDS = (
    "checkin", "plenary", "training", "debate", "cafe", "pitch_fire", "vote", "team_formation",
    "mentoring", "work", "submission", "jury", "ceremony", "break", "meal", "other",
)  # fmt: skip
"""Kinds of items that the desk offers; an imported folder may bring its own."""
AUDIENCES = ("all", *(role.value for role in Role if role is not Role.PROJECTOR))
TIMER_KINDS = ("idea", "pitch", "questions", "score", "call")
LONGEST = 4 * 3600
"""Seconds that a timer may run."""


class TimerEnded(CampError):
    slug, status, title = "timer-ended", 409, words("This timer has ended.")


def require_order(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at < starts_at:
        raise Invalid(fields={"ends_at": [words("The end comes before the start.")]})


def require_text(name: str, text: str) -> str:
    kept = text.strip()
    if not kept:
        raise Invalid(fields={name: [words("Please write something here.")]})
    return kept


def require_seconds(seconds: int) -> None:
    if not 1 <= seconds <= LONGEST:
        raise Invalid(fields={"seconds": [words("A timer runs from 1 second to 4 hours.")]})
