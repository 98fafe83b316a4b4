"""Conditions, the agreement, and an award that is stopped, taken up again or brought to its end."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.errors import Invalid, words
from camp.core.events import record
from camp.core.ids import new_id
from camp.core.models import Camp
from camp.core.names import fold
from camp.followup.events import AgreementSigned, ConditionMoved, GranteeReminded
from camp.followup.evidence import add, of
from camp.followup.files import Kept
from camp.followup.finding import held, move, one, require_lead, told
from camp.followup.models import Agreement, Award, Condition, Reminder, Report, Tranche
from camp.followup.offers import void
from camp.followup.rules import RUNNING, AwardStands
from camp.people.models import Participant, Person
from camp.teams.models import Seat

STEPS = ("reminder", "warning")


def show_condition(
    session: Session, *, award_id: str, no: int, kept: Kept | None, note: str, by: str,
    now: datetime,
) -> Condition:  # fmt: skip
    """Show that a condition is met: a file, a sentence, or both. The officer looks at it.

    Raises OnlyLead, AwardStands or Invalid.
    """
    award, _camp = held(session, award_id)
    require_lead(session, award, by)
    condition = one(session, Condition, award, no)
    if award.state not in ("accepted", *RUNNING) or condition.state == "met":
        raise AwardStands
    said = told(note, most=500, field="note")
    if kept is None and not said and not of(session, condition.id):
        raise Invalid(fields={"file": [words("Add a photo or a PDF, or say it in a sentence.")]})
    if kept is not None:
        add(session, award, condition.id, kept, by=by, now=now)
    _turn(session, award, condition, "shown", said, by)
    return condition


def judge_condition(
    session: Session, *, award_id: str, no: int, is_met: bool, note: str, by: str, now: datetime
) -> Condition:
    """Say that a condition is met, or ask for more with a reason."""
    award, _camp = held(session, award_id)
    if award.state not in ("accepted", *RUNNING):
        raise AwardStands
    condition = one(session, Condition, award, no)
    said = told(note, least=0 if is_met else 5, most=500, field="note")
    condition.judged_at, condition.judged_by = now, by
    _turn(session, award, condition, "met" if is_met else "open", said, by)
    return condition


def sign_agreement(
    session: Session, *, award_id: str, signed_on: date, signatory: str, payee: str, by: str,
    now: datetime, to_organisation: bool = False,
) -> Agreement:  # fmt: skip
    """Note that the agreement was signed. Signed again alike it stays; a change is a change.

    Raises AwardStands before the team accepted, Invalid for a member of the team who is too young
    to sign or to receive money (R59).
    """
    award, camp = held(session, award_id)
    if award.state not in ("accepted", "contracted"):
        raise AwardStands
    who = told(signatory, least=3, most=200, field="signatory")
    receives = told(payee, least=3, most=200, field="payee")
    if signed_on > now.astimezone(camp.zone).date():
        raise Invalid(fields={"signed_on": [words("This day is still to come.")]})
    found = session.get(Agreement, award_id)
    said = (signed_on, who, receives, to_organisation)
    if found and said == (
        found.signed_on, found.signatory, found.payee, found.to_organisation
    ):  # fmt: skip
        return found
    parties = {"signatory": who} if to_organisation else {"signatory": who, "payee": receives}
    members = _members(session, award)
    _require_age(camp, members, parties, signed_on)
    agreement = session.merge(
        Agreement(
            award_id=award_id, camp_id=award.camp_id, signed_on=signed_on, signatory=who,
            payee=receives, to_organisation=to_organisation, at=now, by=by,
        )
    )  # fmt: skip
    fact = AgreementSigned(
        camp_id=award.camp_id, by=by, award_id=award_id, team_id=award.team_id,
        signed_on=signed_on.isoformat(), signatory=who, payee=receives,
        people=tuple(sorted(one.id for one in members if _names(one, f"{who} / {receives}"))),
    )  # fmt: skip
    record(session, fact)
    if award.state == "accepted":
        move(session, award, "contracted", reason="", by=by, now=now)
    return agreement


def _members(session: Session, award: Award) -> Sequence[Person]:
    """Return everybody who had a seat in the award's team at any time."""
    return session.scalars(
        select(Person)
        .join(Participant, Participant.person_id == Person.id)
        .join(Seat, Seat.participant_id == Participant.id)
        .where(Seat.team_id == award.team_id)
    ).all()


