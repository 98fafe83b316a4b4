"""Visits of jurors to teams: choosing the kind of panel, going on, leaving, closing a room."""

from datetime import datetime

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from camp.core.errors import Invalid, NotFound, words
from camp.core.events import record
from camp.core.models import Camp
from camp.jury.board import Board, board
from camp.jury.events import (
    JurorCameBack,
    JurorLeft,
    PanelChosen,
    RoomsChanged,
    VisitBegun,
    VisitPutOff,
    VisitsEndSet,
)
from camp.jury.models import Ballot, Juror, JuryVisit, Round, Slot
from camp.jury.panel import juror_of
from camp.jury.planning import follow_plan, sitting_of
from camp.jury.rounds import held_round
from camp.jury.rules import (
    MOST_PLACES,
    MOST_ROOMS,
    PANELS,
    LastRoom,
    NothingNext,
    NotOnPanel,
    NoVisits,
    PanelLocked,
    RoomInUse,
    RoundIsClosed,
    RoundNotOpen,
    TablesTaken,
)
from camp.jury.standings import rubric_of, table_of
from scoring import fit, line_odds, next_for
from scoring.posterior import NORMAL_90

MOST_BALLOTS = 2
"""Ballots of one team at most where the line is uncertain, as a multiple of the quorum."""


def choose_panel(
    session: Session,
    *,
    round_id: str,
    kind: str,
    rooms: int,
    line_places: int,
    by: str,
    now: datetime,
) -> Round:
    """Choose who of the jury hears which team, and plan it when the round is open.

    Raises PanelLocked once a ballot was submitted, and Invalid.
    """
    round_, camp = held_round(session, round_id)
    faults: dict[str, list[str]] = {}
    if kind not in PANELS:
        faults["kind"] = [words("Choose one of these.")]
    if kind == "rooms" and not 1 <= rooms <= MOST_ROOMS:
        faults["rooms"] = [words("Give a number of rooms from 1 to 12.")]
    if not 0 <= line_places <= MOST_PLACES:
        faults["line_places"] = [words("Give a number from 0 to 999.")]
    if faults:
        raise Invalid(fields=faults)
    submitted = exists().where(Ballot.round_id == round_id, Ballot.state == "submitted")
    if round_.state == "closed" or session.scalar(select(submitted)):
        raise PanelLocked
    session.execute(delete(JuryVisit).where(JuryVisit.round_id == round_id))
    round_.panel = kind
    round_.rooms = [str(number) for number in range(1, rooms + 1)] if kind == "rooms" else []
    round_.line_places = line_places if kind == "sampled" else 0
    for slot in session.scalars(select(Slot).filter_by(round_id=round_id)):
        slot.room = ""
    record(session, PanelChosen(camp_id=camp.id, by=by, round_id=round_id, panel=kind))
    follow_plan(session, camp, round_id, by=by, now=now)
    return round_


def end_by(
    session: Session, *, round_id: str, at: datetime | None, by: str, now: datetime
) -> Round:
    """Say when the last visit must be over, None for no end, and plan for the time left."""
    round_, camp = _planned(session, round_id)
    if at is not None and at <= now:
        raise Invalid(fields={"at": [words("This time is over already.")]})
    if round_.ends_by != at:
        round_.ends_by = at
        said = at.isoformat() if at else ""
        record(session, VisitsEndSet(camp_id=camp.id, by=by, round_id=round_id, at=said))
        follow_plan(session, camp, round_id, by=by, now=now)
    return round_


def plan_again(session: Session, *, round_id: str, by: str, now: datetime) -> None:
    """Take in what happened outside the jury, such as a team that withdrew."""
    _, camp = _planned(session, round_id)
    follow_plan(session, camp, round_id, by=by, now=now)


def take_next(session: Session, *, round_id: str, person_id: str, now: datetime) -> JuryVisit:
    """Send the juror to the next table, or back to the one where a ballot is still awaited.

    Raises TablesTaken, NothingNext, NotOnPanel, RoundNotOpen, RoundIsClosed and NoVisits.
    """
    round_, camp = _open(session, round_id)
    if round_.panel != "sampled":
        raise NoVisits
    juror = juror_of(session, camp.id, person_id)
    if juror is None or juror.left_at is not None:
        raise NotOnPanel
    stand = board(session, round_id)
    if any(team not in stand.teams for _, team in stand.visits):
        follow_plan(session, camp, round_id, by=person_id, now=now)
        stand = board(session, round_id)
    visit = _under_way(stand, juror.id) or _ahead(stand, juror.id)
    if visit is None:
        visit = _beyond(session, stand, camp, juror.id, now)
    if visit.begun_at is None:
        visit.begun_at = now
        fact = {"round_id": round_id, "juror_id": juror.id, "team_id": visit.team_id}
        record(session, VisitBegun(camp_id=camp.id, by=person_id, **fact))
    return visit


def _under_way(stand: Board, juror_id: str) -> JuryVisit | None:
    mine = [visit for key, visit in stand.visits.items() if key[0] == juror_id]
    begun = [visit for visit in mine if stand.is_begun(juror_id, visit.team_id)]
    return min(begun, key=lambda visit: (visit.turn, visit.team_id), default=None)


