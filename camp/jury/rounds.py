"""Opening a round, its slots, its freeze and its closure."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from camp.core.errors import Invalid, NotFound, words
from camp.core.events import hold, record
from camp.core.ids import new_id
from camp.core.models import Camp
from camp.jury.board import GONE, board
from camp.jury.events import (
    ResultSealed,
    RoundClosed,
    RoundFrozen,
    RoundOpened,
    RoundPutBack,
    RoundReopened,
    SlotEnded,
    SlotStarted,
)
from camp.jury.models import (
    Ballot,
    HeldBallot,
    Juror,
    JuryConflict,
    JuryVisit,
    PaperEntry,
    Round,
    Slot,
)
from camp.jury.planning import begin_at, follow_plan
from camp.jury.rules import (
    BallotIsIn,
    DraftsMissing,
    RoundIsClosed,
    RoundNotOpen,
    RoundUnready,
    SlotRuns,
)
from camp.jury.standings import picture, public_picture, result_of, told_rubric
from camp.mentoring.queries import helped
from camp.teams.models import Team


def held_round(session: Session, round_id: str) -> tuple[Round, Camp]:
    """Return the round with its camp held, so that what it says stays true until commit."""
    round_ = session.get(Round, round_id)
    if round_ is None:
        raise NotFound
    camp = hold(session, round_.camp_id)
    session.refresh(round_)
    return round_, camp


def open_round(session: Session, *, round_id: str, by: str | None, now: datetime) -> Round:
    """Begin to take ballots: the teams in pitch order, and who stepped aside already.

    Mentors who sit in the jury step aside for the teams that they helped (rulebook R28). Opening
    an open round changes nothing. Raises RoundUnready without a rubric, a jury or teams.
    """
    round_, camp = held_round(session, round_id)
    if round_.state == "closed":
        raise RoundIsClosed
    if round_.state == "open":
        return round_
    teams = _teams(session, round_.camp_id)
    jurors = session.scalars(select(Juror).filter_by(camp_id=round_.camp_id)).all()
    missing = _missing(round_, teams, jurors)
    if missing:
        raise RoundUnready(missing=missing)
    for position, team in enumerate(teams, start=1):
        session.add(Slot(id=new_id(), round_id=round_id, team_id=team.id, position=position))
    _prefill(session, round_, teams, jurors, now)
    round_.state, round_.opened_at = "open", now
    ids = tuple(team.id for team in teams)
    fact = RoundOpened(
        camp_id=camp.id, by=by, round_id=round_id, teams=ids, rubric=told_rubric(round_),
        rules=asdict(camp.settings),
    )  # fmt: skip
    record(session, fact)
    follow_plan(session, camp, round_id, by=by, now=now)
    return round_


def missing_for_opening(session: Session, camp: Camp) -> list[str]:
    """Return what is still to be done before the camp's round may open."""
    round_ = session.scalars(select(Round).filter_by(camp_id=camp.id).order_by(Round.id)).first()
    jurors = session.scalars(select(Juror).filter_by(camp_id=camp.id)).all()
    return _missing(round_, _teams(session, camp.id), jurors)


def _missing(round_: Round | None, teams: list[Team], jurors: Iterable[Juror]) -> list[str]:
    lacks = []
    if round_ is None or not round_.criteria:
        lacks.append(words("The rubric has no criteria yet."))
    if not teams:
        lacks.append(words("There is no team to judge."))
    if not any(one.role != "reserve" for one in jurors):
        lacks.append(words("Nobody sits in the jury yet."))
    return lacks


def _teams(session: Session, camp_id: str) -> list[Team]:
    found = session.scalars(select(Team).where(Team.camp_id == camp_id, Team.state.not_in(GONE)))
    last = 1_000_000
    return sorted(
        found, key=lambda team: (team.pitch_order is None, team.pitch_order or last, team.number)
    )


def _prefill(
    session: Session, round_: Round, teams: list[Team], jurors: Iterable[Juror], now: datetime
) -> None:
    mentored = helped(session, round_.camp_id)
    for juror in jurors:
        for team in teams:
            if (juror.person_id, team.id) in mentored:
                session.add(
                    JuryConflict(
                        round_id=round_.id, juror_id=juror.id, team_id=team.id,
                        kind="mentored", source="mentored", at=now,
                    )
                )  # fmt: skip


def start_slot(session: Session, *, round_id: str, team_id: str, by: str, now: datetime) -> Slot:
    """Say that the team is on stage. Raises SlotRuns while another is, in the same room."""
    slots = _slots(session, round_id)
    slot = _find(slots, team_id)
    if slot.state == "now":
        return slot
    if any(one.state == "now" and one.room == slot.room for one in slots):
        raise SlotRuns
    slot.state, slot.started_at, slot.ended_at = "now", slot.started_at or now, None
    begin_at(session, slot, now)
    camp_id = session.get_one(Round, round_id).camp_id
    record(session, SlotStarted(camp_id=camp_id, by=by, round_id=round_id, team_id=team_id))
    return slot


