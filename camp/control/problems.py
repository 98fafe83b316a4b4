"""What hurts most in the camp now, each with what to do; the worst stands first."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from camp.checkin import queries as door
from camp.checkin.conflicts import conflicts
from camp.core.models import Camp
from camp.core.phases import has_reached, position
from camp.grants import publishing
from camp.ideas import tally
from camp.ideas.models import Idea, MergeWish
from camp.jury import queries as jury
from camp.jury.board import Board, board
from camp.jury.planning import plan_of
from camp.mentoring import queries as mentoring
from camp.projects import queries as projects
from camp.teams import lock

HURTS, WARNS = "stop", "warn"
JURY_DESK = "/jury/desk"
JURY_PLAN = "/jury/plan"


@dataclass(frozen=True, slots=True)
class Problem:
    """One lamp. The words follow from `kind`; `who` are the names that they need."""

    kind: str
    level: str
    place: str
    """Where it is put right, under the camp's own pages."""
    who: tuple[str, ...] = ()
    count: int = 0
    of: int = 0


def find(session: Session, camp: Camp, now: datetime, *, has_stage: bool) -> list[Problem]:
    """Return the problems by harm: first what hurts, then what warns, people before things."""
    found = [
        *_guardians(session, camp),
        *_door(session, camp),
        *_ballots(session, camp, now),
        *_small_teams(session, camp, now),
        *_submissions(session, camp, now),
        *_mentors(session, camp, now),
        *_ideas(session, camp),
        *_appeals(session, camp),
    ]
    if not has_stage and has_reached(camp, "checkin") and not has_reached(camp, "appeals"):
        found.append(Problem("stage", WARNS, "/stage"))
    return sorted(found, key=lambda one: one.level != HURTS)


def _guardians(session: Session, camp: Camp) -> list[Problem]:
    if not has_reached(camp, "checkin"):
        return []
    waiting = door.counts(session, camp.id).waits_for_guardian
    return [Problem("guardian", HURTS, "/door", count=waiting)] if waiting else []


def _door(session: Session, camp: Camp) -> list[Problem]:
    """Scans without a connection that the door lead must look at."""
    if not has_reached(camp, "checkin") or has_reached(camp, "closed"):
        return []
    open_ones = conflicts(session, camp)
    names = tuple(dict.fromkeys(one.name for one in open_ones if one.name))
    return [Problem("door", WARNS, "/door/conflicts", names, len(open_ones))] if open_ones else []


def _ballots(session: Session, camp: Camp, now: datetime) -> list[Problem]:
    round_ = jury.current_round(session, camp.id)
    if camp.phase != "jury" or round_ is None or round_.state != "open":
        return []
    stand, quorum = board(session, round_.id), camp.settings.quorum
    open_teams = [
        slot.team_id
        for slot in stand.slots
        if slot.state != "waiting" and stand.missing(slot.team_id)
    ]
    short = [team for team in open_teams if stand.count(team, "submitted") < quorum]
    found = [
        Problem(
            "ballots", HURTS, JURY_DESK, (stand.teams[team].name, *_silent(stand, [team])),
            stand.count(team, "submitted"), quorum,
        )
        for team in short
    ]  # fmt: skip
    rest = [team for team in open_teams if team not in short]
    if rest:
        found.append(Problem("ballots_open", WARNS, JURY_DESK, _silent(stand, rest), len(rest)))
    return [*found, *_visits(stand, camp, now)]


def _visits(stand: Board, camp: Camp, now: datetime) -> list[Problem]:
    """Teams still to be heard that the jury's plan does not bring to their quorum."""
    if stand.round_.panel == "full":
        return []
    ahead = {slot.team_id for slot in stand.slots if slot.state != "done"}
    short = [
        stand.teams[one.project].name
        for one in plan_of(stand, camp.settings, now).shortages
        if one.project in ahead
    ]
    return [Problem("visits", HURTS, JURY_PLAN, tuple(short), len(short))] if short else []


def _silent(stand: Board, teams: list[str]) -> tuple[str, ...]:
    """Return the jurors whose ballots on these teams are awaited, each once."""
    return tuple(
        dict.fromkeys(cell.juror.person.name for team in teams for cell in stand.missing(team))
    )


def _small_teams(session: Session, camp: Camp, now: datetime) -> list[Problem]:
    if not position("forming") <= position(camp.phase) <= position("locked"):
        return []
    check = lock.lock_check(session, camp, now)
    small = tuple(card.team.name for card in check.short)
    found = [Problem("small_teams", HURTS, "/teams/desk", small, len(small))] if small else []
    if check.unplaced and camp.phase == "forming":
        found.append(Problem("unplaced", WARNS, "/teams/desk", count=len(check.unplaced)))
    return found


def _submissions(session: Session, camp: Camp, now: datetime) -> list[Problem]:
    if camp.phase not in {"build", "locked"}:
        return []
    rows = projects.rows(session, camp)
    late = [row.team.name for row in rows if row.last and row.last.counts is False]
    found = [Problem("late", HURTS, "/projects", tuple(late), len(late))] if late else []
    empty = [row.team.name for row in rows if row.last is None]
    state = projects.due(session, camp, now).state
    if state == "none":
        found.append(Problem("no_deadline", HURTS, "/control/gates"))
    elif empty and state != "calm":
        level = WARNS if state == "soon" else HURTS
        found.append(Problem("not_handed_in", level, "/projects", tuple(empty), len(empty)))
    return found


def _mentors(session: Session, camp: Camp, now: datetime) -> list[Problem]:
    waiting = [one for one in mentoring.waiting(session, camp.id, now) if one.is_late]
    names = tuple(one.team.name for one in waiting)
    return [Problem("mentor", WARNS, "/mentoring", names, len(names))] if names else []


def _ideas(session: Session, camp: Camp) -> list[Problem]:
    if not position("checkin") <= position(camp.phase) <= position("forming"):
        return []
    open_wishes = session.scalar(
        select(func.count(MergeWish.id))
        .join(Idea, Idea.id == MergeWish.idea_id)
        .where(MergeWish.camp_id == camp.id, Idea.state != "merged")
    )
    found = [Problem("merges", WARNS, "/ideas/desk", count=open_wishes)] if open_wishes else []
    late = tally.late_ballots(session, camp)
    if late:
        found.append(Problem("late_dots", HURTS, "/ideas/desk", count=len(late)))
    return found


def _appeals(session: Session, camp: Camp) -> list[Problem]:
    waiting = publishing.open_appeals(session, camp.id)
    return [Problem("appeals", WARNS, "/appeals", count=waiting)] if waiting else []
