"""Questions about teams, seats and requests. Nothing here writes."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from camp.core.models import Camp, Deadline
from camp.core.names import shown
from camp.core.rules import Actor, Role
from camp.ideas.models import Dot, Idea
from camp.people.models import Appointment, Participant, Withdrawal
from camp.teams import matching
from camp.teams.matching import Suggestion
from camp.teams.models import Request, Seat, Team, TeamIdea
from camp.teams.rules import IN_PLAY, OPEN
from camp.teams.seats import seat_of_person

LOCK = "teams"
"""The deadline that says when teams are locked. It warns; a person locks."""


@dataclass(frozen=True, slots=True)
class TeamCard:
    """A team as lists show it."""

    team: Team
    seats: tuple[Seat, ...]
    requests: tuple[Request, ...]
    ideas: tuple[Idea, ...]
    maximum: int
    minimum: int
    free: int
    lead_is_adult: bool

    @property
    def size(self) -> int:
        return len(self.seats)

    @property
    def missing(self) -> list[str]:
        return matching.missing(self.team, self.seats)

    def brings(self, skill: str) -> int:
        """Return how many members have a skill."""
        return sum(skill in seat.participant.skills for seat in self.seats)

    @property
    def lead(self) -> Seat | None:
        return next((seat for seat in self.seats if seat.role == "lead"), None)

    @property
    def waiting(self) -> list[Request]:
        return [one for one in self.requests if one.state == "waiting"]

    @property
    def is_short(self) -> bool:
        """Below the minimum, and nobody has waived that."""
        return self.size < self.minimum and not self.team.waived

    @property
    def languages(self) -> list[str]:
        return matching.common_languages([seat.participant for seat in self.seats])


@dataclass(frozen=True, slots=True)
class Mine:
    """What the page of teams says to one participant."""

    participant: Participant | None
    card: TeamCard | None
    requests: dict[str, Request]
    """One's own open requests by team."""
    cards: dict[str, TeamCard]
    suggestions: list[Suggestion]
    ended: list[Request]
    """One's requests that others ended, the newest first."""
    formable: list[Idea]
    """One's own ideas that no team has taken up."""


def cards(
    session: Session, camp: Camp, now: datetime, *, states: tuple[str, ...] = IN_PLAY
) -> list[TeamCard]:
    """Return the camp's teams in the order of their numbers, in five statements."""
    teams = session.scalars(
        select(Team).where(Team.camp_id == camp.id, Team.state.in_(states)).order_by(Team.number)
    ).all()
    return _cards(session, camp, teams, now)


def card(session: Session, camp: Camp, team_id: str, now: datetime) -> TeamCard:
    return _cards(session, camp, [session.get_one(Team, team_id)], now)[0]


def _cards(session: Session, camp: Camp, teams: Sequence[Team], now: datetime) -> list[TeamCard]:
    ids = [team.id for team in teams]
    seats, requests, ideas = defaultdict(list), defaultdict(list), defaultdict(list)
    for seat in session.scalars(
        select(Seat)
        .where(Seat.team_id.in_(ids), Seat.left_at.is_(None))
        .order_by(Seat.role, Seat.joined_at, Seat.id)
    ):
        seats[seat.team_id].append(seat)
    for request in session.scalars(
        select(Request)
        .where(Request.team_id.in_(ids), Request.state.in_(OPEN))
        .order_by(Request.at, Request.id)
    ):
        if request.offered_until is None or request.offered_until > now:
            requests[request.team_id].append(request)
    for team_id, idea in session.execute(
        select(TeamIdea.team_id, Idea)
        .join(Idea, Idea.id == TeamIdea.idea_id)
        .where(TeamIdea.team_id.in_(ids))
        .order_by(TeamIdea.position)
    ):
        ideas[team_id].append(idea)
    return [_card(camp, team, seats[team.id], requests[team.id], ideas[team.id]) for team in teams]


def _card(
    camp: Camp, team: Team, seats: list[Seat], requests: list[Request], ideas: list[Idea]
) -> TeamCard:
    lead = next((seat.participant.person for seat in seats if seat.role == "lead"), None)
    age = lead.age_on(camp.starts_at.date()) if lead else None
    offered = sum(one.state == "offered" for one in requests)
    free = camp.settings.team_max - len(seats) - offered
    return TeamCard(
        team=team,
        seats=tuple(seats),
        requests=tuple(requests),
        ideas=tuple(ideas),
        maximum=camp.settings.team_max,
        minimum=camp.settings.team_min,
        free=max(free, 0) if team.state in IN_PLAY else 0,
        lead_is_adult=age is not None and age >= camp.settings.lead_age_min,
    )


