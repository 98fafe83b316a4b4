"""Answers the web's question who somebody is: by a program's token or a device's login."""

from datetime import datetime

from sqlalchemy.orm import Session

from camp.core.rules import Actor
from camp.people import signin


class Directory:
    """What camp.web.identity asks of the people room."""

    def of_token(self, session: Session, token: str, secret: bytes) -> Actor:
        person_id = signin.owner_of(session, token=token, kind="api", secret=secret)
        return signin.actor_of(session, person_id, pin_given=True)

    def of_login(self, session: Session, token: str, now: datetime) -> tuple[Actor, bool]:
        found = signin.actor_of_login(session, token)
        if found is None:
            return Actor(), False
        who, seen_at = found
        return who, now - seen_at > signin.SEEN_EVERY

    def seen(self, session: Session, *, login_id: str, now: datetime) -> None:
        signin.seen(session, login_id=login_id, now=now)

    def revoked(self, session: Session, login_ids: set[str]) -> set[str]:
        return signin.revoked(session, login_ids)
