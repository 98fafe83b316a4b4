"""Facts the certificates announce."""

from dataclasses import dataclass

from camp.people.events import PersonEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSpelled(PersonEvent):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateGiven(PersonEvent):
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateRevoked(PersonEvent):
    kind: str
