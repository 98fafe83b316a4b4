"""Consents: four separate answers, the versions they were given to, and the guardian's word."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.errors import Invalid, NotFound, words
from camp.core.events import hold, record
from camp.core.ids import new_id
from camp.core.models import Camp
from camp.people.events import ConsentAnswered, GuardianFormReceived
from camp.people.models import Conduct, Consent, GuardianForm, Participant, Person
from camp.people.rules import CONSENTS, REQUIRED_CONSENTS

_FILE = Path(__file__).with_name("conduct.json")


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person has answered at a camp and what is still missing at the door."""

    answers: dict[str, Consent]
    version: str
    missing: tuple[str, ...]
    needs_guardian: bool

    def said_yes(self, kind: str) -> bool:
        answer = self.answers.get(kind)
        return answer is not None and answer.given


@cache
def default_conduct() -> dict[str, Any]:
    """Return the text that a camp begins with: `version`, and `texts` by language."""
    found: dict[str, Any] = json.loads(_FILE.read_text("utf-8"))
    return found


def conduct_of(session: Session, camp_id: str) -> Conduct | None:
    """Return the newest version of the camp's code of conduct."""
    return session.scalars(
        select(Conduct).filter_by(camp_id=camp_id).order_by(Conduct.at.desc(), Conduct.id)
    ).first()


def publish_conduct(
    session: Session, *, camp_id: str, version: str, texts: dict[str, Any], now: datetime
) -> Conduct:
    """Publish a version; everybody is asked again. The same version again changes nothing."""
    hold(session, camp_id)
    found = session.scalars(
        select(Conduct).filter_by(camp_id=camp_id, version=version)
    ).one_or_none()
    if found is not None:
        if found.texts != texts:
            taken = words("This version has another text already. Give the new text a new name.")
            raise Invalid(taken, fields={"version": [taken]})
        return found
    made = Conduct(id=new_id(), camp_id=camp_id, version=version, texts=texts, at=now)
    session.add(made)
    session.flush()
    return made


def answer_consent(
    session: Session,
    *,
    camp_id: str,
    person_id: str,
    kind: str,
    version: str,
    given: bool,
    by: str | None,
    now: datetime,
) -> Consent:
    """Keep an answer as a new row; the same answer again adds none. An answer may be changed."""
    hold(session, camp_id)
    if kind not in CONSENTS:
        raise Invalid(fields={"kind": [words("There is no such consent.")]})
    if session.get(Person, person_id) is None:
        raise NotFound
    last = newest(session, camp_id, person_id).get(kind)
    if last is not None and (last.given, last.version) == (given, version):
        return last
    made = Consent(
        camp_id=camp_id, person_id=person_id, kind=kind, version=version, given=given, at=now
    )
    session.add(made)
    session.flush()
    record(
        session,
        ConsentAnswered(
            camp_id=camp_id, by=by, person_id=person_id, kind=kind, version=version, given=given
        ),
    )
    return made


def newest(session: Session, camp_id: str, person_id: str) -> dict[str, Consent]:
    """Return the person's answer to each question that they have answered."""
    rows = session.scalars(
        select(Consent).filter_by(camp_id=camp_id, person_id=person_id).order_by(Consent.id)
    )
    return {row.kind: row for row in rows}


def standing(session: Session, camp: Camp, person: Person) -> Standing:
    """Return what the person answered. A new version of the code asks again (rulebook R5)."""
    conduct = conduct_of(session, camp.id)
    version = conduct.version if conduct else ""
    answers = newest(session, camp.id, person.id)
    missing = tuple(
        kind
        for kind in REQUIRED_CONSENTS
        if kind not in answers
        or not answers[kind].given
        or (kind == "code" and version and answers[kind].version != version)
    )
    return Standing(answers, version, missing, needs_guardian(session, camp, person))


def needs_guardian(session: Session, camp: Camp, person: Person) -> bool:
    """Return whether a minor's guardian has not agreed yet (rulebook R4)."""
    if not person.is_minor_on(camp.starts_at.astimezone(camp.zone).date()):
        return False
    form = session.scalars(
        select(GuardianForm).filter_by(camp_id=camp.id, person_id=person.id)
    ).one_or_none()
    return form is None or not form.given


def receive_guardian_form(
    session: Session,
    *,
    camp_id: str,
    person_id: str,
    guardian: str,
    phone: str,
    given: bool,
    by: str,
    now: datetime,
) -> GuardianForm:
    """Keep a guardian's word, or correct it. The same word again changes nothing."""
    hold(session, camp_id)
    here = select(Participant.id).filter_by(camp_id=camp_id, person_id=person_id)
    if session.scalar(here) is None:
        raise NotFound
    form = session.scalars(
        select(GuardianForm).filter_by(camp_id=camp_id, person_id=person_id)
    ).one_or_none()
    told = (guardian.strip(), phone, given)
    if form is not None and (form.guardian, form.phone, form.given) == told:
        return form
    if form is None:
        form = GuardianForm(id=new_id(), camp_id=camp_id, person_id=person_id)
        session.add(form)
    form.guardian, form.phone, form.given = told
    form.at, form.by = now, by
    session.flush()
    record(session, GuardianFormReceived(camp_id=camp_id, by=by, person_id=person_id))
    return form
