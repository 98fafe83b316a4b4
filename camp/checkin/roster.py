"""The list by which a phone at the door decides while there is no connection.

It holds what the verdict needs and no more: no phone, birth date or address. Badges stand in it as
salted hashes, so that a code which is not of this camp's making opens nothing and the list itself
makes no badge. It is sealed: see decision 016 for what that says and what it cannot say.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.checkin.models import CheckIn
from camp.checkin.queries import checked_in, photographed
from camp.checkin.rules import EXPECTED
from camp.core.ids import is_signed, sign
from camp.core.models import Camp
from camp.core.names import LETTERS
from camp.people.badges import PREFIX, badge_text
from camp.people.consenting import conduct_of
from camp.people.models import Badge, Consent, GuardianForm, Participant, Person
from camp.people.rules import REQUIRED_CONSENTS

LASTS = timedelta(hours=12)
"""A shift is shorter; after it the phone forgets the list by itself."""
_QR, _CODE = 32, 16
_PURPOSE = "roster"


@dataclass(frozen=True, slots=True)
class Roster:
    """`list` is the text that was hashed and sealed, byte for byte; `until` is when it ends."""

    version: int
    until: datetime
    list: str
    digest: str
    seal: str


def roster(session: Session, camp: Camp, *, secret: bytes, now: datetime) -> Roster:
    """Return the camp's list as it is now, sealed, for its door staff."""
    text = json.dumps(_list(session, camp, secret), ensure_ascii=False, separators=(",", ":"))
    version, until = camp.last_seq, now + LASTS
    digest = sha256(text.encode()).hexdigest()
    said = f"{version}.{int(until.timestamp())}.{digest[:_QR]}"
    seal = f"{said}.{sign(secret, _PURPOSE, f'{camp.id}.{said}')}"
    return Roster(version, until, text, digest, seal)


def version_of(secret: bytes, camp_id: str, seal: str, at: datetime) -> int | None:
    """Return the version of the list that a phone decided by, None if it was none that counted."""
    said, _, signature = seal.rpartition(".")
    if not is_signed(secret, _PURPOSE, f"{camp_id}.{said}", signature):
        return None
    version, until, _ = said.split(".")
    return int(version) if at.timestamp() <= int(until) else None


def hashed(salt: str, text: str, length: int) -> str:
    return sha256(f"{salt}{text}".encode()).hexdigest()[:length]


def _list(session: Session, camp: Camp, secret: bytes) -> dict[str, Any]:
    salt = sign(secret, _PURPOSE, f"{camp.id}.salt")
    rows = session.scalars(
        select(Participant).filter_by(camp_id=camp.id).join(Participant.person).order_by(Person.id)
    ).all()
    badges = session.scalars(select(Badge).filter_by(camp_id=camp.id).order_by(Badge.id)).all()
    held = {badge.person_id for badge in badges}
    known = [row for row in rows if row.state in EXPECTED or row.person_id in held]
    places = {row.person_id: place for place, row in enumerate(known)}
    conduct = conduct_of(session, camp.id)
    first_day = camp.starts_at.astimezone(camp.zone).date()
    return {
        "salt": salt,
        "timezone": camp.timezone,
        "capacity": camp.capacity,
        "inside": checked_in(session, camp.id),
        "year": first_day.year,
        "asks": bool(conduct),
        "letters": LETTERS,
        "people": _people(session, camp, known, conduct.version if conduct else ""),
        "badges": [
            [
                hashed(salt, badge_text(secret, badge.code).removeprefix(PREFIX), _QR),
                hashed(salt, badge.code, _CODE),
                places[badge.person_id],
                int(badge.revoked_at is not None),
            ]
            for badge in badges
            if badge.person_id in places
        ],
        "others": _others(session, camp, secret, salt),
    }


def _people(
    session: Session, camp: Camp, known: list[Participant], version: str
) -> list[list[Any]]:
    """Return [id, name, flags, came in at, at which station, by whom]; the flags are letters.

    w not coming, g guardian's form missing, c not agreed, m may be under 18, p no photographs.
    """
    asked = select(CheckIn, Person.name).outerjoin(Person, Person.id == CheckIn.by)
    inside = {
        one.person_id: (one.at.isoformat(), one.station, by or "")
        for one, by in session.execute(
            asked.where(CheckIn.camp_id == camp.id, CheckIn.undone_at.is_(None))
        )
    }
    agreed, photos = _agreed(session, camp.id, version), photographed(session, camp.id)
    guarded = set(
        session.scalars(select(GuardianForm.person_id).filter_by(camp_id=camp.id, given=True))
    )
    first_day = camp.starts_at.astimezone(camp.zone).date()
    told: list[list[Any]] = []
    for row in known:
        who, minor = row.person, row.person.is_minor_on(first_day)
        flags = {
            "w": row.state not in EXPECTED,
            "g": minor and who.id not in guarded,
            "c": bool(version) and who.id not in agreed,
            "m": minor,
            "p": who.id not in photos,
        }
        told.append(
            [
                who.id,
                # Who is not coming is turned away without a name.
                "" if flags["w"] else who.name,
                "".join(letter for letter, holds in flags.items() if holds),
                *inside.get(who.id, ()),
            ]
        )
    return told


def _agreed(session: Session, camp_id: str, version: str) -> set[str]:
    """Return who has said yes to all that must be agreed to, to the code as it is now."""
    answers: dict[tuple[str, str], Consent] = {}
    for one in session.scalars(select(Consent).filter_by(camp_id=camp_id).order_by(Consent.id)):
        answers[one.person_id, one.kind] = one
    yes = {
        key for key, one in answers.items()
        if one.given and (one.kind != "code" or one.version == version)
    }  # fmt: skip
    people = {person_id for person_id, _ in yes}
    return {who for who in people if all((who, kind) in yes for kind in REQUIRED_CONSENTS)}


def _others(session: Session, camp: Camp, secret: bytes, salt: str) -> list[str]:
    """Return the QR codes of other camps that go on, so that such a guest is sent to theirs."""
    codes = session.scalars(
        select(Badge.code)
        .join(Camp, Camp.id == Badge.camp_id)
        .where(Badge.camp_id != camp.id, Camp.phase != "closed")
        .order_by(Badge.code)
    )
    return sorted(
        hashed(salt, badge_text(secret, code).removeprefix(PREFIX), _QR) for code in codes
    )
