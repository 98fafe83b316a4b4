"""Verbs of the deliberation: open the sitting, settle a tie, decide, sign."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.errors import Forbidden, Invalid, NotFound, words
from camp.core.events import hold, record
from camp.core.ids import new_id
from camp.core.models import Camp
from camp.grants.choices import Choice, check, completed
from camp.grants.events import (
    AwardDecided,
    NoteTaken,
    PresenceNoted,
    ProtocolSigned,
    RankingExported,
    SittingOpened,
    TieSettled,
)
from camp.grants.models import Decision, Sitting
from camp.grants.proposal import choice_of, current, table
from camp.grants.ranking import deliberated_round, ranking, sitting_of
from camp.grants.rules import DECIDES_IN, DecisionStale, NotDeliberating, NoTie
from camp.jury.models import Juror, Round


def open_sitting(session: Session, *, camp_id: str, by: str | None, now: datetime) -> Sitting:
    """Open the deliberation on the final round; opened again it stays as it is.

    Raises NotRanked or NotDeliberating.
    """
    camp = hold(session, camp_id)
    round_ = deliberated_round(session, camp)
    return begin_sitting(session, camp_id=camp_id, round_id=round_.id, by=by, now=now)


def begin_sitting(
    session: Session, *, camp_id: str, round_id: str, by: str | None, now: datetime
) -> Sitting:
    """Open the sitting on this round whatever the phase, for the move into deliberation.

    Everybody who sits in the jury is taken as present until the secretary says otherwise.
    """
    sitting = sitting_of(session, round_id)
    if sitting is None:
        present = [juror.id for juror in seated(session, camp_id)]
        sitting = Sitting(
            id=new_id(), camp_id=camp_id, round_id=round_id, opened_at=now, present=present,
            notes=[], tie_reasons={}, signed_by=[],
        )  # fmt: skip
        session.add(sitting)
        record(session, SittingOpened(camp_id=camp_id, by=by, round_id=round_id))
    return sitting


def seated(session: Session, camp_id: str) -> list[Juror]:
    """Return who sits in the jury by seat: reserves who never sat in are left out."""
    found = session.scalars(
        select(Juror).where(Juror.camp_id == camp_id).order_by(Juror.seat, Juror.id)
    )
    return [one for one in found if one.role != "reserve" or one.seated_from is not None]


def note_presence(
    session: Session, *, camp_id: str, present: Iterable[str], by: str, now: datetime
) -> Sitting:
    """Write down which jurors (ids) are in the room. Raises Invalid for one without a seat."""
    sitting = open_sitting(session, camp_id=camp_id, by=by, now=now)
    wanted = set(present)
    seats = [juror.id for juror in seated(session, camp_id)]
    if not wanted <= set(seats):
        raise Invalid(words("Only jurors of this camp are counted as present."))
    here = [juror_id for juror_id in seats if juror_id in wanted]
    if here != sitting.present:
        sitting.present = here
        sitting.signed_by = [one for one in sitting.signed_by if one in wanted]
        fact = PresenceNoted(camp_id=camp_id, by=by, round_id=sitting.round_id, present=tuple(here))
        record(session, fact)
    return sitting


def take_note(session: Session, *, camp_id: str, text: str, by: str, now: datetime) -> Sitting:
    """Add a line to the protocol's notes. The same line twice in a row is one."""
    sitting = open_sitting(session, camp_id=camp_id, by=by, now=now)
    line = text.strip()
    if not 0 < len(line) <= 500:
        raise Invalid(words("A note has 1 to 500 characters."))
    if not sitting.notes or sitting.notes[-1]["text"] != line:
        sitting.notes = [*sitting.notes, {"at": now.isoformat(), "text": line, "by": by}]
        fact = NoteTaken(camp_id=camp_id, by=by, round_id=sitting.round_id, text=line)
        record(session, fact)
    return sitting


def settle_tie(
    session: Session,
    *,
    camp_id: str,
    order: Sequence[str],
    sentence: str,
    by: str,
    now: datetime,
) -> Sitting:
    """Order the teams of a tie that no rung decided, in the chair's one written sentence (R44).

    Raises NoTie unless `order` names exactly the teams of one tie, open or settled by the chair.
    """
    camp = _deciding(session, camp_id)
    sitting = open_sitting(session, camp_id=camp_id, by=by, now=now)
    text = sentence.strip()
    if not 0 < len(text) <= 500:
        raise Invalid(words("The chair decides in one written sentence."))
    chosen = {
        key: told for key, told in sitting.tie_reasons.items() if set(key.split(",")) != set(order)
    }
    if sitting.tie_reasons.get(",".join(order)) == text:
        return sitting
    sitting.tie_reasons = chosen
    session.flush()
    ranked = ranking(session, camp, session.get_one(Round, sitting.round_id))
    if len(set(order)) < len(order) or set(order) not in map(set, ranked.order.open_ties):
        raise NoTie
    sitting.tie_reasons = {**chosen, ",".join(order): text}
    sitting.signed_by = []
    fact = TieSettled(
        camp_id=camp_id, by=by, round_id=sitting.round_id, team_ids=tuple(order), sentence=text
    )
    record(session, fact)
    return sitting


