"""Facts the people room announces."""

from dataclasses import dataclass

from camp.core.events import Event
from camp.core.models import Camp


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEvent(Event):
    """A fact about one person at a camp: the person's own pages and the lists of people move."""

    person_id: str

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"person:{self.person_id}", f"camp:{camp.slug}:people")


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsLost(PersonEvent):
    """A fact after which the person may see less."""

    @property
    def loses_rights(self) -> str:
        return self.person_id


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRegistered(PersonEvent):
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationDecided(RightsLost):
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonWithdrawn(RightsLost):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAppointed(PersonEvent):
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDismissed(RightsLost):
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentAnswered(PersonEvent):
    kind: str
    version: str
    given: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianFormReceived(PersonEvent):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeIssued(PersonEvent):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeRevoked(PersonEvent):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileChanged(PersonEvent):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleImported(Event):
    """A list of people was taken in."""

    import_id: str
    added: int
    changed: int

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"camp:{camp.slug}:people",)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleImportTakenBack(Event):
    """A list was taken back; `people` are those who are not in the camp any more."""

    import_id: str
    people: list[str]

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"camp:{camp.slug}:people",)
