"""The verbs: confirm a spelling, give certificates, call one back."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.certificates import queries
from camp.certificates.events import CertificateGiven, CertificateRevoked, NameSpelled
from camp.certificates.models import Certificate, Spelling
from camp.certificates.rules import SERIAL_LENGTH, SINCE, TooEarly
from camp.core.errors import Invalid, NotFound, words
from camp.core.events import hold, record
from camp.core.ids import new_code, new_id
from camp.core.phases import has_reached

LONGEST = 120


def spell_name(
    session: Session, *, camp_id: str, person_id: str, name: str, by: str | None, now: datetime
) -> Spelling:
    """Keep how the person's name stands on certificates. The same again is silent.

    Raises NotFound for somebody who is not of this camp and Invalid for no name.
    """
    camp = hold(session, camp_id)
    if person_id not in queries.people_of(session, camp):
        raise NotFound
    told = " ".join(name.split())
    if not told:
        raise Invalid(fields={"name": [words("Fill this in.")]})
    if len(told) > LONGEST:
        raise Invalid(fields={"name": [words("At most 120 letters stand on a certificate.")]})
    kept = queries.spelling_of(session, camp_id, person_id)
    if kept is not None and kept.name == told:
        return kept
    if kept is None:
        kept = Spelling(id=new_id(), camp_id=camp_id, person_id=person_id)
        session.add(kept)
    kept.name, kept.at, kept.by = told, now, by
    record(session, NameSpelled(camp_id=camp_id, by=by, person_id=person_id))
    return kept


def give(
    session: Session,
    *,
    camp_id: str,
    only: Iterable[tuple[str, str]] | None = None,
    by: str,
    now: datetime,
) -> int:
    """Give a certificate to everybody who earned one and confirmed the name; return how many.

    `only` names pairs of person and kind instead, whether earned or not. Whoever has one of the
    kind under the same name keeps it; under another name the old one is called back. Raises
    TooEarly, and Invalid for a name that nobody confirmed.
    """
    camp = hold(session, camp_id)
    if not has_reached(camp, SINCE):
        raise TooEarly
    lines = queries.lines(session, camp)
    chosen = None if only is None else set(only)
    given = 0
    for line in lines:
        wanted = line.is_earned and line.spelled if chosen is None else line.pair in chosen
        if not wanted or line.is_given:
            continue
        if not line.spelled:
            raise Invalid(words("Ask first how the name is spelled: nobody has confirmed it."))
        if line.certificate is not None:
            _call_back(session, line.certificate, by=by, now=now)
        session.add(
            Certificate(
                id=new_id(), camp_id=camp_id, person_id=line.person.id, kind=line.kind,
                name=line.spelled, language=line.person.language or camp.language,
                serial=_serial(session), given_at=now, by=by,
            )
        )  # fmt: skip
        session.flush()
        fact = CertificateGiven(camp_id=camp_id, by=by, person_id=line.person.id, kind=line.kind)
        record(session, fact)
        given += 1
    return given


def revoke(
    session: Session, *, camp_id: str, certificate_id: str, by: str, now: datetime
) -> Certificate:
    """Call a certificate back: whoever checks it is told. Twice is once."""
    hold(session, camp_id)
    certificate = session.get(Certificate, certificate_id)
    if certificate is None or certificate.camp_id != camp_id:
        raise NotFound
    if certificate.revoked_at is None:
        _call_back(session, certificate, by=by, now=now)
    return certificate


def _call_back(session: Session, certificate: Certificate, *, by: str, now: datetime) -> None:
    certificate.revoked_at = now
    record(
        session,
        CertificateRevoked(
            camp_id=certificate.camp_id, by=by, person_id=certificate.person_id,
            kind=certificate.kind,
        ),
    )  # fmt: skip


def _serial(session: Session) -> str:
    serial = new_code(SERIAL_LENGTH)
    while session.scalar(select(Certificate.id).filter_by(serial=serial)):
        serial = new_code(SERIAL_LENGTH)
    return serial
