"""Times as people of a camp read them: the camp's own zone, whole days, ages."""

from datetime import date, datetime
from zoneinfo import ZoneInfo


def local(at: datetime, timezone: str) -> datetime:
    return at.astimezone(ZoneInfo(timezone))


def age_on(day: date, born: date) -> int:
    """Return full years of a person born on `born`."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
