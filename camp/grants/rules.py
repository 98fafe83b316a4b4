"""What the grants room refuses, and the words of its decisions."""

from camp.core.errors import CampError, Conflict, words
from camp.core.rules import Role

DECISIONS = ("award", "reserve", "not_awarded")
VOTES = ("for", "against", "abstained")
KINDS = ("full", "reduced", "partial")
GROUNDS = ("arithmetic", "missed", "eligibility", "procedure")
OUTCOMES = ("upheld", "not_upheld")
KEY_ROLES = (Role.OWNER, Role.CHAIR)
"""Who holds the two keys of a publication: one person of each."""
DECIDES_IN = ("deliberation", "results", "appeals")
"""Phases in which the jury may decide: later ones move money."""
FAR_PLACES = 2
"""Raw and official place this far apart are explained in the protocol (rulebook R43)."""


class NotRanked(CampError):
    slug, status = "not-ranked", 409
    title = words("There is no ranking yet: the round is still open.")


class NotDeliberating(CampError):
    slug, status = "not-deliberating", 409
    title = words("The jury does not deliberate now.")


class OverEnvelope(CampError):
    slug, status = "over-envelope", 409
    title = words("The awards together are more than the envelope.")


class TieOpen(CampError):
    slug, status = "tie-open", 409
    title = words("A tie is open: the chair orders these teams in one written sentence first.")


class NoTie(CampError):
    slug, status = "no-tie", 409
    title = words("These teams are not tied with one another.")


class AmountWrong(CampError):
    slug, status = "amount-wrong", 422
    title = words("This amount does not fit the kind of award.")


class ReasonNeeded(CampError):
    slug, status = "reason-needed", 422
    title = words("This decision needs a reason.")


class VotesWrong(CampError):
    slug, status = "votes-wrong", 422
    title = words("The votes do not fit the jurors who may vote on this team.")


class DecisionStale(Conflict):
    slug = "stale-revision"
    title = words("This decision was changed in the meantime. Look at both versions.")


class NotReady(CampError):
    slug, status = "not-ready", 409
    title = words("The result cannot be published yet.")


class TwoPeople(CampError):
    slug, status = "two-people", 409
    title = words("The two keys belong to two different people.")


class NothingChanged(CampError):
    slug, status = "nothing-changed", 409
    title = words("This result is published already.")


class WindowClosed(CampError):
    slug, status = "window-closed", 409
    title = words("The time for appeals is over.")


class NotPublished(CampError):
    slug, status = "not-published", 409
    title = words("The result is not published yet.")


class AnsweredAlready(CampError):
    slug, status = "answered-already", 409
    title = words("This appeal has been answered.")
