"""Invented people for a rehearsal: who takes part, who judges, and the teams they make."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from camp.core.ids import new_id
from camp.core.models import Camp
from camp.jury import service as jury
from camp.jury.models import Juror
from camp.people.badges import badge_of, revoke_badge
from camp.people.consenting import answer_consent, conduct_of
from camp.people.models import Participant
from camp.people.registering import enrol, new_person
from camp.people.rules import REQUIRED_CONSENTS
from camp.teams.models import Seat, Team

STARS = (
    "Vega", "Altair", "Deneb", "Sirius", "Rigel", "Antares", "Spica", "Capella", "Mizar", "Alcor",
    "Polaris", "Aldebaran", "Regulus", "Castor", "Pollux", "Bellatrix", "Mira", "Algol", "Procyon",
    "Arcturus", "Canopus", "Atria", "Adhara", "Shaula",
)  # fmt: skip
CONSTELLATIONS = ("Lyra", "Cygnus", "Orion", "Aquila", "Taurus", "Leo")
MOONS = (
    "Titan", "Europa", "Callisto", "Io", "Rhea", "Dione", "Ariel", "Umbriel", "Oberon", "Triton",
    "Phobos", "Deimos",
)  # fmt: skip
"""Names that are nobody's: stars take part, moons judge, constellations are the teams."""
JURORS_AT_LEAST = 7
BIRTH_YEARS_AGO = 20


def invent_people(session: Session, twin: Camp, *, by: str, now: datetime) -> None:
    """Invent participants who agreed to everything, and three whom the door must stop.

    The last three are a minor without a guardian's word, one who has not agreed, and one whose
    badge was revoked.
    """
    conduct = conduct_of(session, twin.id)
    year = now.year - BIRTH_YEARS_AGO
    for number, name in enumerate(STARS):
        minor = number == len(STARS) - 3
        facts = {"name": name, "birth_year": now.year - 15 if minor else year, "language": ""}
        one = enrol(session, camp=twin, facts=facts, registration="list", by=by, now=now)
        if number != len(STARS) - 2 and conduct is not None:
            for kind in REQUIRED_CONSENTS:
                answer_consent(
                    session, camp_id=twin.id, person_id=one.person_id, kind=kind,
                    version=conduct.version, given=True, by=by, now=now,
                )  # fmt: skip
        if number == len(STARS) - 1 and (badge := badge_of(session, twin.id, one.person_id)):
            revoke_badge(session, camp_id=twin.id, code=badge.code, by=by, now=now)


def invent_jury(session: Session, twin: Camp, *, by: str, now: datetime) -> None:
    seated = session.scalar(
        select(func.count(Juror.id)).where(Juror.camp_id == twin.id, Juror.role != "reserve")
    )
    last = session.scalar(select(func.max(Juror.seat)).filter_by(camp_id=twin.id)) or 0
    missing = max(JURORS_AT_LEAST, twin.settings.jury_seats - (seated or 0))
    for place, name in enumerate(MOONS[:missing], start=1):
        person = new_person(session, {"name": name})
        jury.appoint_juror(
            session, camp_id=twin.id, person_id=person.id, role="juror", organisation="",
            seat=last + place, by=by, now=now,
        )  # fmt: skip


def invent_teams(session: Session, twin: Camp, now: datetime) -> None:
    people = session.scalars(
        select(Participant).filter_by(camp_id=twin.id, state="accepted").order_by(Participant.id)
    ).all()
    for number, name in enumerate(CONSTELLATIONS, start=1):
        team = Team(
            id=new_id(), camp_id=twin.id, number=number, name=name, state="locked",
            pitch_order=number, made_at=now,
        )  # fmt: skip
        session.add(team)
        session.flush()
        for place, one in enumerate(people[number - 1 :: len(CONSTELLATIONS)]):
            session.add(
                Seat(
                    id=new_id(), camp_id=twin.id, team_id=team.id, participant_id=one.id,
                    joined_at=now, role="member" if place else "lead",
                )
            )  # fmt: skip
