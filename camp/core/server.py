"""Which server a database belongs to, and whether it has handed over to a later one.

A restored copy begins a new epoch. A server that learns of a later epoch than its own is fenced for
good: it answers reads and refuses writes, so that no two servers take ballots for one camp.
"""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import BigInteger, Connection, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from camp.core.db import Base
from camp.core.errors import CampError, words
from camp.core.ids import new_id

PLACE_KNOWN = words(
    "Another server has taken over. Open %(address)s and do it there. "
    "What waits on this phone is not lost."
)
PLACE_UNKNOWN = words(
    "Another server has taken over. Ask the organisers for its address and do it there. "
    "What waits on this phone is not lost."
)


class Fenced(CampError):
    """503 and not 409: a phone's outbox keeps what it could not hand in."""

    slug, status = "fenced", 503
    title = words("This server takes no more writes.")

    def __init__(self, address: str) -> None:
        super().__init__(PLACE_KNOWN if address else PLACE_UNKNOWN, address=address)


class Server(Base):
    """The one server of this database. `name` tells copies with the same `epoch` apart."""

    __tablename__ = "server"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(20))
    epoch: Mapped[int] = mapped_column(BigInteger)
    address: Mapped[str] = mapped_column(String(200), default="")
    """Where phones reach it, as it was last served."""
    former: Mapped[str] = mapped_column(String(200), default="")
    """Where the server was that this one was restored from."""
    fenced_at: Mapped[datetime | None]
    moved_to: Mapped[str] = mapped_column(String(200), default="")
    """Where its successor is, as far as that is known."""


@dataclass(frozen=True, slots=True, order=True)
class Epoch:
    """A server's rank among the copies of one camp: the greater one is the one to write to."""

    number: int
    name: str
    address: str = field(default="", compare=False)


def refusal(connection: Connection) -> Fenced | None:
    """Return why this server may not write, if so; else it may until the transaction ends."""
    asked = select(Server.fenced_at, Server.moved_to).with_for_update(read=True)
    found = connection.execute(asked).first()
    return Fenced(found.moved_to) if found is not None and found.fenced_at else None


def standing(session: Session) -> Server:
    return session.scalars(select(Server)).one()


def learn(session: Session, *, other: Epoch, now: datetime) -> bool:
    """Fence this server if `other` is later; return whether it stands fenced."""
    server = standing(session)
    if other > Epoch(server.epoch, server.name):
        fence(session, to=other.address, now=now)
    return server.fenced_at is not None


def fence(session: Session, *, to: str, now: datetime) -> None:
    """Take no more writes from now on; `to` is the successor's address if it is known."""
    server = standing(session)
    server.fenced_at = server.fenced_at or now
    server.moved_to = to or server.moved_to


def take_over(session: Session, *, now: datetime) -> Epoch:
    """Begin a later epoch: this server writes, and all that hear of it stop.

    The epoch is the second of taking over, so that of two copies the later one leads; a clock that
    is behind still gets one more than the epoch before.
    """
    server = standing(session)
    server.name, server.epoch = new_id(), max(server.epoch + 1, int(now.timestamp()))
    server.former, server.address = server.address or server.former, ""
    server.fenced_at, server.moved_to = None, ""
    return Epoch(server.epoch, server.name)


def served_at(session: Session, *, address: str) -> Epoch:
    """Note where phones reach this server; return its epoch."""
    server = standing(session)
    server.address = address
    return Epoch(server.epoch, server.name, address)
