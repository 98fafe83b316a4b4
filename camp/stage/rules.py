"""The scenes of a projector, and what the stage refuses."""

from camp.core.errors import CampError, Conflict, words

SCENES = (
    "welcome", "skills", "now", "ideas", "vote", "teams", "work", "questions", "debate", "pitch",
    "jury", "standing", "reveal", "grants", "thanks", "announcement",
)  # fmt: skip
"""In the order of a camp."""
DIGITS = (
    "welcome", "now", "ideas", "teams", "pitch", "jury", "standing", "reveal", "grants",
    "announcement",
)  # fmt: skip
"""Scenes by their key on the keyboard, the tenth being 0."""


def digit(scene: str) -> str:
    """Return the key of a scene; the others are reached by going on, or by the remote."""
    return str((DIGITS.index(scene) + 1) % 10) if scene in DIGITS else ""


class RevealNotReady(CampError):
    slug, status = "reveal-not-ready", 409
    title = words("The reveal begins once the jury has decided and the camp is at the results.")


class LineCutsTie(CampError):
    slug, status = "line-cuts-tie", 409
    title = words(
        "The funding line cuts a tie between %(names)s. The chair orders them in writing first."
    )


class NothingToRehearse(CampError):
    slug, status = "nothing-to-rehearse", 409
    title = words("A rehearsal needs teams and a rubric.")


class StageMoved(Conflict):
    slug = "stage-moved"
    title = words("Somebody else drove the projector on. Look where it stands.")
