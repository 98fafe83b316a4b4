"""Facts the grants room announces."""

from dataclasses import dataclass, field
from typing import Any

from camp.core.events import Event
from camp.core.ledger import SEALED
from camp.core.models import Camp


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardsEvent(Event):
    """A fact about a round's awards: only those who may read them hear of it."""

    round_id: str

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"round:{self.round_id}:awards",)


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingOpened(AwardsEvent):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceNoted(AwardsEvent):
    present: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTaken(AwardsEvent):
    text: str = field(metadata=SEALED)


@dataclass(frozen=True, slots=True, kw_only=True)
class TieSettled(AwardsEvent):
    team_ids: tuple[str, ...]
    sentence: str = field(metadata=SEALED)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandRaised(AwardsEvent):
    team_id: str
    juror_id: str
    vote: str = field(metadata=SEALED)


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardDecided(AwardsEvent):
    team_id: str
    revision: int
    choice: dict[str, Any] = field(metadata=SEALED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolSigned(AwardsEvent):
    juror_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyTurned(AwardsEvent):
    role: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPublished(AwardsEvent):
    """The result is out: every phone, the projector and the pages of the teams move."""

    version: int
    fingerprint: str
    team_ids: tuple[str, ...]

    def topics(self, camp: Camp) -> tuple[str, ...]:
        teams = (f"team:{team_id}" for team_id in self.team_ids)
        return (
            f"round:{self.round_id}:awards",
            f"camp:{camp.slug}",
            f"stage:{camp.slug}",
            f"camp:{camp.slug}:appeals",
            *teams,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealEvent(Event):
    """A fact about one appeal: the team's own pages and the appeals desk move."""

    appeal_id: str
    team_id: str

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"camp:{camp.slug}:appeals", f"team:{self.team_id}")


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealMade(AppealEvent):
    ground: str
    text: str = field(metadata=SEALED)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealAnswered(AppealEvent):
    outcome: str
    answer: str = field(metadata=SEALED)


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingExported(Event):
    """Somebody took the ranking and the money of a preview as a table."""

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"camp:{camp.slug}",)
