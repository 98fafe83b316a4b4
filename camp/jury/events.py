"""Facts the jury room announces."""

from dataclasses import dataclass, field
from typing import Any

from camp.core.events import Event
from camp.core.ledger import SEALED
from camp.core.models import Camp


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundEvent(Event):
    """A fact about a round as a whole: every page of the jury moves."""

    round_id: str

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (
            f"round:{self.round_id}",
            f"round:{self.round_id}:progress",
            f"round:{self.round_id}:standings",
            f"stage:{camp.slug}",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPrepared(RoundEvent):
    rubric: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricChanged(RoundEvent):
    rubric: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundOpened(RoundEvent):
    """`rubric` and `rules` (the camp's settings) are what the ballots will be counted by."""

    teams: tuple[str, ...]
    rubric: dict[str, Any]
    rules: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundImported(RoundOpened):
    """A folder brought an open round with these ballots: juror, team, state, marks."""

    ballots: list[dict[str, Any]] = field(metadata=SEALED)
    comments: list[dict[str, str]] = field(metadata=SEALED)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFrozen(RoundEvent):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundClosed(RoundEvent):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSealed(RoundEvent):
    """`seal` is the fingerprint of ballots, settings and result together."""

    seal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundReopened(RoundEvent):
    """`seal` is that of the result which was given up."""

    reason: str = field(metadata=SEALED)
    seal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPutBack(RoundEvent):
    reason: str = field(metadata=SEALED)


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelChosen(RoundEvent):
    panel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitsPlanned(RoundEvent):
    """Who goes where was planned again. `moves` are mappings of kind, team, juror, why, room."""

    count: int
    moves: tuple[dict[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomsChanged(RoundEvent):
    rooms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitsEndSet(RoundEvent):
    """`at` is a moment as ISO 8601, empty when there is no end."""

    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotEvent(RoundEvent):
    """Who is on stage changed: every phone of the camp says who comes next."""

    team_id: str

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (*RoundEvent.topics(self, camp), f"camp:{camp.slug}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotStarted(SlotEvent):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotEnded(SlotEvent):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class JurorBriefed(RoundEvent):
    juror_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JurorLeft(RoundEvent):
    juror_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JurorCameBack(RoundEvent):
    juror_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfAsked(RoundEvent):
    """Somebody looked at the ranking without this juror; no page moves by it."""

    juror_id: str

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReserveSeated(RoundEvent):
    juror_id: str
    team_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CellEvent(RoundEvent):
    """A fact about one juror and one team."""

    juror_id: str
    team_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressEvent(CellEvent):
    """A fact that moves only the secretary's pages."""

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"round:{self.round_id}:progress",)


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitBegun(ProgressEvent):
    """A juror sits down at a team's table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPutOff(ProgressEvent):
    """Nobody was at the table, or it was taken: the juror comes there last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictDeclared(CellEvent):
    kind: str = field(metadata=SEALED)
    text: str = field(metadata=SEALED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictWithdrawn(CellEvent):
    reason: str = field(metadata=SEALED)


@dataclass(frozen=True, slots=True, kw_only=True)
class JurorAbsent(CellEvent):
    reason: str = field(metadata=SEALED)


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotReopened(CellEvent):
    reason: str = field(metadata=SEALED)


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotDrafted(ProgressEvent):
    """A ballot was saved and does not count."""

    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotCast(CellEvent):
    """A ballot counts from now on, or counts with other marks."""

    revision: int
    marks: dict[str, int] = field(metadata=SEALED)
    comment: str = field(metadata=SEALED)
    source: str = ""
    """How it came: empty from the juror's device, else carried, paper or late."""

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (
            f"round:{self.round_id}:progress",
            f"round:{self.round_id}:standings",
            f"stage:{camp.slug}",
        )