def decide(
    session: Session,
    *,
    camp_id: str,
    choices: Iterable[Choice],
    by: str,
    now: datetime,
    revisions: Mapping[str, int] | None = None,
) -> list[Decision]:
    """Decide for the teams of `choices`: one, some or all. Returns what counts for them now.

    Each change is a row of its own; what is equal to the decision that stands changes nothing.
    `revisions` holds the last seen ones by team. Raises DecisionStale with both versions,
    OverEnvelope, TieOpen, AmountWrong, ReasonNeeded, VotesWrong or Invalid.
    """
    camp = _deciding(session, camp_id)
    sitting = open_sitting(session, camp_id=camp_id, by=by, now=now)
    ranked = ranking(session, camp, session.get_one(Round, sitting.round_id))
    measure, rows = table(session, camp, ranked), current(session, sitting.round_id)
    standing = {team: choice_of(row) for team, row in rows.items() if team in measure.ranking}
    wanted = {one.team: completed(one, measure.asks) for one in choices}
    changed = [team for team, one in wanted.items() if standing.get(team) != one]
    for team in changed:
        _refuse_stale(rows.get(team), (revisions or {}).get(team), wanted[team])
    check(changed, {**standing, **wanted}, measure)
    if changed:
        sitting.signed_by = []
    for team in changed:
        rows[team] = _revise(session, sitting, wanted[team], rows.get(team), by=by, now=now)
    return [rows[team] for team in wanted]


def sign(session: Session, *, camp_id: str, juror_id: str, by: str, now: datetime) -> Sitting:
    """Sign the protocol, on glass or (written down by the secretary) on paper.

    Only who was present signs; a decision that changes afterwards takes all signatures away.
    """
    _deciding(session, camp_id)
    sitting = open_sitting(session, camp_id=camp_id, by=by, now=now)
    if juror_id not in sitting.present:
        raise Forbidden(words("Only jurors who were present sign the protocol."))
    if juror_id not in sitting.signed_by:
        sitting.signed_by = [*sitting.signed_by, juror_id]
        record(
            session,
            ProtocolSigned(camp_id=camp_id, by=by, round_id=sitting.round_id, juror_id=juror_id),
        )
    return sitting


def juror_of(session: Session, camp_id: str, person_id: str) -> Juror:
    """Return the person's seat in the jury. Raises NotFound."""
    found = session.scalars(
        select(Juror).filter_by(camp_id=camp_id, person_id=person_id)
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def _deciding(session: Session, camp_id: str) -> Camp:
    camp = hold(session, camp_id)
    if camp.phase not in DECIDES_IN:
        raise NotDeliberating(phase=camp.phase)
    return camp


def _refuse_stale(row: Decision | None, seen: int | None, wanted: Choice) -> None:
    now_at = row.revision if row else 0
    if seen is None or seen == now_at:
        return
    theirs = described(choice_of(row)) if row else None
    raise DecisionStale(team=wanted.team, revision=now_at, theirs=theirs, yours=described(wanted))


def described(choice: Choice) -> dict[str, object]:
    """Return a choice as programs see it."""
    return {
        "team": choice.team,
        "decision": choice.decision,
        "kind": choice.kind,
        "order": choice.order,
        "amount": choice.amount,
        "conditions": list(choice.conditions),
        "reason": choice.reason,
        "votes": dict(choice.votes),
        "note": choice.note,
    }


def _revise(
    session: Session,
    sitting: Sitting,
    choice: Choice,
    before: Decision | None,
    *,
    by: str,
    now: datetime,
) -> Decision:
    if before is not None:
        before.is_current = False
    row = Decision(
        id=new_id(),
        camp_id=sitting.camp_id,
        round_id=sitting.round_id,
        team_id=choice.team,
        revision=(before.revision if before else 0) + 1,
        is_current=True,
        decision=choice.decision,
        kind=choice.kind,
        position=choice.order,
        amount=choice.amount,
        conditions=list(choice.conditions),
        reason=choice.reason,
        votes=dict(choice.votes),
        note=choice.note,
        at=now,
        by=by,
    )
    session.add(row)
    fact = AwardDecided(
        camp_id=sitting.camp_id, by=by, round_id=sitting.round_id, team_id=choice.team,
        revision=row.revision, choice=described(choice),
    )  # fmt: skip
    record(session, fact)
    return row


def take_ranking(session: Session, *, camp_id: str, by: str) -> None:
    """Note who took the ranking and its money as a file."""
    hold(session, camp_id)
    record(session, RankingExported(camp_id=camp_id, by=by))
