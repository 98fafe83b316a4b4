"""What the follow-up refuses, and its words, days and numbers."""

from camp.core.errors import CampError, Conflict, words
from camp.core.settings import Settings

LIVE = ("offered", "accepted", "contracted", "suspended", "completed")
"""States in which an award's money is bound."""
RUNNING = ("contracted", "suspended")
FREED = ("declined", "lapsed", "cancelled")
INDICATORS = (
    "direct_beneficiaries", "women", "trained", "jobs_or_income", "volunteer_hours", "co_funding",
    "still_active_6m",
)  # fmt: skip
"""Numbers of a report, in the programme's words. `women` are those among the beneficiaries."""
SMALL = 5
"""A cell of fewer people might point to somebody, so it is not shown."""
REMIND_FROM, LATE_FROM, SUSPEND_FROM = -7, 14, 30
"""Days after a milestone (R57): reminded from, amber from, and suspension proposed from."""
PHOTOS = 3
FREE_MOVE = 0.1
"""How far a line of the budget may be passed without asking (R55)."""


class NotFollowedUp(CampError):
    slug, status = "not-followup", 409
    title = words("Awards are followed up after the appeals: move the camp on first.")


class NotOffered(CampError):
    slug, status = "not-offered", 409
    title = words("This offer was answered already, or its time is over.")


class NothingFreed(CampError):
    slug, status = "nothing-freed", 409
    title = words("No money is free for the reserve.")


class OfferOpen(CampError):
    slug, status = "offer-open", 409
    title = words("One offer at a time: the last one is not answered yet.")


class OfferTooSmall(CampError):
    slug, status = "offer-too-small", 409
    title = words("What is free is less than the smallest part of this ask. Pass it over in words.")


class AwardStands(CampError):
    slug, status = "award-state", 409
    title = words("The award does not stand where this would be possible.")


class NotDue(CampError):
    """`missing` holds the keys of what a payment still waits for."""

    slug, status = "not-due", 409
    title = words("Nothing is paid yet: something that this tranche waits for is missing.")


class JudgedAlready(Conflict):
    slug = "judged-already"
    title = words("This was decided already. Look at it again.")


class OnlyLead(CampError):
    slug, status = "only-lead", 403
    title = words("The team's lead answers, reports and sends receipts.")


class TooManyPhotos(CampError):
    slug, status = "too-many-photos", 422
    title = words("A report has at most three photos.")


class NotEvidence(CampError):
    slug, status = "not-evidence", 422
    title = words("Choose a photo (JPEG, PNG or WebP) or a PDF of at most 8 MB.")


class QuotesMissing(CampError):
    """`want` and `have` count the quotes of a receipt."""

    slug, status = "quotes-missing", 409
    title = words(
        "A purchase of this size needs more quotes before its receipt counts. "
        "Ask the team for them."
    )


class TooManyQuotes(CampError):
    slug, status = "too-many-quotes", 422
    title = words("A receipt has at most three quotes.")


def shares(settings: Settings) -> tuple[float, ...]:
    return settings.tranche_shares


def split(amount: int, parts: tuple[float, ...], unit: int) -> list[int]:
    """Return `amount` in parts, each whole in `unit` but the last, which takes the rest."""
    firsts = [round(amount * part / unit) * unit for part in parts[:-1]]
    return [*firsts, amount - sum(firsts)]
