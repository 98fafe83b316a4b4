"""The scenes of a projector, and what the stage refuses."""

from camp.core.errors import CampError, Conflict, words

SCENES = (
    "welcome", "now", "ideas", "teams", "pitch", "jury", "standing", "reveal", "grants",
    "announcement",
)  # fmt: skip
"""In the order of a camp; the place in it is the key on the keyboard, the tenth being 0."""


class RevealNotReady(CampError):
    slug, status = "reveal-not-ready", 409
    title = words("The reveal begins once the jury has decided and the camp is at the results.")


class StageMoved(Conflict):
    slug = "stage-moved"
    title = words("Somebody else drove the projector on. Look where it stands.")
