"""The programme as its officer looks at it: camps, projects, places and people."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from camp.checkin.queries import checked_in
from camp.core.models import Camp, Programme
from camp.core.rules import Actor, Role, may
from camp.followup import donors, queries
from camp.followup.queries import Grant
from camp.followup.rules import LIVE, SMALL
from camp.grants import publishing
from camp.ideas.models import Idea
from camp.people.models import Participant, Person
from camp.programme import elsewhere
from camp.programme.cards import CampCard, Project
from camp.teams.models import Seat, Team
from camp.teams.rules import IN_PLAY

SHOWN = (
    "direct_beneficiaries", "trained", "jobs_or_income", "volunteer_hours", "still_active_6m",
    "co_funding",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """A number over all projects; `of` counts the projects that told it.

    Of `all`, so many are `women` and so many `men`; None where nobody said, or so few that it
    might point to somebody.
    Money from others stands for itself in each `currency`, in major units.
    """

    name: str
    all: int
    of: int
    women: int | None = None
    men: int | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    programme: Programme | None
    cards: Sequence[CampCard]
    projects: Sequence[Project]
    figures: Sequence[Figure]
    people: Mapping[str, Mapping[str, int | None]]
    """Those who took part, and those in teams with a grant, by gender; small cells are hidden."""
    came_back: int
    """People who agreed to be counted and were at more than one camp; 0 for fewer than `SMALL`."""
    has_open_data: bool

    @property
    def waits(self) -> int:
        return sum(one.waits or 0 for one in self.cards)


def camps_of(session: Session, programme_id: str) -> Sequence[Camp]:
    """Return the camps of a programme, the earliest first, without rehearsals."""
    return session.scalars(
        select(Camp)
        .filter_by(programme_id=programme_id, rehearses=None)
        .order_by(Camp.starts_at, Camp.id)
    ).all()


def family(session: Session, camp: Camp) -> Sequence[Camp]:
    """Return the camps of `camp`'s programme on this server; without one, and in a rehearsal, it
    stands alone.
    """
    if camp.programme_id is None or camp.rehearses:
        return [camp]
    return camps_of(session, camp.programme_id)


def seen(camps: Sequence[Camp], actor: Actor) -> list[Camp]:
    """Return which of a programme's camps the reader may look at.

    An officer of one of them looks at all, for that is what a programme's officer is for; who runs
    one of them looks at those they run.
    """
    is_officer = any(actor.has(one.id, Role.PROGRAMME_OFFICER) for one in camps)
    return [one for one in camps if is_officer or may(actor, one.id, "programme.read")]


def overview(session: Session, camp: Camp, actor: Actor, now: datetime) -> Overview:
    """Return all that the programme's page shows of the camps that the reader may look at."""
    here = family(session, camp)
    camps = seen(here, actor)
    told = elsewhere.read(session, camps)
    standing = {one.id: _standing(session, one, now) for one in camps}
    cards = [
        _card(session, one, standing[one.id], told.region_of(one), actor, now) for one in camps
    ]
    every = _listed(camps, standing, told.projects(here), actor)
    people = {one.id: set(donors.agreeing(session, None, one.id)) for one in camps}
    return Overview(
        programme=session.get(Programme, camp.programme_id) if camp.programme_id else None,
        cards=sorted([*cards, *told.camps(here)], key=lambda one: one.starts),
        projects=every,
        figures=list(_figures(every)),
        people=_people(session, people, standing),
        came_back=_came_back(people),
        has_open_data=any(publishing.latest(session, one.id) for one in camps),
    )


def projects(session: Session, camp: Camp, actor: Actor, now: datetime) -> list[Project]:
    """Return the projects of the reader's camps and of those they tell of, the worst first."""
    here = family(session, camp)
    camps = seen(here, actor)
    standing = {one.id: _standing(session, one, now) for one in camps}
    return _listed(camps, standing, elsewhere.read(session, camps).projects(here), actor)


def _standing(session: Session, camp: Camp, now: datetime) -> list[Grant]:
    """Return the awards that stand, or for which money was paid before they were ended."""
    return [
        one
        for one in queries.grants(session, camp, now)
        if one.award.state in LIVE or (one.award.state == "cancelled" and one.paid)
    ]


