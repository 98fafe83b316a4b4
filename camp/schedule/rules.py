"""What the schedule refuses."""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Speech:
    """A turn of a debate: who speaks, or asks `whom`; a side's letter and the speaker's number."""

    who: str
    minutes: int
    whom: str = ""


@dataclass(frozen=True, slots=True)
class Format:
    """Turns in their order, the letters of the two sides, and each side's minutes to prepare."""

    turns: tuple[Speech, ...]
    sides: tuple[str, str]
    prep_minutes: int = 0


FORMATS = {
    "kp": Format(
        (
            Speech("A1", 6), Speech("N3", 3, "A1"), Speech("N1", 6), Speech("A3", 3, "N1"),
            Speech("A2", 5), Speech("N1", 3, "A2"), Speech("N2", 5), Speech("A1", 3, "N2"),
            Speech("A3", 5), Speech("N3", 5),
        ),
        ("A", "N"), 8,
    ),
    "bp": Format(
        tuple(Speech(f"{side}{n}", 7) for n in range(1, 5) for side in "GO"), ("G", "O")
    ),
}  # fmt: skip
"""Karl Popper and British Parliamentary: a clock of a debate begins its kind with one of them."""


class PrepUsedUp(CampError):
    slug, status, title = "prep-used-up", 409, words("This side has used up its time to prepare.")


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
