"""Work that takes longer than a page: begun by a person, done behind the request, found again."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from camp.core.db import Base, camp_fk, idpk
from camp.core.errors import NotFound, words
from camp.core.ids import new_id

KEPT_FOR = timedelta(hours=24)
"""How long an errand is listed and its result kept: results hold personal data."""
STUCK = timedelta(minutes=15)
STOPPED = words("The server was restarted meanwhile. Nothing is half done; begin it again.")


class Errand(Base):
    """A piece of work for one person at one camp; `kind` says what is done and who may."""

    __tablename__ = "errand"

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    """waiting, running, done or failed."""
    fault: Mapped[str] = mapped_column(String(300), default="")
    fault_facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    said: Mapped[str] = mapped_column(String(200), default="")
    said_facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """The sentence that it ended with, and what stands in its places."""
    location: Mapped[str] = mapped_column(String(200), default="")
    file: Mapped[str] = mapped_column(String(120), default="")
    """The name of the file that was made; its bytes lie beside the database."""
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    @property
    def is_over(self) -> bool:
        return self.state in {"done", "failed"}


def begin(
    session: Session, *, camp_id: str, person_id: str, kind: str, facts: dict[str, Any],
    now: datetime,
) -> Errand:  # fmt: skip
    made = Errand(
        id=new_id(), camp_id=camp_id, person_id=person_id, kind=kind, facts=facts, made_at=now
    )
    session.add(made)
    return made


def claim(session: Session, errand_id: str) -> Errand | None:
    """Take an errand to do it; None when somebody has it already."""
    taken = session.execute(
        update(Errand).filter_by(id=errand_id, state="waiting").values(state="running")
    )
    if not taken.rowcount:  # type: ignore[attr-defined]
        return None
    return session.get_one(Errand, errand_id, populate_existing=True)


def end(session: Session, *, errand_id: str, now: datetime, **facts: Any) -> None:
    """Say how an errand ended: `state` done or failed, and what belongs to it."""
    session.execute(update(Errand).filter_by(id=errand_id).values(ended_at=now, **facts))


def own(session: Session, errand_id: str, person_id: str, now: datetime) -> Errand:
    """Return a person's own errand. Raises NotFound for another's, and once it is forgotten."""
    found = session.get(Errand, errand_id)
    if found is None or found.person_id != person_id or found.made_at < now - KEPT_FOR:
        raise NotFound(words("This is not here any more. Begin it again."))
    return found


def owned(session: Session, camp_id: str, person_id: str, now: datetime) -> list[Errand]:
    """Return what a person has begun at a camp and is still listed, the newest first."""
    found = select(Errand).filter_by(camp_id=camp_id, person_id=person_id)
    newer = found.where(Errand.made_at >= now - KEPT_FOR)
    return list(session.scalars(newer.order_by(Errand.made_at.desc(), Errand.id)))


def is_stuck(one: Errand, now: datetime) -> bool:
    """Whether the process that did it must be gone."""
    return not one.is_over and one.made_at < now - STUCK


def stop_all(session: Session, *, now: datetime) -> None:
    """Say of all that runs that it stopped: the process that did it is not there any more."""
    session.execute(
        update(Errand)
        .where(Errand.state.in_(("waiting", "running")))
        .values(state="failed", fault=STOPPED, ended_at=now)
    )


def forget(session: Session, *, now: datetime) -> list[str]:
    """Forget what is older than a day; return the ids, whose files go, too."""
    old = list(session.scalars(select(Errand).where(Errand.made_at < now - KEPT_FOR)))
    for one in old:
        session.delete(one)
    return [one.id for one in old]