def _listed(
    camps: Sequence[Camp],
    standing: Mapping[str, list[Grant]],
    others: Sequence[Project],
    actor: Actor,
) -> list[Project]:
    own = [
        _project(one, grant, may_look=may(actor, one.id, "followup.read"))
        for one in camps
        for grant in standing[one.id]
    ]
    return sorted([*own, *others], key=lambda one: (one.harm, -one.awarded, one.name))


def _card(
    session: Session,
    camp: Camp,
    grants: Sequence[Grant],
    region: str,
    actor: Actor,
    now: datetime,
) -> CampCard:
    ideas = select(func.count(Idea.id)).where(Idea.camp_id == camp.id, Idea.state != "draft")
    teams = select(func.count(Team.id)).where(Team.camp_id == camp.id, Team.state.in_(IN_PLAY))
    may_look = may(actor, camp.id, "followup.read")
    starts, ends = (at.astimezone(camp.zone).date() for at in (camp.starts_at, camp.ends_at))
    return CampCard(
        name=camp.name, names=camp.names, starts=starts, ends=ends, phase=camp.phase,
        region=region, people=checked_in(session, camp.id),
        ideas=session.scalar(ideas) or 0, teams=session.scalar(teams) or 0, grants=len(grants),
        camp=camp, waits=len(queries.inbox(grants, now)) if may_look else None,
        is_told=donors.latest(session, camp.id) is not None,
    )  # fmt: skip


def _project(camp: Camp, grant: Grant, *, may_look: bool) -> Project:
    is_late = grant.award.state == "contracted" and grant.worst is not None
    return Project(
        name=grant.team.name,
        camp=camp.name,
        camp_names=camp.names,
        region=grant.lead.region if grant.lead else "",
        currency=camp.currency,
        awarded=grant.award.amount,
        paid=grant.paid,
        state="late" if is_late else grant.award.state,
        results=donors.results(grant.reports).get(grant.award.id, {}),
        award_id=grant.award.id if may_look else "",
        written=camp.language,
    )


def _figures(projects: Iterable[Project]) -> Iterable[Figure]:
    """Yield the numbers of accepted reports, those of people, hours and projects first."""
    found: dict[tuple[str, str], list[Mapping[str, int]]] = {}
    for one in projects:
        for name in SHOWN:
            if name in one.results:
                key = (name, one.currency if name == "co_funding" else "")
                found.setdefault(key, []).append(one.results)
    for name, currency in sorted(found, key=lambda key: (SHOWN.index(key[0]), key[1])):
        told = found[name, currency]
        women = men = None
        said = [one for one in told if "women" in one]
        if name == "direct_beneficiaries" and said:
            by_gender = {"F": sum(one["women"] for one in said)}
            by_gender["M"] = sum(max(0, one[name] - one["women"]) for one in said)
            shown = donors.hidden(by_gender)
            women, men = shown.get("F"), shown.get("M")
        yield Figure(name, sum(one[name] for one in told), len(told), women, men, currency)


def _people(
    session: Session, people: Mapping[str, set[Person]], standing: Mapping[str, list[Grant]]
) -> Mapping[str, Mapping[str, int | None]]:
    """Count by gender those who agreed to the use of their data: all, and who holds a grant."""
    everybody = set[Person]().union(*people.values())
    teams = {grant.team.id for grants in standing.values() for grant in grants}
    seated = select(Participant.person_id).join(Seat, Seat.participant_id == Participant.id)
    grantees = set(session.scalars(seated.where(Seat.team_id.in_(teams), Seat.left_at.is_(None))))
    return {
        "camps": _genders(everybody),
        "grants": _genders(one for one in everybody if one.id in grantees),
    }


def _genders(people: Iterable[Person]) -> Mapping[str, int | None]:
    return donors.hidden(Counter(one.gender or "?" for one in people))


def _came_back(people: Mapping[str, set[Person]]) -> int:
    times = Counter(person.id for at_one in people.values() for person in at_one)
    again = sum(count > 1 for count in times.values())
    return again if again >= SMALL else 0


def joinable(session: Session, actor: Actor) -> list[Programme]:
    """Return the programmes of the camps that the reader runs or is an officer of, by name."""
    mine = [camp_id for camp_id in actor.roles if may(actor, camp_id, "programme.read")]
    found = session.scalars(
        select(Programme)
        .where(Programme.id.in_(select(Camp.programme_id).where(Camp.id.in_(mine))))
        .order_by(Programme.name, Programme.id)
    )
    return list(found)
