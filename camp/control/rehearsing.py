"""The rehearsal: the camp once more, the day before, with invented people and an invented jury.

It is a camp of its own beside the real one, with the same rules, rooms and staff, so that nothing
tried in it can touch what counts. It is wiped by a button, and at the latest when the real jury
begins.
"""

import itertools
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.control.events import PhaseMoved, RehearsalBegun, RehearsalWiped
from camp.control.inventing import invent_jury, invent_people, invent_teams
from camp.control.rules import RehearsalNotBegun
from camp.core.errors import NotFound
from camp.core.events import hold, record
from camp.core.ids import JOIN_LENGTH, new_code, new_id
from camp.core.models import Camp
from camp.core.phases import has_reached
from camp.core.rules import Role
from camp.core.wiping import people_elsewhere, people_of, wipe, wipe_people
from camp.followup.models import Evidence
from camp.jury import service as jury
from camp.jury.models import Juror, Round
from camp.people.consenting import conduct_of, publish_conduct
from camp.people.models import Appointment, Person
from camp.teams.models import Team

SLUG = 40
"""Letters of an address at most."""


def rehearsal_of(session: Session, camp_id: str) -> Camp | None:
    """Return the camp's rehearsal while there is one."""
    found = session.scalars(select(Camp).filter_by(rehearses=camp_id)).one_or_none()
    return found if found is not None and _is_on(session, found) else None


def begin_rehearsal(session: Session, *, camp_id: str, by: str, now: datetime) -> Camp:
    """Make the rehearsal, standing at check-in. While one is on it is that one."""
    camp = hold(session, camp_id)
    if camp.rehearses:
        raise NotFound
    present = rehearsal_of(session, camp_id)
    if present is not None:
        return present
    twin = _twin(session, camp, now)
    _copy_rules(session, camp, twin, by=by, now=now)
    _copy_staff(session, camp, twin, by=by, now=now)
    invent_people(session, twin, by=by, now=now)
    invent_jury(session, twin, by=by, now=now)
    record(session, RehearsalBegun(camp_id=camp_id, by=by))
    record(session, RehearsalBegun(camp_id=twin.id, by=by))
    return twin


def go_to_jury(session: Session, *, camp_id: str, by: str, now: datetime) -> Camp:
    """Let the rehearsal jump to its jury: teams stand, pitch order is set, ballots are taken.

    Asked again it changes nothing. Raises RehearsalNotBegun.
    """
    twin = _held_twin(session, camp_id)
    before = twin.phase
    if has_reached(twin, "jury"):
        return twin
    if not session.scalar(select(Team.id).filter_by(camp_id=twin.id).limit(1)):
        invent_teams(session, twin, now)
    twin.phase = "jury"
    fact = PhaseMoved(camp_id=twin.id, by=by, before=before, after="jury", reason="")
    record(session, fact)
    round_ = session.scalars(select(Round).filter_by(camp_id=twin.id)).one()
    jury.open_round(session, round_id=round_.id, by=by, now=now)
    return twin


def wipe_rehearsal(session: Session, *, camp_id: str, by: str | None) -> None:
    """Forget the rehearsal and its people. Without one it changes nothing."""
    hold(session, camp_id)
    twin = rehearsal_of(session, camp_id)
    if twin is None:
        return
    hold(session, twin.id)
    invented = _only_here(session, twin.id)
    sent = session.scalars(select(Evidence.digest).filter_by(camp_id=twin.id).distinct())
    files = tuple(sorted(sent))
    record(session, RehearsalWiped(camp_id=twin.id, by=by, files=files))
    session.flush()
    wipe(session, twin.id)
    wipe_people(session, invented)
    session.expire_all()
    twin.phase = "draft"
    record(session, RehearsalWiped(camp_id=camp_id, by=by))


def _is_on(session: Session, twin: Camp) -> bool:
    return session.scalar(select(Appointment.id).filter_by(camp_id=twin.id).limit(1)) is not None


