"""Facts about ideas, pitches and the vote. None of them holds whose dots went where."""

from dataclasses import dataclass, field

from camp.core.events import Event
from camp.core.ledger import SEALED
from camp.core.models import Camp


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaEvent(Event):
    """A fact about one idea. `author` is the person whose own pages it moves."""

    idea_id: str
    author: str

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"camp:{camp.slug}:ideas", f"person:{self.author}")


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaWritten(IdeaEvent):
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaSubmitted(IdeaEvent):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaWithdrawn(IdeaEvent):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaScreened(IdeaEvent):
    state: str
    ground: str
    reason: str = field(metadata=SEALED)


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaFormed(IdeaEvent):
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaPitchMoved(IdeaEvent):
    """An idea's place in the pitch queue changed: waiting, now, done or skipped."""

    pitch: str
    pitched_by: str | None

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"camp:{camp.slug}:ideas", f"person:{self.author}", f"stage:{camp.slug}")


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeWished(IdeaEvent):
    into_id: str
    other_author: str

    def topics(self, camp: Camp) -> tuple[str, ...]:
        people = sorted({self.author, self.other_author})
        return (f"camp:{camp.slug}:ideas", *(f"person:{one}" for one in people))


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeWishTakenBack(MergeWished):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaMerged(MergeWished):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinWished(IdeaEvent):
    """Somebody wants to join the idea's team, or not any more. No board shows how many do."""

    wants: bool

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return tuple(f"person:{one}" for one in sorted({self.author, str(self.by)}))


@dataclass(frozen=True, slots=True, kw_only=True)
class PitchQueueOrdered(Event):
    order: tuple[str, ...]

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"camp:{camp.slug}:ideas",)


@dataclass(frozen=True, slots=True, kw_only=True)
class DotsGiven(Event):
    """A ballot changed. The count of ballots moves, the board does not: it shows no dots."""

    late: bool = False

    def topics(self, camp: Camp) -> tuple[str, ...]:
        # The desk stands on the board's topic and lists those who wait.
        desk = (f"camp:{camp.slug}:ideas",) if self.late else ()
        return (f"camp:{camp.slug}:ballots", *desk, f"person:{self.by}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DotsTyped(Event):
    """A ballot of dots was typed from paper. `person` took part."""

    participant_id: str
    person: str

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"camp:{camp.slug}:ballots", f"person:{self.person}")


@dataclass(frozen=True, slots=True, kw_only=True)
class LateDotsDecided(Event):
    participant_id: str
    person: str
    accepted: bool
    reason: str = field(metadata=SEALED)

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"camp:{camp.slug}:ideas", f"camp:{camp.slug}:ballots", f"person:{self.person}")


@dataclass(frozen=True, slots=True, kw_only=True)
class VotingEvent(Event):
    """The vote opens, lasts longer or ends: boards, phones' homes, the count and the wall move."""

    def topics(self, camp: Camp) -> tuple[str, ...]:
        name = f"camp:{camp.slug}"
        return (name, f"{name}:ideas", f"{name}:ballots")


@dataclass(frozen=True, slots=True, kw_only=True)
class VotingOpened(VotingEvent):
    closes_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VotingExtended(VotingEvent):
    closes_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VotingClosed(VotingEvent):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class VotingRevealed(VotingEvent):
    pass
