"""What the door answers, what it refuses, and when a check-in may be taken back."""

from datetime import timedelta

from camp.core.errors import CampError, words

RESULTS = (
    "unknown", "other_camp", "revoked", "withdrawn", "needs_guardian", "needs_consent",
    "already_in", "full", "welcome",
)  # fmt: skip
"""Outcomes of a scan; the first that holds is the answer."""

KINDS = {
    "welcome": "ok",
    "already_in": "warn",
    "needs_guardian": "warn",
    "needs_consent": "warn",
}
"""How an outcome looks and sounds; all others say stop."""

EXPECTED = frozenset({"accepted", "no_show"})
"""States of a registration that the door lets in: who was given up may still arrive."""

UNDO_FOR = timedelta(seconds=60)


CLOSED = "closed"
"""What the server finds in order but for the door, which was shut when the scan came."""


CONFLICTS = (
    "unknown", "other_camp", "revoked", "withdrawn", "needs_guardian", "needs_consent", CLOSED,
    "no_list", "again", "full", "alike", "late_undo",
)  # fmt: skip
"""Why the door lead must look at a scan that was made without a connection."""


class UndoTooLate(CampError):
    slug, status = "undo-too-late", 409
    title = words("A check-in can be taken back within 60 seconds only.")


class CampFull(CampError):
    slug, status = "camp-full", 409
    title = words("The house is full. Nobody can be added at the door now.")


def kind_of(result: str) -> str:
    return KINDS.get(result, "stop")
