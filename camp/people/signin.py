"""Signing in: links, logins on devices, the PIN, badges, and who that makes somebody."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import Row, bindparam, literal, select, union_all, update
from sqlalchemy.orm import Session

from camp.core.db import table
from camp.core.errors import Invalid, NotFound, words
from camp.core.ids import digest, is_signed, new_id, new_token, read_code, sign
from camp.core.rules import Actor, Role
from camp.people.models import Appointment, Badge, Link, Login, Participant, Person
from camp.people.rules import (
    PIN_REST,
    PIN_TRIES,
    BadgeUnknown,
    LinkUnknown,
    PinRests,
    split_roles,
)

_hasher = PasswordHasher()
SEEN_EVERY = timedelta(minutes=5)
OUT = {"declined", "expelled", "withdrawn"}
"""States of a registration that give no role."""


def make_link(session: Session, *, person_id: str, kind: str, now: datetime) -> Link:
    """Return the person's link of that kind, made if there is none that works."""
    link = session.scalars(
        select(Link).filter_by(person_id=person_id, kind=kind, revoked_at=None)
    ).first()
    if link is None:
        link = Link(id=new_id(), person_id=person_id, kind=kind, made_at=now)
        session.add(link)
    return link


def token_of(link: Link, secret: bytes) -> str:
    """Return what the owner of the link carries: its id and a signature of 128 bits."""
    return f"{link.id}.{sign(secret, link.kind, link.id)}"


def person_of(session: Session, *, token: str, kind: str, secret: bytes) -> Person:
    """Return whose link this is. Raises LinkUnknown for a forged, revoked or mistyped one."""
    return session.get_one(Person, owner_of(session, token=token, kind=kind, secret=secret))


def owner_of(session: Session, *, token: str, kind: str, secret: bytes) -> str:
    """Return the id of the person whose link this is. Raises LinkUnknown as `person_of` does."""
    link_id, _, signature = token.partition(".")
    if not is_signed(secret, kind, link_id, signature):
        raise LinkUnknown
    person_id: str | None = session.scalar(_OWNER, {"link": link_id, "kind": kind})
    if person_id is None:
        raise LinkUnknown
    return person_id


def revoke_links(session: Session, *, person_id: str, now: datetime) -> None:
    session.execute(
        update(Link).filter_by(person_id=person_id, revoked_at=None).values(revoked_at=now)
    )


def sign_in(session: Session, *, person_id: str, device: str, kind: str, now: datetime) -> str:
    """Begin a login and return its token, which is kept nowhere else."""
    token = new_token()
    login = Login(id=new_id(), person_id=person_id, digest=digest(token), device=device[:120])
    login.kind, login.made_at, login.seen_at = kind, now, now
    session.add(login)
    return token


def badge_owner(session: Session, *, code: str, phone_tail: str) -> Person:
    """Return whose badge this is, if the last four digits of the phone agree."""
    badge = session.scalars(select(Badge).filter_by(code=read_code(code))).one_or_none()
    if badge is None or badge.revoked_at is not None:
        raise BadgeUnknown
    person = session.get_one(Person, badge.person_id)
    if len(phone_tail) != 4 or not person.phone.endswith(phone_tail):
        raise BadgeUnknown
    return person


def speak(session: Session, *, person_id: str, language: str) -> None:
    session.get_one(Person, person_id).language = language


def seen(session: Session, *, login_id: str, now: datetime) -> None:
    session.get_one(Login, login_id).seen_at = now


def sign_out(session: Session, *, login_id: str, person_id: str, now: datetime) -> None:
    """End one login of the person's own."""
    login = session.get(Login, login_id)
    if login is None or login.person_id != person_id:
        raise NotFound
    login.revoked_at = login.revoked_at or now


def sign_out_everywhere(session: Session, *, person_id: str, now: datetime) -> None:
    session.execute(
        update(Login).filter_by(person_id=person_id, revoked_at=None).values(revoked_at=now)
    )


def set_pin(session: Session, *, person_id: str, pin: str) -> None:
    if not (pin.isascii() and pin.isdigit() and len(pin) == 6):
        raise Invalid(words("Use six digits."), fields={"pin": [words("Use six digits.")]})
    session.get_one(Person, person_id).pin_hash = _hasher.hash(pin)


