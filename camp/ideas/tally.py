"""The count of ballots, which is open, and the tally, which is shut until the close (R13)."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from camp.checkin.models import CheckIn
from camp.core.errors import CampError, words
from camp.core.models import Camp
from camp.ideas.models import Dot, Voting
from camp.people.models import Participant, Person


class TallyHidden(CampError):
    slug, status = "tally-hidden", 409
    title = words("Nobody sees the dots before the vote is closed.")


@dataclass(frozen=True, slots=True)
class Count:
    """What an idea got: its dots and how many people gave them."""

    dots: int = 0
    voters: int = 0


@dataclass(frozen=True, slots=True)
class LateBallot:
    """A person's dots that came after the close: when, and on how many ideas, but not on which."""

    participant_id: str
    name: str
    ideas: int
    cast_at: object
    received_at: object


def ballots(session: Session, camp_id: str) -> tuple[int, int]:
    """Return how many people have given dots, and how many may."""
    given = select(func.count(func.distinct(Dot.participant_id))).where(
        Dot.camp_id == camp_id, Dot.dots > 0
    )
    may_give = (
        select(func.count())
        .select_from(CheckIn)
        .join(
            Participant,
            (Participant.person_id == CheckIn.person_id)
            & (Participant.camp_id == CheckIn.camp_id)
            & (Participant.state == "accepted"),
        )
        .where(CheckIn.camp_id == camp_id, CheckIn.undone_at.is_(None))
    )
    return session.scalar(given) or 0, session.scalar(may_give) or 0


def tally(session: Session, camp_id: str, voting: Voting | None) -> dict[str, Count]:
    """Return what each idea got, once the vote is closed. Raises TallyHidden before.

    Ideas without a dot are left out. Dots that came late count only once they are accepted.
    """
    if voting is None or voting.state not in {"closed", "revealed"}:
        raise TallyHidden
    rows = session.execute(
        select(Dot.idea_id, func.sum(Dot.dots), func.count())
        .where(Dot.camp_id == camp_id, Dot.dots > 0)
        .group_by(Dot.idea_id)
    )
    return {idea_id: Count(int(dots), voters) for idea_id, dots, voters in rows}


def public_tally(session: Session, camp_id: str, voting: Voting | None) -> dict[str, Count] | None:
    """Return the tally as everybody may see it: none before the reveal."""
    if voting is None or voting.state != "revealed":
        return None
    return tally(session, camp_id, voting)


def late_ballots(session: Session, camp: Camp) -> list[LateBallot]:
    """Return who waits for the moderator, without a word on where the dots lie."""
    rows = session.execute(
        select(
            Dot.participant_id,
            Person.name,
            func.count(),
            func.max(Dot.cast_at),
            func.max(Dot.received_at),
        )
        .join(Participant, Dot.participant_id == Participant.id)
        .join(Person, Participant.person_id == Person.id)
        .where(Dot.camp_id == camp.id, Dot.late == "waiting")
        .group_by(Dot.participant_id, Person.name)
        .order_by(func.max(Dot.received_at))
    )
    return [LateBallot(*row) for row in rows]
