"""Who is staff, mentor or juror: from a pasted list, or one role at a time."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from camp.control.rules import OnlyOwnerMakesOfficer
from camp.core.errors import Invalid, NotFound, words
from camp.core.events import hold
from camp.core.models import Camp
from camp.core.names import fold
from camp.core.rules import Role
from camp.jury import queries as jury
from camp.jury.models import Juror
from camp.jury.service import appoint_juror
from camp.mentoring.queries import mentor_of
from camp.mentoring.service import appoint_mentor
from camp.people.appointing import appoint, dismiss
from camp.people.contact import country_of, read_phone
from camp.people.models import Appointment, Person
from camp.people.pasted import read_table
from camp.people.reading import Row
from camp.people.registering import new_person

ORDER = ("name", "role", "organisation", "phone")
SEATS = {"juror": "juror", "chair": "chair", "reserve": "reserve"}
ROLES = {
    "owner": "owner", "egasi": "owner", "vladelets": "owner",
    "organiser": "organiser", "organizer": "organiser", "tashkilotchi": "organiser",
    "organizator": "organiser",
    "programme officer": "programme_officer", "program officer": "programme_officer",
    "dastur masuli": "programme_officer", "programmniy spetsialist": "programme_officer",
    "safeguarding": "safeguarding", "safeguarding officer": "safeguarding",
    "xavfsizlik masuli": "safeguarding", "otvetstvenniy za bezopasnost": "safeguarding",
    "secretary": "secretary", "jury secretary": "secretary", "kotib": "secretary",
    "kotiba": "secretary", "sekretar": "secretary",
    "moderator": "moderator", "boshlovchi": "moderator", "vedushchiy": "moderator",
    "door lead": "door_lead", "eshik masuli": "door_lead", "starshiy na vxode": "door_lead",
    "volunteer": "volunteer", "kongilli": "volunteer", "volonter": "volunteer",
    "mentor": "mentor", "ustoz": "mentor", "nastavnik": "mentor",
    "juror": "juror", "judge": "juror", "jury": "juror", "hakam": "juror", "jyuri": "juror",
    "chlen jyuri": "juror",
    "chair": "chair", "jury chair": "chair", "rais": "chair", "raisa": "chair",
    "predsedatel": "chair", "predsedatel jyuri": "chair",
    "reserve": "reserve", "reserve juror": "reserve", "zaxira": "reserve", "rezerv": "reserve",
    "projector": "projector", "proyektor": "projector", "proektor": "projector",
}  # fmt: skip
"""Folded words for roles in English, Uzbek and Russian."""


def role_of(typed: str) -> str:
    """Return the role that a word means, or nothing."""
    wanted = fold(typed)
    return ROLES.get(wanted) or (wanted if wanted in set(Role) else "")


def take_staff(session: Session, *, camp_id: str, text: str, by: str, now: datetime) -> int:
    """Appoint everybody on the list and return how many lines it had.

    A name that this camp's staff has already is that person, so the same list may be sent again.
    Raises Invalid naming the first line that has a fault, and appoints nobody then.
    """
    camp = hold(session, camp_id)
    rows = read_table(text, ORDER)
    known = {
        person.folded: person.id
        for person in session.scalars(
            select(Person)
            .join(Appointment, Appointment.person_id == Person.id)
            .where(Appointment.camp_id == camp_id)
        )
    }
    for row in rows:
        role = _role(row)
        _check_officer(session, camp, role, by)
        name = fold(row.facts["name"])[:160]
        if name not in known:
            phone = read_phone(row.facts.get("phone", ""), country_of(camp))
            known[name] = new_person(session, {"name": row.facts["name"], "phone": phone}).id
        organisation = row.facts.get("organisation", "")[:160]
        _place(session, camp_id, known[name], role, organisation, by=by, now=now)
    return len(rows)


def _check_officer(session: Session, camp: Camp, role: str, by: str) -> None:
    """Raise OnlyOwnerMakesOfficer: an officer sees the projects of all camps of the programme."""
    if role != Role.PROGRAMME_OFFICER or camp.programme_id is None:
        return
    giving = select(Appointment.id).filter_by(camp_id=camp.id, person_id=by)
    giving = giving.where(Appointment.role.in_((Role.OWNER, Role.PROGRAMME_OFFICER)))
    if session.scalar(giving.limit(1)) is None:
        raise OnlyOwnerMakesOfficer


def _role(row: Row) -> str:
    if row.faults:
        fault = words("Line %(number)s has no name.")
        raise Invalid(fault, number=row.number, fields={"table": [row.faults[0]]})
    role = role_of(row.facts.get("role", ""))
    if not role:
        fault = words("Line %(number)s: the role “%(role)s” is not known.")
        raise Invalid(fault, number=row.number, role=row.facts.get("role", ""))
    return role


def _place(
    session: Session, camp_id: str, person_id: str, role: str, organisation: str, *, by: str,
    now: datetime,
) -> None:  # fmt: skip
    if role in SEATS:
        juror = jury.juror(session, camp_id, person_id)
        last = session.scalar(select(func.max(Juror.seat)).filter_by(camp_id=camp_id)) or 0
        seat = juror.seat if juror else last + 1
        appoint_juror(
            session, camp_id=camp_id, person_id=person_id, organisation=organisation,
            role=SEATS[role], seat=seat, by=by, now=now,
        )  # fmt: skip
    elif role == "mentor":
        appoint_mentor(
            session, camp_id=camp_id, person_id=person_id, expertise=(),
            organisation=organisation, speaks=(), by=by, now=now,
        )  # fmt: skip
    else:
        appoint(session, camp_id=camp_id, person_id=person_id, role=role, by=by, now=now)


def give(
    session: Session, *, camp_id: str, person_id: str, role: str, by: str, now: datetime
) -> None:
    """Give one of this camp's staff another role; what is known of them in it already stays.

    Raises NotFound for a person who has no role in this camp.
    """
    _check_officer(session, hold(session, camp_id), role, by)
    of_staff = select(Appointment.id).filter_by(camp_id=camp_id, person_id=person_id)
    if session.scalar(of_staff.limit(1)) is None:
        raise NotFound
    juror = jury.juror(session, camp_id, person_id)
    if role == Role.MENTOR and mentor_of(session, camp_id, person_id):
        appoint(session, camp_id=camp_id, person_id=person_id, role=role, by=by, now=now)
        return
    seat = "reserve" if role == Role.JUROR and juror and juror.role == "reserve" else role
    organisation = juror.organisation if juror else ""
    _place(session, camp_id, person_id, seat, organisation, by=by, now=now)


def take_back(session: Session, *, camp_id: str, person_id: str, role: str, by: str) -> None:
    """Take a role back: the way in is shut, while what they judged or noted stays."""
    if role == Role.JUROR:
        dismiss(session, camp_id=camp_id, person_id=person_id, role=Role.CHAIR, by=by)
    dismiss(session, camp_id=camp_id, person_id=person_id, role=role, by=by)
