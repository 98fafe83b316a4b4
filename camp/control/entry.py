"""What each phase asks for before it is entered, and what entering it does (rulebook 3.1)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from camp.control import rehearsing
from camp.core.errors import words
from camp.core.models import Camp
from camp.core.rules import Actor, Role
from camp.followup import closing, offers
from camp.grants import publishing
from camp.grants import service as grants
from camp.ideas.models import Idea, Voting
from camp.jury import progress
from camp.jury import service as jury
from camp.jury.models import Ballot, Round
from camp.people.models import Conduct
from camp.projects import queries as projects
from camp.teams import lock
from camp.teams.models import Team

Missing = list[dict[str, object]]


def _lack(what: str, *who: str) -> Missing:
    return [{"what": what, "who": list(who)}]


@dataclass(frozen=True, slots=True)
class Move:
    """A move that somebody wants to make, for the checks that ask who, why or when."""

    actor: Actor
    reason: str
    now: datetime


def missing(session: Session, camp: Camp, after: str, move: Move) -> Missing:
    """Return what is still to be done before `camp` may enter `after`; nothing means it may."""
    check = CHECKS.get((camp.phase, after))
    return check(session, camp, move) if check else []


def _rules_published(session: Session, camp: Camp, _move: Move) -> Missing:
    found = round_of(session, camp)
    if found is None or not found.criteria:
        return _lack(words("The rubric has no criteria yet."))
    rules = camp.settings
    if rules.envelope and not 0 < rules.min_award <= rules.max_award <= rules.envelope:
        return _lack(words("The least and the largest award do not fit the envelope."))
    return []


def _conduct_written(session: Session, camp: Camp, _move: Move) -> Missing:
    written = session.scalar(select(func.count(Conduct.id)).filter_by(camp_id=camp.id))
    return [] if written else _lack(words("The code of conduct has no text yet."))


def _has_idea(session: Session, camp: Camp, _move: Move) -> Missing:
    ideas = session.scalar(
        select(func.count(Idea.id)).where(
            Idea.camp_id == camp.id, Idea.state.in_(("submitted", "screened_in", "pitched"))
        )
    )
    return [] if ideas else _lack(words("Nobody has handed in an idea yet."))


def _queue_done(session: Session, camp: Camp, _move: Move) -> Missing:
    waiting = session.scalars(
        select(Idea.title).where(Idea.camp_id == camp.id, Idea.pitch.in_(("waiting", "now")))
    ).all()
    return _lack(words("These ideas still wait for their pitch."), *waiting) if waiting else []


def _tally_revealed(session: Session, camp: Camp, _move: Move) -> Missing:
    voting = session.get(Voting, camp.id)
    revealed = voting is not None and voting.state == "revealed"
    return [] if revealed else _lack(words("The dots are not revealed yet."))


def _teams_large_enough(session: Session, camp: Camp, move: Move) -> Missing:
    small = [card.team.name for card in lock.lock_check(session, camp, move.now).short]
    what = words("These teams are below the minimum and have no waiver.")
    return _lack(what, *small) if small else []


def _deadline_over(session: Session, camp: Camp, move: Move) -> Missing:
    due = projects.due(session, camp, move.now)
    if due.state == "none":
        return _lack(words("The deadline for submissions is not set yet."))
    if due.state != "over":
        return _lack(words("The deadline for submissions and its grace are not over."))
    return []


def _jury_ready(session: Session, camp: Camp, _move: Move) -> Missing:
    return [{"what": what, "who": []} for what in jury.missing_for_opening(session, camp)]


def _quorum(session: Session, camp: Camp, move: Move) -> Missing:
    if move.actor.has(camp.id, Role.CHAIR) and move.reason.strip():
        return []  # The chair's waiver.
    found = round_of(session, camp)
    short = progress.below_quorum(session, found, camp.settings.quorum) if found else []
    names = session.scalars(select(Team.name).where(Team.id.in_(short)).order_by(Team.number)).all()
    return _lack(words("These teams have fewer ballots than the quorum."), *names) if names else []


def _decided(session: Session, camp: Camp, _move: Move) -> Missing:
    return [{"what": what, "who": []} for what in publishing.missing_for_results(session, camp)]


def _published(session: Session, camp: Camp, _move: Move) -> Missing:
    if publishing.is_published(session, camp.id):
        return []
    return _lack(words("The result is not published yet."))


def _appeals_over(session: Session, camp: Camp, _move: Move) -> Missing:
    if publishing.open_appeals(session, camp.id):
        return _lack(words("Some appeals are not answered yet."))
    return []


def _ended(session: Session, camp: Camp, _move: Move) -> Missing:
    going = closing.still_going(session, camp.id)
    what = words("These projects have no final report and were not written off.")
    return _lack(what, *going) if going else []


def _nothing_paid(session: Session, camp: Camp, _move: Move) -> Missing:
    paid = closing.paid_to(session, camp.id)
    return _lack(words("Money was paid already."), *paid) if paid else []


def _no_ballot_yet(session: Session, camp: Camp, _move: Move) -> Missing:
    found = round_of(session, camp)
    submitted = found and session.scalar(
        select(func.count(Ballot.id)).filter_by(round_id=found.id, state="submitted")
    )
    return _lack(words("A ballot was submitted already.")) if submitted else []


Check = Callable[[Session, Camp, Move], Missing]
CHECKS: dict[tuple[str, str], Check] = {
    ("draft", "call"): _rules_published,
    ("selection", "checkin"): _conduct_written,
    ("checkin", "ideas"): _has_idea,
    ("ideas", "voting"): _queue_done,
    ("voting", "forming"): _tally_revealed,
    ("forming", "build"): _teams_large_enough,
    ("build", "locked"): _deadline_over,
    ("locked", "build"): _no_ballot_yet,
    ("locked", "jury"): _jury_ready,
    ("jury", "locked"): _no_ballot_yet,
    ("jury", "deliberation"): _quorum,
    ("deliberation", "results"): _decided,
    ("results", "appeals"): _published,
    ("appeals", "followup"): _appeals_over,
    ("followup", "appeals"): _nothing_paid,
    ("followup", "closed"): _ended,
}
"""What is asked by way, from and to. A way that is not here asks nothing."""


def enter(session: Session, camp: Camp, after: str, move: Move) -> None:
    """Do what leaving the present phase for `after` does in the rooms, in the same transaction."""
    by, now = move.actor.person_id, move.now
    if camp.phase == "forming" and after == "build":
        lock.lock_teams(session, camp_id=camp.id, by=by, now=now)
    elif camp.phase == "build" and after != "locked":
        lock.unlock_teams(session, camp_id=camp.id, by=by, now=now)
    if after == "jury":
        # What was tried out must not stand beside ballots that count.
        rehearsing.wipe_rehearsal(session, camp_id=camp.id, by=by)
    if after == "followup":
        offers.offer_all(session, camp=camp, by=by, now=now)
    found = round_of(session, camp)
    if found is not None:
        _turn(session, found, camp.phase, after, move)


def _turn(session: Session, found: Round, before: str, after: str, move: Move) -> None:
    """Open, close, put back or reopen the jury's round, as the way asks."""
    by, now = move.actor.person_id, move.now
    match before, after:
        case "locked", "jury":
            jury.open_round(session, round_id=found.id, by=by, now=now)
        case "jury", "locked":
            jury.put_back(session, round_id=found.id, by=by, reason=move.reason, now=now)
        case "jury", "deliberation":
            jury.close_round(session, round_id=found.id, by=by, now=now)
            grants.begin_sitting(session, camp_id=found.camp_id, round_id=found.id, by=by, now=now)
        case "deliberation", "jury":
            jury.reopen_round(session, round_id=found.id, by=by, reason=move.reason, now=now)


def round_of(session: Session, camp: Camp) -> Round | None:
    return session.scalars(select(Round).filter_by(camp_id=camp.id).order_by(Round.id)).first()