def end_slot(
    session: Session, *, round_id: str, team_id: str, close_anyway: bool, by: str, now: datetime
) -> Slot:
    """Say that the team's turn is over.

    Raises DraftsMissing, naming who has not handed in, unless the secretary closes anyway (R39).
    """
    slot = _find(_slots(session, round_id), team_id)
    if slot.state != "now":
        return slot
    waiting = board(session, round_id).missing(team_id)
    if waiting and not close_anyway:
        raise DraftsMissing(missing=[cell.juror.person.name for cell in waiting])
    slot.state, slot.ended_at = "done", now
    camp_id = session.get_one(Round, round_id).camp_id
    record(session, SlotEnded(camp_id=camp_id, by=by, round_id=round_id, team_id=team_id))
    return slot


def _slots(session: Session, round_id: str) -> list[Slot]:
    round_, _ = held_round(session, round_id)
    if round_.state != "open":
        raise RoundNotOpen if round_.state == "prepared" else RoundIsClosed
    found = session.scalars(
        select(Slot).filter_by(round_id=round_id).execution_options(populate_existing=True)
    )
    return list(found)


def _find(slots: list[Slot], team_id: str) -> Slot:
    for slot in slots:
        if slot.team_id == team_id:
            return slot
    raise NotFound


def freeze_round(session: Session, *, round_id: str, by: str | None, now: datetime) -> Round:
    """Let what others see stand still at this number of the log, while ballots go on."""
    round_, camp = held_round(session, round_id)
    if round_.state == "prepared":
        raise RoundNotOpen
    if round_.frozen_at is None and round_.state == "open":
        fact = RoundFrozen(camp_id=camp.id, by=by, round_id=round_id)
        round_.frozen_seq = record(session, fact)
        stand, seq = board(session, round_id), round_.frozen_seq
        round_.frozen = picture(stand, camp.settings, seq=seq)
        round_.frozen["public"] = public_picture(stand, camp.settings, seq=seq)
        round_.frozen_at = now
    return round_


def close_round(session: Session, *, round_id: str, by: str | None, now: datetime) -> Round:
    """End the ballots and keep the result with its fingerprint.

    The closure's number in the log divides the ballots: what has a smaller one counts. Teams
    below the quorum are named in the result's `short`; the move to deliberation asks for them.
    """
    round_, camp = held_round(session, round_id)
    if round_.state == "prepared":
        raise RoundNotOpen
    if round_.state == "closed":
        return round_
    stand = board(session, round_id)
    seq = record(session, RoundClosed(camp_id=camp.id, by=by, round_id=round_id))
    round_.state, round_.closed_at = "closed", now
    round_.result = result_of(stand, camp.settings, seq=seq)
    seal = round_.result["seal"]["whole"]
    record(session, ResultSealed(camp_id=camp.id, by=by, round_id=round_id, seal=seal))
    return round_


def reopen_round(
    session: Session, *, round_id: str, reason: str, by: str | None, now: datetime
) -> Round:
    """Take ballots again: the result is given up, its fingerprint stays in the log."""
    round_, camp = held_round(session, round_id)
    if not reason.strip():
        raise Invalid(fields={"reason": [words("Say why, in a sentence.")]})
    if round_.state != "closed" or round_.result is None:
        return round_
    seal = round_.result["seal"]["whole"]
    round_.state, round_.opened_at = "open", round_.opened_at or now
    round_.closed_at, round_.result = None, None
    round_.frozen, round_.frozen_at, round_.frozen_seq = None, None, None
    record(
        session,
        RoundReopened(camp_id=camp.id, by=by, round_id=round_id, reason=reason.strip(), seal=seal),
    )
    return round_


def is_as_opened(session: Session, round_: Round) -> bool:
    """Whether nothing has been said, begun or planned by hand since the round was opened.

    Putting it back then loses nothing but what the opening made by itself.
    """
    touched = (
        *(
            select(table.id).filter_by(round_id=round_.id)
            for table in (Ballot, HeldBallot, PaperEntry)
        ),
        select(JuryConflict.id)
        .filter_by(round_id=round_.id)
        .where(JuryConflict.source != "mentored"),
        select(JuryVisit.id).filter_by(round_id=round_.id).where(JuryVisit.begun_at.is_not(None)),
        select(Slot.id).filter_by(round_id=round_.id).where(Slot.state != "waiting"),
        select(Juror.id).filter_by(camp_id=round_.camp_id).where(Juror.left_at.is_not(None)),
    )
    if round_.state == "closed" or round_.frozen_at or round_.ends_by:
        return False
    return not any(session.scalar(select(one.exists())) for one in touched)


def put_back(
    session: Session,
    *,
    round_id: str,
    reason: str,
    by: str | None,
    now: datetime,
) -> Round:
    """Prepare an open round again: what a rehearsal left is wiped, the rubric stays.

    Raises BallotIsIn once a ballot was submitted.
    """
    round_, camp = held_round(session, round_id)
    if round_.state == "prepared":
        return round_
    submitted = exists().where(Ballot.round_id == round_id, Ballot.state == "submitted")
    if round_.state == "closed" or session.scalar(select(submitted)):
        raise BallotIsIn
    for table in (Ballot, HeldBallot, PaperEntry, JuryConflict, JuryVisit, Slot):
        session.execute(delete(table).where(table.round_id == round_id))
    session.execute(update(Juror).filter_by(camp_id=camp.id).values(left_at=None))
    session.expire(round_, ["slots"])
    round_.state, round_.opened_at, round_.ends_by = "prepared", None, None
    round_.frozen, round_.frozen_at, round_.frozen_seq = None, None, None
    record(session, RoundPutBack(camp_id=camp.id, by=by, round_id=round_id, reason=reason))
    return round_
