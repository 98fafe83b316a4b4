"""Who judges whom: the briefing, conflicts, absences and the reserve."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.errors import Invalid, NotFound, words
from camp.core.events import record
from camp.core.models import Camp
from camp.jury.events import (
    ConflictDeclared,
    ConflictWithdrawn,
    JurorAbsent,
    JurorBriefed,
    ReserveSeated,
)
from camp.jury.models import Juror, JuryConflict, Round, Slot
from camp.jury.planning import follow_plan
from camp.jury.revisions import current_ballot, mark
from camp.jury.rounds import held_round
from camp.jury.rules import KINDS, BallotIsIn, RoundIsClosed
from camp.teams.models import Team

TEXT = 300


def juror_of(session: Session, camp_id: str, person_id: str) -> Juror | None:
    return session.scalars(
        select(Juror).filter_by(camp_id=camp_id, person_id=person_id)
    ).one_or_none()


def brief_juror(session: Session, *, round_id: str, person_id: str, now: datetime) -> Juror:
    """Keep that the juror has read how the jury works."""
    round_, _ = held_round(session, round_id)
    juror = juror_of(session, round_.camp_id, person_id)
    if juror is None:
        raise NotFound
    if juror.briefed_at is None:
        juror.briefed_at = now
        fact = JurorBriefed(
            camp_id=round_.camp_id, by=person_id, round_id=round_id, juror_id=juror.id
        )
        record(session, fact)
    return juror


def declare_conflict(
    session: Session,
    *,
    round_id: str,
    juror_id: str,
    team_id: str,
    kind: str,
    text: str,
    by: str,
    now: datetime,
) -> JuryConflict:
    """Let the juror step aside for the team: the cell is locked, a ballot already in is void."""
    round_, camp = _taking(session, round_id)
    juror, team = session.get(Juror, juror_id), session.get(Team, team_id)
    if juror is None or team is None or {juror.camp_id, team.camp_id} != {round_.camp_id}:
        raise NotFound
    if kind not in KINDS:
        raise Invalid(fields={"kind": [words("Choose what connects the juror and the team.")]})
    if len(text) > TEXT:
        raise Invalid(fields={"text": [words("This is too long.")]})
    cell = {"round_id": round_id, "juror_id": juror_id, "team_id": team_id}
    known = session.scalars(select(JuryConflict).filter_by(**cell)).one_or_none()
    if known is not None:
        return known
    conflict = JuryConflict(**cell, kind=kind, text=text, at=now, by=by)
    session.add(conflict)
    fact = ConflictDeclared(camp_id=round_.camp_id, by=by, **cell, kind=kind, text=text)
    seq = record(session, fact)
    current = current_ballot(session, **cell)
    if current is not None:
        state = "void" if current.state == "submitted" else "recused"
        mark(session, cell, state, text, seq=seq, by=by, now=now)
    follow_plan(session, camp, round_id, by=by, now=now)
    return conflict


def withdraw_conflict(
    session: Session,
    *,
    round_id: str,
    juror_id: str,
    team_id: str,
    reason: str,
    by: str,
    now: datetime,
) -> None:
    """Let the juror judge the team after all. What was marked before comes back unsent."""
    round_, camp = _taking(session, round_id)
    if not reason.strip():
        raise Invalid(fields={"reason": [words("Say why, in a sentence.")]})
    cell = {"round_id": round_id, "juror_id": juror_id, "team_id": team_id}
    known = session.scalars(select(JuryConflict).filter_by(**cell)).one_or_none()
    if known is None:
        return
    session.delete(known)
    seq = record(
        session,
        ConflictWithdrawn(camp_id=round_.camp_id, by=by, **cell, reason=reason.strip()),
    )
    current = current_ballot(session, **cell)
    if current is not None and current.state in {"void", "recused"}:
        mark(session, cell, "reopened", reason.strip(), seq=seq, by=by, now=now)
    follow_plan(session, camp, round_id, by=by, now=now)


def note_absence(
    session: Session,
    *,
    round_id: str,
    juror_id: str,
    team_ids: Sequence[str],
    reason: str,
    by: str,
    now: datetime,
) -> None:
    """Note that the juror was away when these teams pitched (rulebook R37).

    A draft is set aside; raises BallotIsIn where a ballot was submitted.
    """
    round_, camp = _taking(session, round_id)
    for team_id in team_ids:
        _seated(session, round_, juror_id, team_id)
        cell = {"round_id": round_id, "juror_id": juror_id, "team_id": team_id}
        current = current_ballot(session, **cell)
        if current is not None and current.state == "submitted":
            raise BallotIsIn
        if current is not None and current.state == "absent":
            continue
        seq = record(
            session,
            JurorAbsent(camp_id=round_.camp_id, by=by, **cell, reason=reason.strip()[:TEXT]),
        )
        mark(session, cell, "absent", reason.strip()[:TEXT], seq=seq, by=by, now=now)
    follow_plan(session, camp, round_id, by=by, now=now)


def seat_reserve(
    session: Session, *, round_id: str, juror_id: str, from_team: str, by: str, now: datetime
) -> Juror:
    """Let a reserve judge from this team onwards; earlier teams are not judged again (R38)."""
    round_, camp = _taking(session, round_id)
    juror, slot = _seated(session, round_, juror_id, from_team)
    if juror.role != "reserve":
        raise Invalid(fields={"juror": [words("This person has a seat already.")]})
    if juror.seated_from != slot.position:
        juror.seated_from = slot.position
        record(
            session,
            ReserveSeated(
                camp_id=round_.camp_id, by=by, round_id=round_id, juror_id=juror_id,
                team_id=from_team,
            ),
        )  # fmt: skip
        follow_plan(session, camp, round_id, by=by, now=now)
    return juror


def _taking(session: Session, round_id: str) -> tuple[Round, Camp]:
    round_, camp = held_round(session, round_id)
    if round_.state == "closed":
        raise RoundIsClosed
    return round_, camp


def _seated(session: Session, round_: Round, juror_id: str, team_id: str) -> tuple[Juror, Slot]:
    juror = session.get(Juror, juror_id)
    slot = session.scalars(
        select(Slot).filter_by(round_id=round_.id, team_id=team_id)
    ).one_or_none()
    if juror is None or juror.camp_id != round_.camp_id or slot is None:
        raise NotFound
    return juror, slot
