"""What may be done with an idea in which state, how a vote stands, and the errors that say no."""

from datetime import datetime, timedelta

from camp.core.errors import CampError, Conflict, GateClosed, words
from camp.core.models import Camp
from camp.ideas.models import Idea, Voting

DECISIONS = ("screened_in", "returned", "screened_out")
GROUNDS = ("scope", "safety", "legality")
"""R12: an idea is refused for these and for nothing else."""
EDITABLE = ("draft", "submitted", "returned", "screened_in")
SENDABLE = ("draft", "returned")
SCREENABLE = ("submitted", "screened_in", "screened_out")
PUBLIC = ("screened_in", "pitched", "team_formed", "merged", "not_formed")
ALIVE = ("screened_in", "pitched")
"""Ideas that stand in the pitch queue and may be given dots."""
MERGES = (*ALIVE, "not_formed")
TAKES_IN = (*ALIVE, "team_formed")
FORMED = ("team_formed", "not_formed")
WITHDRAWABLE = (*EDITABLE, "screened_out", "pitched", "not_formed")
PITCH_SECONDS = 60
TURN_SECONDS = 75
"""A pitch with the change to the next one, for saying how long somebody still waits."""
"""R11: a pitch of an idea, with a hard bell."""
LONGEST_VOTE = timedelta(hours=12)


class StaleIdea(Conflict):
    """Carries both versions and the revision that stands."""

    slug = "stale-revision"
    title = words("This idea was changed on another device. Compare both versions, then save.")


class WrongState(CampError):
    slug, status = "wrong-state", 409
    title = words("The idea has moved on; this cannot be done with it now.")


class NotTheAuthor(CampError):
    slug, status, title = "not-the-author", 403, words("Only the author of the idea does this.")


class NotCheckedIn(CampError):
    slug, status = "not-checked-in", 403
    title = words("Dots are for people who have checked in at the door.")


class OwnIdea(CampError):
    slug, status, title = "own-idea", 409, words("You cannot give dots to your own idea.")


class OwnIdeaJoined(CampError):
    slug, status = "own-idea-joined", 409
    title = words("This is your own idea: you make its team yourself.")


class NoDotsLeft(CampError):
    slug, status = "no-dots-left", 409
    title = words("You have no dots left. Take one back first.")


class TooManyDots(CampError):
    slug, status = "too-many-dots", 422
    title = words("One idea cannot have so many of your dots.")


class VotingMoved(Conflict):
    slug = "voting-moved"
    title = words("The vote has moved on. Look at it again.")


class LateWaiting(CampError):
    slug, status = "late-waiting", 409
    title = words("Dots that came late are still waiting. Accept or refuse them first.")


def require_state(idea: Idea, states: tuple[str, ...]) -> None:
    if idea.state not in states:
        raise WrongState(state=idea.state)


def is_taking(voting: Voting | None, now: datetime) -> bool:
    """Return whether dots count at once: the vote is open and its time has not run out."""
    return (
        voting is not None
        and voting.state == "open"
        and voting.closes_at is not None
        and now <= voting.closes_at
    )


def ended_at(voting: Voting, now: datetime) -> datetime | None:
    """Return when dots stopped to count: the moderator's close or the clock, None while they do."""
    if voting.closed_at is not None:
        return voting.closed_at
    return voting.closes_at if voting.closes_at and now > voting.closes_at else None


def require_grace(voting: Voting, camp: Camp, cast_at: datetime | None, now: datetime) -> None:
    """Raise GateClosed unless dots that come after the close were given before it, and lately.

    R13: the device's time never decides alone; what passes here waits for the moderator.
    """
    end = ended_at(voting, now)
    grace = timedelta(minutes=camp.settings.vote_grace_minutes)
    in_time = end is not None and cast_at is not None and cast_at <= end and now <= end + grace
    if not in_time or voting.state == "revealed":
        raise GateClosed(gate="dots", phase=camp.phase)
