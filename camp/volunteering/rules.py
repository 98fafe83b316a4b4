"""What shifts allow and refuse."""

from datetime import timedelta

from camp.core.errors import CampError, words

LONGEST = timedelta(hours=12)
SOON = timedelta(hours=12)
"""How long before its begin a shift stands on the volunteer's door page."""


class NotYourShift(CampError):
    slug, status = "not-your-shift", 403
    title = words("This shift is somebody else's.")


class ShiftOver(CampError):
    slug, status = "shift-over", 409
    title = words("This shift was handed over already.")
