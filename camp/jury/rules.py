"""What the jury room refuses, in words a person can act on."""

from camp.core.errors import CampError, words

ROLES = ("juror", "chair", "reserve")
PANELS = ("full", "sampled", "rooms")
"""Who of the jury hears which team: everybody each, a few at tables, a few in rooms."""
MOST_ROOMS = 12
MOST_PLACES = 999
KINDS = ("family", "employer", "mentored", "funder", "other")
"""Kinds of conflict (rulebook R35)."""
MARKED = frozenset({"draft", "submitted", "reopened"})
"""States of a ballot whose marks are the juror's own and may be changed by the juror."""


class RubricLocked(CampError):
    slug, status = "rubric-locked", 409
    title = words("A ballot is in. The rubric stays as it is.")


class RoundIsClosed(CampError):
    slug, status = "round-closed", 409
    title = words("This round is closed. Ballots are not taken any more.")


class RoundNotOpen(CampError):
    slug, status = "round-not-open", 409
    title = words("This round is not open yet.")


class RoundUnready(CampError):
    slug, status = "round-unready", 409
    title = words("The round cannot open yet.")


class NotOnPanel(CampError):
    slug, status = "not-on-panel", 403
    title = words("You do not judge this team.")


class InConflict(CampError):
    slug, status = "conflict-of-interest", 403
    title = words("You stepped aside for this team.")


class IsAbsent(CampError):
    slug, status = "absent", 403
    title = words("You were away when this team pitched, so there is no ballot.")


class StaleRevision(CampError):
    slug, status = "stale-revision", 409
    title = words("This ballot was changed on another device. Look at both and choose.")


class AlreadySubmitted(CampError):
    slug, status = "already-submitted", 409
    title = words("This ballot is submitted. Change it, and it stays submitted.")


class BallotIsIn(CampError):
    slug, status = "ballot-is-in", 409
    title = words("There is a submitted ballot. A juror who scored was not absent.")


class NothingToReopen(CampError):
    slug, status = "nothing-to-reopen", 409
    title = words("There is nothing to open again here.")


class DraftsMissing(CampError):
    slug, status = "drafts-missing", 409
    title = words("Ballots are missing for this team. Close anyway?")


class BallotsAwaited(CampError):
    slug, status = "ballots-awaited", 409
    title = words("Some ballots are still missing.")


class SlotRuns(CampError):
    slug, status = "slot-runs", 409
    title = words("Another team is on stage. End its slot first.")


class PanelLocked(CampError):
    slug, status = "panel-locked", 409
    title = words("A ballot is in. Who hears which team stays as it is.")


class NoVisits(CampError):
    slug, status = "no-visits", 409
    title = words("In this round every juror hears every team.")


class NothingNext(CampError):
    slug, status = "nothing-next", 409
    title = words("You have been everywhere you are needed. Thank you.")


class TablesTaken(CampError):
    slug, status = "tables-taken", 409
    title = words("Another juror sits at every table that you go to. Wait a moment and try again.")


class RoomInUse(CampError):
    slug, status = "room-in-use", 409
    title = words("A team is pitching in this room. End its slot first.")


class LastRoom(CampError):
    slug, status = "last-room", 409
    title = words("This is the last open room. Open another one first.")


class ResultsAreOut(CampError):
    slug, status = "results-are-out", 409
    title = words("The results are published. What comes now is kept and does not count.")


class DeliberationIsOpen(CampError):
    slug, status = "deliberation-is-open", 409
    title = words(
        "The jury deliberates on the closed result. The chair first moves the camp back to the "
        "jury; then this can be decided."
    )


class AlreadyDecided(CampError):
    slug, status = "already-decided", 409
    title = words("Somebody decided this already, and otherwise.")


class JurorTypes(CampError):
    slug, status = "juror-types", 403
    title = words("Who sits in the jury does not type ballots: they would see the others’ marks.")


class OwnEntry(CampError):
    slug, status = "own-entry", 403
    title = words("Whoever typed a ballot first cannot confirm it. Somebody else takes a look.")


class NothingTyped(CampError):
    slug, status = "nothing-typed", 409
    title = words("Nobody has typed this ballot, or it is settled already.")
