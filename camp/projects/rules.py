"""What the projects room refuses, and who may read or write a team's project."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from camp.core.errors import CampError, words
from camp.core.models import Camp
from camp.core.phases import has_reached
from camp.core.rules import RUNS, Actor, Role
from camp.teams.models import Team
from camp.teams.rules import require_in_play
from camp.teams.seats import seat_of_person

DEADLINE = "submission"
STAFF_READ = RUNS | {Role.SECRETARY, Role.MODERATOR, Role.PROGRAMME_OFFICER}
JURY = {Role.JUROR, Role.CHAIR}


class DeadlinePassed(CampError):
    """Facts: `deadline`, when it was."""

    slug, status = "deadline-passed", 409
    title = words("The deadline and its grace are over. What was handed in before counts.")


class StaleRevision(CampError):
    """Facts: `yours` and `theirs`, each with the section's fields; theirs has the revision."""

    slug, status = "stale-revision", 409
    title = words("Somebody of your team saved this in the meantime. Look at both versions.")


class NotMembers(CampError):
    slug, status = "not-your-team", 403
    title = words("Only this team and the organisers can do this.")


class NothingLate(CampError):
    slug, status = "nothing-late", 409
    title = words("This team has no late version to decide on.")


class NewerVersion(CampError):
    """Facts: `version`, the number of the newest late one."""

    slug, status = "newer-version", 409
    title = words("The team has handed in a newer version meanwhile. Look at it first.")


class LateAccepted(CampError):
    slug, status = "late-accepted", 409
    title = words("This late version has been accepted already and counts.")


class OrderFixed(CampError):
    slug, status = "order-fixed", 409
    title = words("The pitch order cannot change any more.")


class MovedBefore(CampError):
    slug, status = "moved-before", 409
    title = words("One team has been moved already; the order of the tech check stays.")


Reader = Callable[[Session, Actor, Team], bool]
_readers: list[Reader] = []


def also_reads(reader: Reader) -> Reader:
    """Let a later room name further readers, such as mentors who helped the team."""
    if reader not in _readers:
        _readers.append(reader)
    return reader


def is_member(session: Session, team: Team, who: Actor) -> bool:
    if not who.person_id:
        return False
    seat = seat_of_person(session, team.camp_id, who.person_id)
    return seat is not None and seat.team_id == team.id


def may_write(session: Session, team: Team, who: Actor) -> bool:
    return who.has(team.camp_id, *RUNS) or is_member(session, team, who)


def may_read(session: Session, camp: Camp, team: Team, who: Actor) -> bool:
    """Return whether somebody may read what a team hands in (rulebook section 5).

    The team and the staff always, the jury from the freeze of submissions on.
    """
    if who.has(camp.id, *STAFF_READ):
        return True
    if who.has(camp.id, *JURY) and has_reached(camp, "locked"):
        return True
    return is_member(session, team, who) or any(reads(session, who, team) for reads in _readers)


def require_writer(session: Session, team: Team, who: Actor) -> None:
    if not may_write(session, team, who):
        raise NotMembers
    require_in_play(team)