def _held_twin(session: Session, camp_id: str) -> Camp:
    twin = rehearsal_of(session, camp_id)
    if twin is None:
        raise RehearsalNotBegun
    return hold(session, twin.id)


def _twin(session: Session, camp: Camp, now: datetime) -> Camp:
    """Return the rehearsal's camp: a new one, or the emptied one of an earlier rehearsal."""
    twin = session.scalars(select(Camp).filter_by(rehearses=camp.id)).one_or_none()
    if twin is None:
        slug = _free_slug(session, camp.slug)
        twin = Camp(id=new_id(), slug=slug, code=new_code(JOIN_LENGTH), rehearses=camp.id)
        session.add(twin)
    for name in (
        "name", "names", "theme", "themes", "timezone", "place", "rooms", "wifi", "language",
        "currency", "capacity", "settings", "colour",
    ):  # fmt: skip
        setattr(twin, name, getattr(camp, name))
    twin.starts_at, twin.ends_at, twin.phase = now, now + timedelta(days=1), "checkin"
    session.flush()
    return hold(session, twin.id)


def _free_slug(session: Session, slug: str) -> str:
    """Return "tashkent-rehearsal", with a number where a longer name began alike."""
    taken = set(session.scalars(select(Camp.slug)))
    numbers = itertools.chain([""], (f"-{n}" for n in itertools.count(2)))
    tails = (f"-rehearsal{number}" for number in numbers)
    found = (f"{slug[: SLUG - len(tail)].rstrip('-')}{tail}" for tail in tails)
    return next(one for one in found if one not in taken)


def _copy_rules(session: Session, camp: Camp, twin: Camp, *, by: str, now: datetime) -> None:
    conduct = conduct_of(session, camp.id)
    if conduct is not None:
        publish_conduct(
            session, camp_id=twin.id, version=conduct.version, texts=conduct.texts, now=now
        )
    found = session.scalars(select(Round).filter_by(camp_id=camp.id).order_by(Round.id)).first()
    if found is not None and found.criteria:
        criteria = [
            {name: getattr(one, name) for name in
             ("key", "name", "names", "weight", "anchors", "anchor_words")}
            for one in found.criteria
        ]  # fmt: skip
        scale = (found.scale_low, found.scale_high)
        jury.prepare_round(
            session, camp_id=twin.id, name=found.name, scale=scale, criteria=criteria, by=by
        )


def _copy_staff(session: Session, camp: Camp, twin: Camp, *, by: str, now: datetime) -> None:
    """Give everybody the role they have, so that each tries out their own device."""
    for one in session.scalars(select(Appointment).filter_by(camp_id=camp.id)):
        session.add(
            Appointment(
                id=new_id(), camp_id=twin.id, person_id=one.person_id, role=one.role, at=now
            )
        )
    session.flush()
    for juror in session.scalars(select(Juror).filter_by(camp_id=camp.id)):
        jury.appoint_juror(
            session, camp_id=twin.id, person_id=juror.person_id, role=juror.role,
            organisation=juror.organisation, seat=juror.seat, by=by, now=now,
        )  # fmt: skip


def invented_jurors(session: Session, twin_id: str) -> Sequence[Juror]:
    """Return the jurors who are nobody: they sit in the rehearsal alone."""
    nobody = set(_only_here(session, twin_id))
    rows = session.scalars(select(Juror).filter_by(camp_id=twin_id).order_by(Juror.seat))
    return [juror for juror in rows if juror.person_id in nobody]


def _only_here(session: Session, camp_id: str) -> list[str]:
    """Return the persons whom no other camp knows, less the staff and the server's owner.

    Staff of the real camp may have been dismissed there meanwhile: they are somebody all the same.
    """
    here = people_of(session, camp_id)
    staff = session.scalars(
        select(Appointment.person_id).where(
            Appointment.camp_id == camp_id, Appointment.role != Role.JUROR
        )
    )
    owners = session.scalars(select(Person.id).filter_by(starts_camps=True))
    return sorted(here - people_elsewhere(session, camp_id) - set(staff) - set(owners))
