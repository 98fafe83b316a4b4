"""What mentoring promises and refuses."""

from datetime import timedelta

from camp.core.errors import CampError, words

PROMISED = timedelta(minutes=30)
"""R25: how long a team waits at most."""
SOON = timedelta(minutes=25)
"""The wait from which the team is marked amber."""
SLOT = timedelta(minutes=25)
"""R25: how long a visit is meant to last."""
LIGHTS = ("green", "amber", "red")
LIMIT = 300
"""R26: characters of each part of a note."""
MAX_MINUTES = 240


class NotYourTeam(CampError):
    slug, status = "not-your-team", 403
    title = words("Only members of the team can do this.")


class NoTeam(CampError):
    slug, status = "no-team", 409
    title = words("You are not in a team yet.")


class AlreadyWaiting(CampError):
    slug, status = "already-waiting", 409
    title = words("Your team waits for a mentor already.")


class NobodyWaits(CampError):
    slug, status = "nobody-waits", 409
    title = words("No team waits for a mentor now.")


class MentorBusy(CampError):
    slug, status = "mentor-busy", 409
    title = words("You are with a team now. Finish that visit first.")


class VisitTaken(CampError):
    slug, status = "visit-taken", 409
    title = words("Another mentor went to this team.")


class VisitOver(CampError):
    slug, status = "visit-over", 409
    title = words("This visit is over or was called off.")


class VisitBegun(CampError):
    slug, status = "visit-begun", 409
    title = words("The mentor is with the team already.")


class NoteWritten(CampError):
    slug, status = "note-written", 409
    title = words("There is a note about this visit already.")
