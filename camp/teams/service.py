"""A team's life: made from ideas, changed and split."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from camp.core.errors import Invalid, NotFound, words
from camp.core.events import hold, record
from camp.core.ids import new_id
from camp.core.models import Camp
from camp.core.names import fold
from camp.core.phases import require_open
from camp.core.rules import Actor
from camp.ideas.models import Idea
from camp.people.models import Participant
from camp.teams import queue, requests, seats
from camp.teams.events import SeatAsked, TeamChanged, TeamMade
from camp.teams.models import Request, Seat, Team, TeamIdea
from camp.teams.rules import (
    FRIENDS,
    IN_PLAY,
    IdeaTaken,
    NameTaken,
    NotYourTeam,
    PartTooSmall,
    is_locked,
    may_lead,
    require_forming,
    require_in_play,
    runs_teams,
)

FORMABLE = ("submitted", "screened_in", "pitched", "merged", "not_formed")


def make_team(
    session: Session,
    *,
    camp_id: str,
    name: str,
    ideas: Sequence[str],
    who: Actor,
    now: datetime,
    wanted: Sequence[str] = (),
    one_liner: str = "",
    lead: str = "",
    friends: Sequence[str] = (),
) -> Team:
    """Make a team from one idea, or from two that were merged.

    An author (or who pitched it) makes it and leads it; organisers make one for anybody (`lead`).
    `friends` are people of one group, three with the lead at most (R20): an author's friends are
    offered their seats, an organiser's are seated. Making it twice from the same ideas by the
    same person is one team. Raises IdeaTaken, NameTaken, InTeam, NotEligible or TeamsLocked.
    """
    camp = hold(session, camp_id)
    runs = runs_teams(who, camp.id)
    if not runs:
        require_forming(camp)
    require_open(session, camp, "teams")
    taken_up = _ideas(session, camp, ideas)
    chief = (
        seats.participant_of(session, camp.id, lead)
        if runs and lead
        else None
        if runs
        else seats.own_participant(session, camp.id, who)
    )
    chief = chief or taken_up[0].author
    if not runs and chief.id not in _owners(taken_up):
        raise NotYourTeam
    present = _made_before(session, taken_up, chief)
    if present is not None:
        return present
    _require_untaken(session, taken_up)
    _require_group(friends)
    team = _new_team(session, camp, name, now)
    team.wanted = list(wanted or dict.fromkeys(s for idea in taken_up for s in idea.skills))
    team.one_liner = one_liner
    for position, idea in enumerate(taken_up):
        session.add(TeamIdea(team_id=team.id, idea_id=idea.id, position=position))
        idea.state = "merged" if idea.state == "merged" else "team_formed"
    session.flush()
    found = tuple(idea.id for idea in taken_up)
    record(session, TeamMade(camp_id=camp.id, by=who.person_id, team_id=team.id, ideas=found))
    seats.fill(session, camp, team, chief, by=who.person_id, now=now, role="lead")
    for friend in friends:
        one = seats.participant_of(session, camp.id, friend)
        seats.require_free(session, one)
        if runs:
            seats.fill(session, camp, team, one, by=who.person_id, now=now)
        else:
            _invite(session, camp, team, one, who=who, now=now)
    requests.ask_for_joiners(session, camp, team, taken_up, now)
    return team


def change_team(
    session: Session,
    *,
    team_id: str,
    name: str,
    one_liner: str,
    wanted: Sequence[str],
    who: Actor,
    now: datetime,
) -> Team:
    """Change the name, the line under it and the skills that are wanted."""
    team = session.get_one(Team, team_id)
    camp = hold(session, team.camp_id)
    require_in_play(team)
    if not may_lead(who, team, seats.seat_of_person(session, camp.id, who.person_id)):
        raise NotYourTeam
    if (team.name, team.one_liner, list(team.wanted)) == (name, one_liner, list(wanted)):
        return team
    _require_new_name(session, camp, name, but=team.id)
    team.name, team.one_liner, team.wanted = name, one_liner, list(wanted)
    session.flush()
    record(session, TeamChanged(camp_id=camp.id, by=who.person_id, team_id=team.id))
    return team


def split_team(
    session: Session,
    *,
    team_id: str,
    name: str,
    members: Sequence[str],
    who: Actor,
    now: datetime,
) -> Team:
    """Move `members` (participants, the first leads) into a new team, before the lock (R16).

    A merged team's second idea goes with them. Raises PartTooSmall unless both parts have the
    minimum. A part that was split off already is returned as it is.
    """
    team = session.get_one(Team, team_id)
    camp = hold(session, team.camp_id)
    if not may_lead(who, team, seats.seat_of_person(session, camp.id, who.person_id)):
        raise NotYourTeam
    require_forming(camp, team)
    leaving = list(dict.fromkeys(members))
    found = session.scalars(
        select(Seat)
        .where(Seat.participant_id.in_(leaving), Seat.left_at.is_(None))
        .order_by(Seat.joined_at, Seat.id)
    ).all()
    gone = {seat.team_id for seat in found} - {team.id}
    if len(found) == len(leaving) and len(gone) == 1:
        part = session.get_one(Team, gone.pop())
        if part.name == name:
            return part
    if {seat.team_id for seat in found} != {team.id} or len(found) != len(leaving):
        raise NotFound
    stays = seats.size(session, team.id) - len(found)
    if min(stays, len(found)) < camp.settings.team_min:
        raise PartTooSmall
    return _split(session, team, name, leaving=leaving, found=found, who=who, now=now)


def ideas_of(session: Session, team_id: str) -> list[Idea]:
    return list(
        session.scalars(
            select(Idea)
            .join(TeamIdea, TeamIdea.idea_id == Idea.id)
            .where(TeamIdea.team_id == team_id)
            .order_by(TeamIdea.position)
        )
    )


def _ideas(session: Session, camp: Camp, ids: Sequence[str]) -> list[Idea]:
    found = [session.get(Idea, id) for id in dict.fromkeys(ids)]
    ideas = [idea for idea in found if idea is not None and idea.camp_id == camp.id]
    if len(ideas) != len(found) or not ideas:
        raise NotFound
    if len(ideas) > 2 or any(idea.state not in {*FORMABLE, "team_formed"} for idea in ideas):
        raise Invalid(fields={"ideas": [words("Choose one idea, or two that belong together.")]})
    return ideas


def _owners(ideas: Sequence[Idea]) -> set[str | None]:
    return {idea.author_id for idea in ideas} | {idea.pitched_by_id for idea in ideas}


def _made_before(session: Session, ideas: Sequence[Idea], chief: Participant) -> Team | None:
    seat = seats.seat_of(session, chief.id)
    if seat is None or seat.role != "lead":
        return None
    own = {idea.id for idea in ideas_of(session, seat.team_id)}
    same = own == {idea.id for idea in ideas}
    return session.get_one(Team, seat.team_id) if same else None


def _require_untaken(session: Session, ideas: Sequence[Idea]) -> None:
    taken = select(TeamIdea.idea_id).join(Team, Team.id == TeamIdea.team_id)
    wanted = [idea.id for idea in ideas]
    if session.scalars(taken.where(TeamIdea.idea_id.in_(wanted), Team.state.in_(IN_PLAY))).first():
        raise IdeaTaken


def _require_group(friends: Sequence[str]) -> None:
    if len(friends) + 1 > FRIENDS:
        raise Invalid(
            fields={"friends": [words("A group from before the camp has three people at most.")]}
        )


def _require_new_name(session: Session, camp: Camp, name: str, *, but: str = "") -> None:
    if not name:
        raise Invalid(fields={"name": [words("Give the team a name.")]})
    others = session.scalars(
        select(Team.name).where(Team.camp_id == camp.id, Team.id != but, Team.state.in_(IN_PLAY))
    )
    if fold(name) in {fold(other) for other in others}:
        raise NameTaken


def _new_team(session: Session, camp: Camp, name: str, now: datetime) -> Team:
    _require_new_name(session, camp, name)
    last = session.scalar(select(func.max(Team.number)).filter_by(camp_id=camp.id)) or 0
    team = Team(id=new_id(), camp_id=camp.id, number=last + 1, name=name, made_at=now)
    team.state = "locked" if is_locked(camp) else "forming"
    session.add(team)
    session.flush()
    return team


def _invite(
    session: Session, camp: Camp, team: Team, one: Participant, *, who: Actor, now: datetime
) -> None:
    request = Request(id=new_id(), camp_id=camp.id, team_id=team.id, participant_id=one.id, at=now)
    request.state = "waiting"
    session.add(request)
    session.flush()
    record(
        session,
        SeatAsked(
            camp_id=camp.id, by=who.person_id, team_id=team.id, request_id=request.id,
            person_id=one.person_id, state="offered",
        ),
    )  # fmt: skip
    queue.offer(session, request, now + timedelta(minutes=camp.settings.offer_minutes))


def _split(
    session: Session,
    team: Team,
    name: str,
    *,
    leaving: Sequence[str],
    found: Sequence[Seat],
    who: Actor,
    now: datetime,
) -> Team:
    camp = session.get_one(Camp, team.camp_id)
    part = _new_team(session, camp, name, now)
    part.wanted = list(team.wanted)
    ideas = ideas_of(session, team.id)
    moved = ideas[1:] or ideas
    if ideas[1:]:
        session.delete(session.get_one(TeamIdea, (team.id, moved[0].id)))
    for position, idea in enumerate(moved):
        session.add(TeamIdea(team_id=part.id, idea_id=idea.id, position=position))
    lost_lead = any(seat.role == "lead" for seat in found)
    for seat in found:
        seat.left_at, seat.reason, seat.role = now, "split", "member"
    session.flush()
    for place, participant_id in enumerate(leaving):
        seat = Seat(id=new_id(), camp_id=camp.id, team_id=part.id, participant_id=participant_id)
        seat.joined_at, seat.role = now, "member" if place else "lead"
        session.add(seat)
    session.flush()
    record(
        session,
        TeamMade(
            camp_id=camp.id, by=who.person_id, team_id=part.id, split_from=team.id,
            ideas=tuple(idea.id for idea in moved),
        ),
    )  # fmt: skip
    record(session, TeamChanged(camp_id=camp.id, by=who.person_id, team_id=team.id))
    if lost_lead:
        seats.pass_lead_on(session, camp, team, by=who.person_id)
    queue.settle(session, camp, team, now)
    return part
