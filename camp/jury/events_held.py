"""Facts about ballots that came late, were carried, or were typed from paper."""

from dataclasses import dataclass, field

from camp.core.ledger import SEALED
from camp.jury.events import ProgressEvent, RoundEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotHeld(RoundEvent):
    """A ballot arrived and waits for somebody's decision. `cause` is closed or stale."""

    juror_id: str
    team_id: str
    cause: str
    marks: dict[str, int] = field(metadata=SEALED)
    comment: str = field(metadata=SEALED)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBallotDecided(RoundEvent):
    juror_id: str
    team_id: str
    decision: str
    reason: str = field(metadata=SEALED)


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotCarried(ProgressEvent):
    """The juror's device drew the ballot as codes and somebody else handed it in."""

    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTyped(ProgressEvent):
    """One person typed a ballot from paper."""

    marks: dict[str, int] = field(metadata=SEALED)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDropped(ProgressEvent):
    """What was typed is given up."""

    reason: str = field(metadata=SEALED)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperAgreed(ProgressEvent):
    """Two people typed the same, or a third look settled it for `reason`."""

    first: str
    second: str
    reason: str = field(default="", metadata=SEALED)