def give_pin(session: Session, *, login_id: str, pin: str, now: datetime) -> bool:
    """Open the login's held-back roles; the first time, the digits given become the PIN.

    Returns False when they were wrong: the try is counted, so it must commit. Raises PinRests
    after five errors, for 15 minutes.
    """
    login = session.get_one(Login, login_id)
    person = session.get_one(Person, login.person_id)
    if person.pin_rests_until and person.pin_rests_until > now:
        raise PinRests
    if not person.pin_hash:
        set_pin(session, person_id=person.id, pin=pin)
    elif not is_pin(person, pin):
        person.pin_errors += 1
        if person.pin_errors >= PIN_TRIES:
            person.pin_errors, person.pin_rests_until = 0, now + PIN_REST
        return False
    person.pin_errors, person.pin_rests_until, login.pin_at = 0, None, now
    return True


def is_pin(person: Person, pin: str) -> bool:
    try:
        return _hasher.verify(person.pin_hash, pin)
    except VerifyMismatchError:
        return False


def revoked(session: Session, login_ids: set[str]) -> set[str]:
    """Return which of these logins count no more."""
    if not login_ids:
        return set()
    return set(
        session.scalars(
            select(Login.id).where(Login.id.in_(login_ids), Login.revoked_at.is_not(None))
        )
    )


_person, _login, _link = table(Person).c, table(Login).c, table(Link).c
_WHO = (_person.id, _person.name, _person.language, _person.starts_camps)
_BY_LOGIN = (
    select(_login.id.label("login_id"), _login.kind, _login.pin_at, _login.seen_at, *_WHO)
    .join_from(table(Login), table(Person))
    .where(_login.digest == bindparam("digest"), _login.revoked_at.is_(None))
)
_OWNER = select(_link.person_id).where(
    _link.id == bindparam("link"), _link.kind == bindparam("kind"), _link.revoked_at.is_(None)
)
_BY_ID = select(*_WHO).where(_person.id == bindparam("person"))
_appointment, _participant = table(Appointment).c, table(Participant).c
_ROLES = union_all(
    select(_appointment.camp_id, _appointment.role).where(
        _appointment.person_id == bindparam("person")
    ),
    select(_participant.camp_id, literal(str(Role.PARTICIPANT))).where(
        _participant.person_id == bindparam("person"), _participant.state.not_in(OUT)
    ),
)
"""Every request asks these, so they are made once."""


def actor_of_login(session: Session, token: str) -> tuple[Actor, datetime] | None:
    """Return who holds this login and when it was noted, or None when it is unknown or revoked."""
    found = session.execute(_BY_LOGIN, {"digest": digest(token)}).one_or_none()
    if found is None:
        return None
    only = {Role.PARTICIPANT} if found.kind == "badge" else None
    who = _actor(session, found, pin_given=found.pin_at is not None, only=only)
    return replace(who, login_id=found.login_id), found.seen_at


def actor_of(session: Session, person_id: str, *, pin_given: bool) -> Actor:
    """Return the person with all roles of all camps, less those that wait for the PIN."""
    person = session.execute(_BY_ID, {"person": person_id}).one()
    return _actor(session, person, pin_given=pin_given)


def _actor(
    session: Session,
    person: Row[*tuple[Any, ...]],
    *,
    pin_given: bool,
    only: set[Role] | None = None,
) -> Actor:
    roles: dict[str, set[Role]] = {}
    for camp_id, role in session.execute(_ROLES, {"person": person.id}):
        roles.setdefault(camp_id, set()).add(Role(role))
    held: set[Role] = set()
    counted = {}
    for camp_id, some in roles.items():
        mine = some & only if only is not None else some
        counted[camp_id], waiting = split_roles(mine, pin_given=pin_given)
        held |= waiting
    return Actor(
        person_id=person.id,
        name=person.name,
        language=person.language,
        roles=counted,
        held_back=frozenset(
            held | ({Role.OWNER} if person.starts_camps and not pin_given else set())
        ),
        starts_camps=person.starts_camps and pin_given and only is None,
    )