def lock_at(session: Session, camp: Camp) -> datetime | None:
    return session.scalar(select(Deadline.at).filter_by(camp_id=camp.id, name=LOCK))


def own_team(session: Session, camp_id: str, who: Actor) -> Seat | None:
    return seat_of_person(session, camp_id, who.person_id) if who.person_id else None


def unplaced(session: Session, camp: Camp) -> list[Participant]:
    """Return the accepted participants who may have a seat and have none, by name."""
    seated = select(Seat.participant_id).where(Seat.camp_id == camp.id, Seat.left_at.is_(None))
    gone = select(Withdrawal.participant_id).where(Withdrawal.camp_id == camp.id)
    works_here = exists().where(
        Appointment.camp_id == camp.id,
        Appointment.person_id == Participant.person_id,
        Appointment.role.not_in([Role.PARTICIPANT, Role.PROJECTOR]),
    )
    found = session.scalars(
        select(Participant).where(
            Participant.camp_id == camp.id,
            Participant.state == "accepted",
            Participant.id.not_in(seated),
            Participant.id.not_in(gone),
            ~works_here,
        )
    )
    return sorted(found, key=lambda one: one.person.folded)


def mine(session: Session, camp: Camp, who: Actor, now: datetime) -> Mine:
    """Return the asker's own seat, requests and the three teams that fit."""
    one = session.scalars(
        select(Participant).filter_by(camp_id=camp.id, person_id=who.person_id)
    ).one_or_none()
    every = cards(session, camp, now)
    if one is None:
        return Mine(None, None, {}, {}, [], [], [])
    own = next(
        (card for card in every if any(s.participant_id == one.id for s in card.seats)), None
    )
    requests = {
        request.team_id: request
        for card in every
        for request in card.requests
        if request.participant_id == one.id
    }
    open_to = [card for card in every if card.team.state == "forming"]
    found = [] if own else suggestions(session, camp, one, open_to, dots=True)
    ended = session.scalars(
        select(Request)
        .filter_by(participant_id=one.id)
        .where(Request.state.in_(["declined", "cancelled", "lapsed"]), Request.why != "taken_back")
        .order_by(Request.decided_at.desc())
        .limit(3)
    ).all()
    by_id = {card.team.id: card for card in every}
    return Mine(one, own, requests, by_id, found, list(ended), _formable(session, one, every))


def suggestions(
    session: Session,
    camp: Camp,
    one: Participant,
    open_to: list[TeamCard],
    *,
    dots: bool = False,
) -> list[Suggestion]:
    """Return three teams that fit a person; `dots` uses the person's own, so only for them."""
    liked: set[str] = set()
    if dots:
        given = set(
            session.scalars(
                select(Dot.idea_id).filter_by(participant_id=one.id).where(Dot.dots > 0)
            )
        )
        liked = {card.team.id for card in open_to if given & {idea.id for idea in card.ideas}}
    teams = [(card.team, card.seats, card.free) for card in open_to]
    return matching.suggest(one, teams, minimum=camp.settings.team_min, liked=liked)


def _formable(session: Session, one: Participant, every: list[TeamCard]) -> list[Idea]:
    taken = {idea.id for card in every for idea in card.ideas}
    ideas = session.scalars(
        select(Idea)
        .where(
            (Idea.author_id == one.id) | (Idea.pitched_by_id == one.id),
            Idea.state.in_(["submitted", "screened_in", "pitched", "not_formed"]),
        )
        .order_by(Idea.made_at, Idea.id)
    )
    return [idea for idea in ideas if idea.id not in taken]


def free_ideas(session: Session, camp: Camp) -> list[Idea]:
    """Return the ideas that may still become a team."""
    taken = (
        select(TeamIdea.idea_id)
        .join(Team, Team.id == TeamIdea.team_id)
        .where(Team.camp_id == camp.id, Team.state.in_(IN_PLAY))
    )
    return list(
        session.scalars(
            select(Idea)
            .where(
                Idea.camp_id == camp.id,
                Idea.state.in_(["submitted", "screened_in", "pitched", "not_formed"]),
                Idea.id.not_in(taken),
            )
            .order_by(Idea.pitch_order, Idea.made_at, Idea.id)
        )
    )


def name_of(one: Participant, camp: Camp) -> str:
    """Return a name as people outside the team may read it: minors by first name and initial."""
    if one.person.is_minor_on(camp.starts_at.date()):
        return shown(one.person.name)
    return one.person.name