def _ahead(stand: Board, juror_id: str) -> JuryVisit | None:
    """Return the first planned visit to a free table. Raises TablesTaken when none is free."""
    path = stand.path(juror_id)
    free = [visit for visit in path if not stand.is_taken(visit.team_id)]
    if path and not free:
        raise TablesTaken
    return free[0] if free else None


def _beyond(session: Session, stand: Board, camp: Camp, juror_id: str, now: datetime) -> JuryVisit:
    """Return a visit that the quorum does not ask for, where the funding line is uncertain."""
    round_ = stand.round_
    if not round_.line_places or not stand.submitted:
        raise NothingNext
    # Whatever the official way is: it may not say how sure it is.
    fitted = fit(table_of(stand), rubric_of(round_), "severity")
    errors = {
        team: (fitted.high[team] - fitted.low[team]) / (2 * NORMAL_90) for team in fitted.scores
    }
    # One team alone has no error: there is no line to stand near.
    odds = line_odds(fitted.scores, errors, round_.line_places) if all(errors.values()) else {}
    sitting = sitting_of(stand, camp.settings, now)
    ceiling = MOST_BALLOTS * camp.settings.quorum
    team_id = next_for(juror_id, sitting, mode="line", odds=odds, ceiling=ceiling)
    if team_id is None:
        raise NothingNext
    visit = JuryVisit(round_id=round_.id, juror_id=juror_id, team_id=team_id, turn=1)
    session.add(visit)
    return visit


def put_off(
    session: Session, *, round_id: str, person_id: str, team_id: str, now: datetime
) -> None:
    """Let the juror come to the team last: nobody was at the table, or it was taken."""
    _, camp = _open(session, round_id)
    juror = juror_of(session, camp.id, person_id)
    stand = board(session, round_id)
    visit = stand.visits.get((juror.id, team_id)) if juror else None
    if juror is None or visit is None:
        raise NotFound
    path = stand.path(juror.id)
    is_last = len(path) == 1 and path[0] is visit
    if stand.cells[juror.id, team_id].state != "not_yet" or is_last:
        return
    visit.begun_at, visit.turn = None, max((one.turn for one in path), default=0) + 1
    record(
        session,
        VisitPutOff(
            camp_id=camp.id, by=person_id, round_id=round_id, juror_id=juror.id, team_id=team_id
        ),
    )


def leave(session: Session, *, round_id: str, juror_id: str, by: str, now: datetime) -> Juror:
    """Give the juror's open visits to others. What is marked already stays, and may come in."""
    round_, camp = _planned(session, round_id)
    juror = _juror(session, camp, juror_id)
    if juror.left_at is None:
        juror.left_at = now
        record(session, JurorLeft(camp_id=camp.id, by=by, round_id=round_id, juror_id=juror_id))
        mine = select(JuryVisit).filter_by(round_id=round_.id, juror_id=juror_id)
        for visit in session.scalars(mine):
            visit.begun_at = None
        follow_plan(session, camp, round_id, by=by, now=now)
    return juror


def come_back(session: Session, *, round_id: str, juror_id: str, by: str, now: datetime) -> Juror:
    """Plan with the juror again."""
    _, camp = _planned(session, round_id)
    juror = _juror(session, camp, juror_id)
    if juror.left_at is not None:
        juror.left_at = None
        fact = JurorCameBack(camp_id=camp.id, by=by, round_id=round_id, juror_id=juror_id)
        record(session, fact)
        follow_plan(session, camp, round_id, by=by, now=now)
    return juror


def set_room(
    session: Session, *, round_id: str, room: str, is_open: bool, by: str, now: datetime
) -> Round:
    """Close a room, its teams and jurors go to the others, or open one. Raises RoomInUse."""
    round_, camp = _planned(session, round_id)
    if round_.panel != "rooms" or room not in map(str, range(1, MOST_ROOMS + 1)):
        raise NotFound
    if is_open == (room in round_.rooms):
        return round_
    if not is_open and len(round_.rooms) == 1:
        raise LastRoom
    running = select(Slot.id).filter_by(round_id=round_id, room=room, state="now")
    if session.scalar(running) is not None:
        raise RoomInUse
    rooms = {*round_.rooms, room} if is_open else {*round_.rooms} - {room}
    round_.rooms = sorted(rooms, key=int)
    fact = RoomsChanged(camp_id=camp.id, by=by, round_id=round_id, rooms=tuple(round_.rooms))
    record(session, fact)
    follow_plan(session, camp, round_id, by=by, now=now)
    return round_


def _planned(session: Session, round_id: str) -> tuple[Round, Camp]:
    round_, camp = held_round(session, round_id)
    if round_.state == "closed":
        raise RoundIsClosed
    if round_.panel == "full":
        raise NoVisits
    return round_, camp


def _open(session: Session, round_id: str) -> tuple[Round, Camp]:
    round_, camp = _planned(session, round_id)
    if round_.state != "open":
        raise RoundNotOpen
    return round_, camp


def _juror(session: Session, camp: Camp, juror_id: str) -> Juror:
    juror = session.get(Juror, juror_id)
    if juror is None or juror.camp_id != camp.id:
        raise NotFound
    return juror
