"""What the teams room refuses, and who may do what with one team."""

from datetime import datetime, timedelta

from camp.core.errors import CampError, words
from camp.core.models import Camp
from camp.core.phases import has_reached
from camp.core.rules import RUNS, Actor, Role, may
from camp.teams.models import Request, Seat, Team

MEMBERS_DECIDE_AFTER = timedelta(minutes=20)
"""When the lead has not answered a request for so long, any member may (ux 3.5)."""
FRIENDS = 3
"""R20: people of a group that was there before the camp."""
IN_PLAY = ("forming", "locked")
OPEN = ("asked", "waiting", "offered")


class TeamFull(CampError):
    slug, status = "team-full", 409
    title = words("This team is full.")


class InTeam(CampError):
    slug, status = "in-a-team", 409
    title = words("One person, one team: leave the other team first.")


class NotEligible(CampError):
    slug, status = "not-eligible", 403
    title = words("Only accepted participants who have no other role here can be in a team.")


class NotYourTeam(CampError):
    slug, status = "not-your-team", 403
    title = words("Only this team and the organisers can do this.")


class TeamsLocked(CampError):
    slug, status = "teams-locked", 409
    title = words("Teams are locked. The organisers can still place people.")


class TeamGone(CampError):
    slug, status = "team-gone", 409
    title = words("This team is not taking part any more.")


class RequestDecided(CampError):
    slug, status = "request-decided", 409
    title = words("This request has been answered already.")


class OfferLapsed(CampError):
    slug, status = "offer-lapsed", 409
    title = words("The time for this seat is over. It was offered to the next in line.")


class NameTaken(CampError):
    slug, status = "name-taken", 409
    title = words("Another team has this name.")


class IdeaTaken(CampError):
    slug, status = "idea-taken", 409
    title = words("A team has taken up this idea already.")


class PartTooSmall(CampError):
    slug, status = "part-too-small", 409
    title = words("Both parts of a team need the minimum of people.")


class TeamsNotReady(CampError):
    """Facts: `teams`, the names of those below the minimum without a waiver."""

    slug, status = "teams-not-ready", 409
    title = words("Some teams are below the minimum. Place people, close them or give a waiver.")


def runs_teams(who: Actor, camp_id: str) -> bool:
    return may(who, camp_id, "teams.place")


def may_disqualify(who: Actor, camp_id: str) -> bool:
    return who.has(camp_id, *RUNS)


def reads_every_team(who: Actor, camp_id: str) -> bool:
    """Return whether somebody's role opens every team's own page."""
    roles = RUNS | {Role.MODERATOR, Role.SECRETARY, Role.PROGRAMME_OFFICER, Role.MENTOR}
    return who.has(camp_id, *roles)


def may_decide(who: Actor, request: Request, seat: Seat | None, now: datetime) -> bool:
    """Return whether a member with `seat`, or the organisers, may answer a request for one."""
    if runs_teams(who, request.camp_id):
        return True
    if seat is None or seat.team_id != request.team_id:
        return False
    return seat.role == "lead" or now - request.at >= MEMBERS_DECIDE_AFTER


def may_lead(who: Actor, team: Team, seat: Seat | None) -> bool:
    """Return whether somebody speaks for the team: its lead, or the organisers."""
    leads = seat is not None and seat.team_id == team.id and seat.role == "lead"
    return leads or runs_teams(who, team.camp_id)


def is_locked(camp: Camp) -> bool:
    return has_reached(camp, "build")


def require_in_play(team: Team) -> None:
    if team.state not in IN_PLAY:
        raise TeamGone


def require_forming(camp: Camp, team: Team | None = None) -> None:
    """Raise TeamsLocked once the teams of the camp, or this one, are locked."""
    if team is not None:
        require_in_play(team)
    if is_locked(camp) or (team is not None and team.state == "locked"):
        raise TeamsLocked
