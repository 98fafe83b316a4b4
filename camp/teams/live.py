"""What moves on the pages of teams, and who may watch one team."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from camp.core.models import Camp
from camp.core.rules import Actor
from camp.people.profile import SKILLS
from camp.teams import lock, queries
from camp.teams.models import Team
from camp.teams.rules import may_decide, may_lead, reads_every_team, runs_teams
from camp.web.context import camp, now
from camp.web.pieces import piece, topic


def watches(session: Session, who: Actor, arguments: Mapping[str, str]) -> bool:
    """Return whether somebody may follow one team: its members, mentors and the staff."""
    team = session.get(Team, arguments["team_id"])
    if team is None:
        return False
    if reads_every_team(who, team.camp_id):
        return True
    seat = queries.own_team(session, team.camp_id, who)
    return seat is not None and seat.team_id == team.id


TEAMS = topic("camp:{slug}:teams", rule="teams.read")
TEAM = topic("team:{team_id}", rule="team.read", allows=watches)


def ask_open(session: Session, slug: str) -> dict[str, Any]:
    cards = queries.cards(session, camp(), now())
    return {"cards": cards, "free": sum(card.free for card in cards), "camp": camp()}


def ask_mine(session: Session, slug: str, actor: Actor) -> dict[str, Any]:
    return {"mine": queries.mine(session, camp(), actor, now()), "camp": camp(), "at": now()}


def ask_desk(session: Session, slug: str, actor: Actor) -> dict[str, Any]:
    here, at = camp(), now()
    return {
        "cards": queries.cards(session, here, at),
        "closed": queries.cards(session, here, at, states=("withdrawn", "disqualified")),
        "check": lock.lock_check(session, here, at),
        "ideas": queries.free_ideas(session, here),
        "camp": here,
        "at": at,
    }


def ask_team(session: Session, team_id: str, actor: Actor) -> dict[str, Any]:
    team = session.get_one(Team, team_id)
    here, at = session.get_one(Camp, team.camp_id), now()
    seat = queries.own_team(session, here.id, actor)
    card = queries.card(session, here, team_id, at)
    is_member = seat is not None and seat.team_id == team_id
    return {
        "card": card,
        "seat": seat if is_member else None,
        "sees_all": is_member or reads_every_team(actor, here.id),
        "runs": runs_teams(actor, here.id),
        "leads": may_lead(actor, team, seat),
        "answers": {
            one.id
            for one in card.requests
            if one.state != "offered" and may_decide(actor, one, seat, at)
        },
        "known_skills": list(SKILLS),
        "camp": here,
        "at": at,
    }


OPEN = piece(
    "teams.open", on=TEAMS, path="/camps/<slug>/teams/open", template="teams/_open.html",
    ask=ask_open, shared=True,
)  # fmt: skip
MINE = piece(
    "teams.mine", on=TEAMS, path="/camps/<slug>/teams/mine", template="teams/_mine.html",
    ask=ask_mine,
)  # fmt: skip
DESK = piece(
    "teams.desk", on=TEAMS, path="/camps/<slug>/teams/desk/board", template="teams/_desk.html",
    ask=ask_desk, rule="teams.place",
)  # fmt: skip
OWN = piece(
    "team.own", on=TEAM, path="/teams/<team_id>/inside", template="teams/_team.html",
    ask=ask_team,
)  # fmt: skip
