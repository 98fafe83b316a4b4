"""Facts the teams room announces."""

from dataclasses import dataclass, field

from camp.core.events import Event
from camp.core.ledger import SEALED
from camp.core.models import Camp


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamEvent(Event):
    """A fact about one team: its own pages and the lists of teams move."""

    team_id: str

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"camp:{camp.slug}:teams", f"team:{self.team_id}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatEvent(TeamEvent):
    """A fact about a team and one person, whose own pages move too."""

    person_id: str

    def topics(self, camp: Camp) -> tuple[str, ...]:
        shared = (f"camp:{camp.slug}:teams", f"team:{self.team_id}")
        return (*shared, f"person:{self.person_id}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMade(TeamEvent):
    ideas: tuple[str, ...]
    split_from: str = ""

    def topics(self, camp: Camp) -> tuple[str, ...]:
        board = f"camp:{camp.slug}:ideas"
        return (f"camp:{camp.slug}:teams", f"team:{self.team_id}", board)


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamChanged(TeamEvent):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamWaived(TeamEvent):
    reason: str = field(metadata=SEALED)


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamClosed(TeamMade):
    """A team left the camp: withdrawn or disqualified. Its ideas go back to the board."""

    state: str
    reason: str = field(metadata=SEALED)


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsWereLocked(Event):
    """All teams in play were locked, or unlocked when the camp went back."""

    is_locked: bool
    teams: tuple[str, ...]

    def topics(self, camp: Camp) -> tuple[str, ...]:
        own = (f"team:{team_id}" for team_id in self.teams)
        return (f"camp:{camp.slug}:teams", f"camp:{camp.slug}:ideas", *own)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatAsked(SeatEvent):
    request_id: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatOffered(SeatEvent):
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatRequestEnded(SeatEvent):
    """A request was accepted, declined, cancelled or has lapsed."""

    request_id: str
    state: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatTaken(SeatEvent):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatLeft(SeatEvent):
    reason: str = field(metadata=SEALED)
    removed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadNamed(SeatEvent):
    pass
