"""Facts the follow-up announces: the team's own page and the officer's inbox move."""

from dataclasses import dataclass, field

from camp.core.events import Event
from camp.core.ledger import SEALED
from camp.core.models import Camp


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardEvent(Event):
    """A fact about one award."""

    award_id: str
    team_id: str

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"award:{self.award_id}", f"camp:{camp.slug}:followup")


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardOffered(AwardEvent):
    """Phones that look at the camp move too: a team may find its offer there."""

    amount: int
    until: str

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"award:{self.award_id}", f"camp:{camp.slug}:followup", f"camp:{camp.slug}")


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardMoved(AwardEvent):
    state: str
    reason: str = field(metadata=SEALED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionMoved(AwardEvent):
    no: int
    state: str
    note: str = field(metadata=SEALED)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementSigned(AwardEvent):
    signed_on: str
    signatory: str = field(metadata=SEALED)
    payee: str = field(metadata=SEALED)
    people: tuple[str, ...] = ()
    """Persons of the team whom the words name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrancheMoved(AwardEvent):
    no: int
    state: str
    amount: int
    reason: str = field(metadata=SEALED)


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneSet(AwardEvent):
    no: int
    due: str
    state: str
    text: str = field(metadata=SEALED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSent(AwardEvent):
    no: int
    kind: str
    text: str = field(metadata=SEALED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportJudged(AwardEvent):
    no: int
    state: str
    comment: str = field(metadata=SEALED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptSent(AwardEvent):
    no: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptJudged(AwardEvent):
    no: int
    state: str
    note: str = field(metadata=SEALED)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceAdded(AwardEvent):
    digest: str
    media: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GranteeReminded(AwardEvent):
    step: str
    text: str = field(metadata=SEALED)


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantsExported(Event):
    """Somebody took the grants in the shape of 360Giving."""

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"camp:{camp.slug}",)


@dataclass(frozen=True, slots=True, kw_only=True)
class DonorPagePublished(Event):
    version: int

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"camp:{camp.slug}", f"camp:{camp.slug}:followup")
