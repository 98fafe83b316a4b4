"""Shifts are planned, handed over and confirmed."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.checkin import queries as door
from camp.core.errors import Invalid, NotFound, words
from camp.core.events import hold, record
from camp.volunteering import queries
from camp.volunteering.events import HoursConfirmed, ShiftDropped, ShiftHandedOver, ShiftPlanned
from camp.volunteering.models import Handover, Hours, Shift
from camp.volunteering.rules import LONGEST, NotYourShift, ShiftOver


def plan_shift(
    session: Session,
    *,
    camp_id: str,
    person_id: str,
    desk: str,
    starts_at: datetime,
    ends_at: datetime,
    by: str | None,
    now: datetime,
) -> Shift:
    """Put a volunteer at a desk; the same shift again is the same one. Raises Invalid."""
    hold(session, camp_id)
    if not starts_at < ends_at <= starts_at + LONGEST:
        raise Invalid(fields={"ends_at": [words("A shift ends after it begins, within 12 hours.")]})
    if person_id not in {one.id for one in queries.volunteers(session, camp_id)}:
        raise Invalid(fields={"person": [words("Choose somebody who helps at the door.")]})
    same = {"camp_id": camp_id, "person_id": person_id, "desk": desk, "starts_at": starts_at}
    shift = session.scalars(select(Shift).filter_by(**same)).one_or_none()
    if shift is not None and shift.ends_at == ends_at:
        return shift
    if shift is None:
        shift = Shift(**same, ends_at=ends_at)
        session.add(shift)
    shift.ends_at = ends_at
    session.flush()
    record(
        session,
        ShiftPlanned(
            camp_id=camp_id, by=by, shift_id=shift.id, person_id=person_id, desk=shift.desk
        ),
    )
    return shift


def drop_shift(session: Session, *, camp_id: str, shift_id: str, by: str | None) -> None:
    """Take a planned shift away; one that was handed over or confirmed stays. Twice is once."""
    hold(session, camp_id)
    shift = session.get(Shift, shift_id)
    if shift is None:
        return
    if shift.camp_id != camp_id:
        raise NotFound
    if session.get(Handover, shift_id) or session.get(Hours, shift_id):
        raise ShiftOver
    session.delete(shift)
    session.flush()
    record(
        session,
        ShiftDropped(
            camp_id=camp_id, by=by, shift_id=shift_id, person_id=shift.person_id, desk=shift.desk
        ),
    )


def hand_over(
    session: Session, *, camp_id: str, shift_id: str, note: str, by: str, now: datetime
) -> Handover:
    """End one's own shift: counts and open cases are kept as they stand now. Twice is once.

    Raises NotYourShift for anybody else's.
    """
    hold(session, camp_id)
    shift = queries.shift_of(session, camp_id, shift_id)
    if shift.person_id != by:
        raise NotYourShift
    kept = session.get(Handover, shift_id)
    if kept is not None:
        return kept
    cases = queries.open_cases(session, camp_id)
    kept = Handover(
        shift_id=shift_id, camp_id=camp_id, at=now, by=by, note=note,
        came_in=queries.came_in_at(session, camp_id, shift.desk, shift.starts_at),
        inside=door.checked_in(session, camp_id),
        open_cases={one.person_id: one.result for one in cases},
    )  # fmt: skip
    session.add(kept)
    session.flush()
    record(
        session,
        ShiftHandedOver(
            camp_id=camp_id, by=by, shift_id=shift_id, person_id=by, desk=shift.desk,
            came_in=kept.came_in, inside=kept.inside,
        ),
    )  # fmt: skip
    return kept


def confirm_hours(
    session: Session, *, camp_id: str, shift_id: str, minutes: int, by: str, now: datetime
) -> Hours:
    """Say how long the volunteer was there, 0 for a no-show; later the last word counts.

    Nobody confirms their own hours: raises NotYourShift.
    """
    hold(session, camp_id)
    shift = queries.shift_of(session, camp_id, shift_id)
    if shift.person_id == by:
        raise NotYourShift(words("Somebody else confirms your own hours."))
    said = session.get(Hours, shift_id)
    if said is not None and said.minutes == minutes:
        return said
    if said is None:
        said = Hours(shift_id=shift_id, camp_id=camp_id)
        session.add(said)
    said.minutes, said.at, said.by = minutes, now, by
    session.flush()
    record(
        session,
        HoursConfirmed(
            camp_id=camp_id, by=by, shift_id=shift_id, person_id=shift.person_id, minutes=minutes
        ),
    )
    return said
