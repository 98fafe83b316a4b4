"""Questions about people, their logins and their places. Nothing here writes."""

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from camp.core.errors import NotFound, words
from camp.core.ids import read_code
from camp.core.models import Camp
from camp.core.rules import Actor
from camp.people.models import Badge, GuardianForm, Login, Participant, Person


class NoCamp(NotFound):
    slug = "no-camp"
    title = words("No camp has this code. Check the letters on the screen.")


def is_empty(session: Session) -> bool:
    return not session.scalar(select(exists().where(Person.id.is_not(None))))


def last_end(session: Session) -> datetime | None:
    """Return when the last of all camps ends."""
    return session.scalar(select(Camp.ends_at).order_by(Camp.ends_at.desc()).limit(1))


def person(session: Session, person_id: str) -> Person:
    return session.get_one(Person, person_id)


def camp_by_code(session: Session, code: str) -> Camp:
    camp = session.scalars(select(Camp).filter_by(code=read_code(code))).one_or_none()
    if camp is None:
        raise NoCamp(fields={"code": [NoCamp.title]})
    return camp


def camps_of(session: Session, who: Actor) -> list[Camp]:
    """Return the camps where somebody has a role, the newest first."""
    found = session.scalars(
        select(Camp).where(Camp.id.in_(who.roles)).order_by(Camp.starts_at.desc())
    )
    return list(found)


def logins(session: Session, person_id: str) -> list[Login]:
    return list(
        session.scalars(
            select(Login)
            .filter_by(person_id=person_id, revoked_at=None)
            .order_by(Login.seen_at.desc())
        )
    )


def camp_called(session: Session, slug: str) -> Camp:
    found = session.scalars(select(Camp).filter_by(slug=slug)).one_or_none()
    if found is None:
        raise NotFound
    return found


def badge_by_code(session: Session, code: str) -> Badge:
    found = session.scalars(select(Badge).filter_by(code=read_code(code))).one_or_none()
    if found is None:
        raise NotFound
    return found


def participant_person(session: Session, camp_id: str, person_id: str) -> Person:
    found = session.scalars(
        select(Participant).filter_by(camp_id=camp_id, person_id=person_id)
    ).one_or_none()
    if found is None:
        raise NotFound
    return found.person


def guardian_form(session: Session, camp_id: str, person_id: str) -> GuardianForm | None:
    return session.scalars(
        select(GuardianForm).filter_by(camp_id=camp_id, person_id=person_id)
    ).one_or_none()


def minors(session: Session, camp: Camp) -> list[tuple[Person, GuardianForm | None]]:
    """Return the camp's minors with their guardians' forms, those that miss one first."""
    day = camp.starts_at.astimezone(camp.zone).date()
    persons = [
        one.person
        for one in session.scalars(select(Participant).filter_by(camp_id=camp.id))
        if one.person.is_minor_on(day) and one.state not in {"declined", "withdrawn"}
    ]
    forms = {
        form.person_id: form
        for form in session.scalars(select(GuardianForm).filter_by(camp_id=camp.id))
    }
    pairs = [(person, forms.get(person.id)) for person in persons]
    return sorted(pairs, key=lambda pair: (pair[1] is not None, pair[0].folded))
