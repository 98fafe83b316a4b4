"""Questions are asked, wanted by others, and let in, answered or kept off the wall."""

from datetime import datetime

from sqlalchemy.orm import Session

from camp.core.errors import Invalid
from camp.core.events import hold, record
from camp.questions import queries
from camp.questions.events import QuestionAsked, QuestionDecided, QuestionSupported
from camp.questions.models import Question, Support
from camp.questions.rules import MOST, STATES, EnoughAsked, NoCafe, NotOnTheWall
from camp.schedule.rules import require_text


def ask(
    session: Session, *, camp_id: str, text: str, is_anonymous: bool, by: str, now: datetime
) -> Question:
    """Ask the speaker of the café that is on; a moderator reads it first.

    Raises NoCafe, Invalid, and EnoughAsked for who has several open ones.
    """
    hold(session, camp_id)
    item = queries.cafe(session, camp_id, now)
    if item is None:
        raise NoCafe
    text = require_text("text", text)
    own = queries.of_person(session, item.id, by)
    if sum(one.state in ("pending", "live") for one in own) >= MOST:
        raise EnoughAsked
    question = Question(
        camp_id=camp_id, item_id=item.id, person_id=by, text=text,
        is_anonymous=is_anonymous, state="pending", at=now,
    )  # fmt: skip
    session.add(question)
    session.flush()
    # Who asks without a name has none in the log either, which organisers read.
    who = None if is_anonymous else by
    record(session, QuestionAsked(camp_id=camp_id, by=who, question_id=question.id))
    return question


def support(
    session: Session, *, camp_id: str, question_id: str, is_on: bool, by: str, now: datetime
) -> None:
    """Say that one wants the same answer, or take it back; twice is once. Raises NotOnTheWall."""
    hold(session, camp_id)
    question = queries.question_of(session, camp_id, question_id)
    if question.state != "live":
        raise NotOnTheWall
    said = session.get(Support, (question_id, by))
    if (said is not None) == is_on:
        return
    if said is None:
        session.add(Support(question_id=question_id, person_id=by, camp_id=camp_id, at=now))
    else:
        session.delete(said)
    session.flush()
    record(session, QuestionSupported(camp_id=camp_id, by=by, question_id=question_id, is_on=is_on))


def decide(
    session: Session, *, camp_id: str, question_id: str, state: str, by: str, now: datetime
) -> Question:
    """Let a question in, put it to the speaker, mark it answered, or keep it off the wall.

    One question is put at a time: what was put before is answered by then.
    """
    hold(session, camp_id)
    question = queries.question_of(session, camp_id, question_id)
    if state not in STATES:
        raise Invalid
    if state == "now" and question.state != state:
        for before in queries.put_now(session, question.item_id):
            _become(session, before, "answered", by=by, now=now)
    _become(session, question, state, by=by, now=now)
    return question


def _become(session: Session, question: Question, state: str, *, by: str, now: datetime) -> None:
    if question.state == state:
        return
    question.state, question.decided_at, question.decided_by = state, now, by
    told = {"camp_id": question.camp_id, "by": by, "question_id": question.id}
    record(session, QuestionDecided(**told, state=state))