def _names(person: Person, text: str) -> bool:
    return bool(person.folded) and person.folded in fold(text)


def _require_age(
    camp: Camp, members: Sequence[Person], parties: Mapping[str, str], on: date
) -> None:
    least = camp.settings.lead_age_min
    ages = [(one, one.age_on(on)) for one in members]
    young = [one for one, age in ages if age is not None and age < least]
    faults = {
        name: [words("This person is too young for it: let an adult or an organisation do it.")]
        for name, text in parties.items()
        if any(_names(one, text) for one in young)
    }
    if faults:
        raise Invalid(fields=faults)


def remind(
    session: Session, *, award_id: str, step: str, text: str, by: str, now: datetime
) -> Reminder:
    """Write to the team: a reminder or a warning. It stands on its page, with the date."""
    award, _camp = held(session, award_id)
    if step not in STEPS:
        raise Invalid(fields={"step": [words("Choose a reminder or a warning.")]})
    if award.state not in ("accepted", *RUNNING):
        raise AwardStands
    said = told(text, least=5, most=500)
    last = session.scalars(
        select(Reminder).filter_by(award_id=award_id).order_by(Reminder.at.desc()).limit(1)
    ).first()
    if last is not None and (last.step, last.text) == (step, said):
        return last
    row = Reminder(
        id=new_id(), camp_id=award.camp_id, award_id=award_id, step=step, text=said, at=now, by=by
    )
    session.add(row)
    fact = GranteeReminded(
        camp_id=award.camp_id, by=by, award_id=award_id, team_id=award.team_id, step=step,
        text=said,
    )  # fmt: skip
    record(session, fact)
    return row


def suspend(session: Session, *, award_id: str, reason: str, by: str, now: datetime) -> Award:
    """Stop payments until further word. Raises AwardStands or Invalid without a reason."""
    return _to(session, award_id, "contracted", "suspended", reason, by=by, now=now)


def resume(session: Session, *, award_id: str, reason: str, by: str, now: datetime) -> Award:
    return _to(session, award_id, "suspended", "contracted", reason, by=by, now=now)


def cancel(
    session: Session, *, award_id: str, returned: int, reason: str, by: str, now: datetime
) -> Award:
    """End an award for good: what is unpaid is void, `returned` is what the team gave back."""
    award, _camp = held(session, award_id)
    if award.state == "cancelled":
        return award
    if award.state not in ("accepted", *RUNNING):
        raise AwardStands
    said = told(reason, least=5, most=500, field="reason")
    paid = sum(
        row.amount
        for row in session.scalars(select(Tranche).filter_by(award_id=award_id))
        if row.state in ("paid", "documented")
    )
    if not 0 <= returned <= paid:
        raise Invalid(fields={"returned": [words("No more comes back than was paid.")]})
    award.returned = award.amount - paid + returned
    void(session, award, now=now)
    move(session, award, "cancelled", reason=said, by=by, now=now)
    return award


def complete(session: Session, *, award_id: str, by: str, now: datetime) -> Award:
    """Bring an award to its end: every tranche paid or void, the final report accepted."""
    award, _camp = held(session, award_id)
    if award.state == "completed":
        return award
    open_ = session.scalars(
        select(Tranche.id).where(
            Tranche.award_id == award_id, Tranche.state.in_(("planned", "held", "approved"))
        )
    ).first()
    final = session.scalars(
        select(Report.id).filter_by(award_id=award_id, kind="final", state="accepted")
    ).first()
    if award.state != "contracted" or open_ or not final:
        raise AwardStands
    move(session, award, "completed", reason="", by=by, now=now)
    return award


def _to(
    session: Session, award_id: str, before: str, after: str, reason: str, *, by: str,
    now: datetime,
) -> Award:  # fmt: skip
    award, _camp = held(session, award_id)
    if award.state == after:
        return award
    if award.state != before:
        raise AwardStands
    said = told(reason, least=5, most=500, field="reason")
    move(session, award, after, reason=said, by=by, now=now)
    return award


def _turn(
    session: Session, award: Award, condition: Condition, state: str, note: str, by: str
) -> None:
    if (condition.state, condition.note) == (state, note) and state != "shown":
        return
    condition.state, condition.note = state, note
    fact = ConditionMoved(
        camp_id=award.camp_id, by=by, award_id=award.id, team_id=award.team_id, no=condition.no,
        state=state, note=note,
    )  # fmt: skip
    record(session, fact)
