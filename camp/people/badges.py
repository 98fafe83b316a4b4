"""Badges: six characters that are read aloud, and a signed QR that nobody can make up."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.errors import NotFound
from camp.core.events import hold, record
from camp.core.ids import BADGE_LENGTH, is_signed, new_code, new_id, read_code, sign
from camp.people.events import BadgeIssued, BadgeRevoked
from camp.people.models import Badge

PREFIX = "CAMP:"
_PURPOSE = "badge"


def badge_text(secret: bytes, code: str) -> str:
    """Return what a badge's QR says: "CAMP:7K3F9Q.<32 hex digits>", all in capitals.

    Capitals and digits alone make the QR coarse, so that a cheap camera reads it.
    """
    return f"{PREFIX}{code}.{sign(secret, _PURPOSE, code).upper()}"


def read_badge(secret: bytes, text: str) -> str | None:
    """Return the code that a QR's text carries, or None when we did not sign it."""
    if not text.upper().startswith(PREFIX):
        return None
    code, _, signature = text.strip().upper().removeprefix(PREFIX).partition(".")
    is_ours = len(signature) == 32 and is_signed(secret, _PURPOSE, code, signature.lower())
    return code if is_ours else None


def badge_of(session: Session, camp_id: str, person_id: str) -> Badge | None:
    """Return the badge that counts now, None when there is none or it was revoked."""
    return session.scalars(
        select(Badge).filter_by(camp_id=camp_id, person_id=person_id, revoked_at=None)
    ).first()


def issue_badge(
    session: Session, *, camp_id: str, person_id: str, by: str | None, now: datetime
) -> Badge:
    """Return the person's badge, made if there is none that counts."""
    hold(session, camp_id)
    badge = badge_of(session, camp_id, person_id)
    if badge is not None:
        return badge
    code = new_code(BADGE_LENGTH)
    while session.scalar(select(Badge.id).filter_by(code=code)):
        code = new_code(BADGE_LENGTH)
    badge = Badge(id=new_id(), camp_id=camp_id, person_id=person_id, code=code, made_at=now)
    session.add(badge)
    session.flush()
    record(session, BadgeIssued(camp_id=camp_id, by=by, person_id=person_id))
    return badge


def revoke_badge(session: Session, *, camp_id: str, code: str, by: str, now: datetime) -> Badge:
    """Let a badge count no more, from the next scan on. Revoked twice it was revoked once."""
    hold(session, camp_id)
    badge = session.scalars(
        select(Badge).filter_by(camp_id=camp_id, code=read_code(code))
    ).one_or_none()
    if badge is None:
        raise NotFound
    if badge.revoked_at is None:
        badge.revoked_at = now
        record(session, BadgeRevoked(camp_id=camp_id, by=by, person_id=badge.person_id))
    return badge
