"""What a volunteer sees of one scan: the person on one big card, and the last scans as a list."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from camp.checkin.models import CheckIn, Scan
from camp.checkin.queries import check_in_of, photographed
from camp.checkin.rules import UNDO_FOR, kind_of
from camp.core.errors import NotFound
from camp.core.models import Camp
from camp.people.badges import badge_of
from camp.people.consenting import conduct_of
from camp.people.models import Participant, Person


@dataclass(frozen=True, slots=True)
class Card:
    """One scan as the card says it. Of a guardian's form only the state is told, by `result`.

    `may_be_photographed` is None where nobody is known. `entered` is the check-in that counts.
    """

    scan: Scan
    kind: str
    name: str = ""
    is_minor: bool = False
    may_be_photographed: bool | None = None
    needs: tuple[str, ...] = ()
    badge: str = ""
    entered: CheckIn | None = None
    entered_by: str = ""
    conduct: str = ""

    def may_be_undone(self, now: datetime) -> bool:
        return is_undoable(self.scan.result, self.entered, now)


@dataclass(frozen=True, slots=True)
class Line:
    """One of the last scans. `entered` is the check-in that it made, while it counts."""

    scan: Scan
    kind: str
    name: str
    entered: CheckIn | None

    def may_be_undone(self, now: datetime) -> bool:
        return is_undoable(self.scan.result, self.entered, now)


def is_undoable(result: str, entered: CheckIn | None, now: datetime) -> bool:
    return result == "welcome" and entered is not None and now - entered.at <= UNDO_FOR


def card(session: Session, camp: Camp, scan_id: str) -> Card:
    """Return the card of a scan at this camp. Raises NotFound."""
    scan = session.get(Scan, scan_id)
    if scan is None or scan.camp_id != camp.id:
        raise NotFound
    if scan.person_id is None:
        return Card(scan, kind_of(scan.result))
    person = session.get_one(Person, scan.person_id)
    participant = session.scalars(
        select(Participant).filter_by(camp_id=camp.id, person_id=person.id)
    ).one_or_none()
    entered = check_in_of(session, camp.id, person.id)
    by = session.get(Person, entered.by) if entered and entered.by else None
    badge, conduct = badge_of(session, camp.id, person.id), conduct_of(session, camp.id)
    return Card(
        scan=scan,
        kind=kind_of(scan.result),
        name=person.name,
        is_minor=person.is_minor_on(camp.starts_at.astimezone(camp.zone).date()),
        may_be_photographed=person.id in photographed(session, camp.id),
        needs=tuple(participant.needs) if participant else (),
        badge=badge.code if badge else "",
        entered=entered,
        entered_by=by.name if by else "",
        conduct=conduct.version if conduct else "",
    )


def recent(session: Session, camp_id: str, limit: int = 5) -> list[Line]:
    """Return the last scans of the camp, the newest first."""
    entered = aliased(CheckIn)
    rows = session.execute(
        select(Scan, Person.name, entered)
        .outerjoin(Person, Person.id == Scan.person_id)
        .outerjoin(
            entered,
            (entered.camp_id == Scan.camp_id)
            & (entered.person_id == Scan.person_id)
            & (entered.scan_key == Scan.key)
            & entered.undone_at.is_(None),
        )
        .where(Scan.camp_id == camp_id)
        .order_by(Scan.at.desc(), Scan.id)
        .limit(limit)
    )
    return [Line(scan, kind_of(scan.result), name or "", inside) for scan, name, inside in rows]
