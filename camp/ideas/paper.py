"""Dots on paper: the verb that takes a slip in, for the moderator."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.checkin.queries import is_checked_in
from camp.core.errors import CampError, GateClosed, Invalid, NotFound, words
from camp.core.events import hold, record
from camp.ideas import queries
from camp.ideas.events import DotsTyped
from camp.ideas.models import Dot, Idea
from camp.ideas.rules import ALIVE


class DotsAreIn(CampError):
    slug, status = "dots-are-in", 409
    title = words("This person gave dots already. Those stay as they are; the slip is not counted.")


def type_dots(
    session: Session,
    *,
    camp_id: str,
    participant_id: str,
    dots: Mapping[str, int],
    by: str,
    now: datetime,
) -> int:
    """Take in a slip of paper: `dots` by idea. Returns how many dots it holds.

    Until the moderator closes the vote, because nobody has read the tally before; who gave dots
    on a phone keeps those. The same slip twice counts once. Raises GateClosed, DotsAreIn, Invalid
    and NotFound.
    """
    camp = hold(session, camp_id)
    voting = queries.voting(session, camp_id)
    if voting is None or voting.state != "open":
        raise GateClosed(
            words("Slips are typed while the vote is open: after that the tally may be read."),
            gate="dots", phase=camp.phase,
        )  # fmt: skip
    voter = queries.participant_by_id(session, camp_id, participant_id)
    if not is_checked_in(session, camp_id, voter.person_id):
        raise Invalid(words("Dots are for people who have checked in at the door."))
    given = {idea: n for idea, n in dots.items() if n}
    earlier = session.scalars(select(Dot).filter_by(camp_id=camp_id, participant_id=participant_id))
    before = {one.idea_id: n for one in earlier if (n := one.late_dots or one.dots)}
    if given and before == given:
        return sum(given.values())
    if before:
        raise DotsAreIn
    _check(session, camp_id, given, voter.id, camp.settings.self_vote)
    most = min(camp.settings.dots_per_idea, camp.settings.dots)
    if sum(given.values()) > camp.settings.dots or max(given.values()) > most:
        raise Invalid(
            words("The slip holds too many dots: at most %(all)s, and %(one)s on one idea."),
            all=camp.settings.dots, one=most,
        )  # fmt: skip
    for idea_id, n in given.items():
        dot = session.scalars(
            select(Dot).filter_by(idea_id=idea_id, participant_id=voter.id)
        ).first() or Dot(camp_id=camp_id, idea_id=idea_id, participant_id=voter.id)
        dot.dots, dot.received_at, dot.late, dot.late_dots = n, now, "", None
        session.add(dot)
    fact = DotsTyped(camp_id=camp_id, by=by, participant_id=participant_id, person=voter.person_id)
    record(session, fact)
    return sum(given.values())


def _check(
    session: Session, camp_id: str, given: Mapping[str, int], voter_id: str, self_vote: bool
) -> None:
    if not given:
        raise Invalid(words("The slip is empty. Type the dots beside the ideas."))
    ideas = {one.id: one for one in session.scalars(select(Idea).where(Idea.id.in_(given)))}
    for idea_id in given:
        idea = ideas.get(idea_id)
        if idea is None or idea.camp_id != camp_id or idea.state not in ALIVE:
            raise NotFound
        if idea.author_id == voter_id and not self_vote:
            raise Invalid(words("The slip gives dots to the person’s own idea."))
