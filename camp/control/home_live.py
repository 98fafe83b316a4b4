"""The participant's home: what is on now for everybody, one's own badge and team, the news."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from camp.checkin import queries as door
from camp.control import turns
from camp.core.errors import Forbidden, words
from camp.core.rules import Actor
from camp.grants.results import has_own_result
from camp.people import badges, consenting, queries, registering
from camp.schedule import queries as schedule
from camp.schedule.live import CAMP, SHOWN_FOR
from camp.teams import queries as teams
from camp.web.context import camp, now, secret
from camp.web.pieces import OWN, piece, topic

PERSON = topic("person:{person_id}", rule=OWN)
STEPS: Mapping[str, tuple[str, str, str]] = {
    "draft": (words("The camp is being prepared"), "", ""),
    "call": (words("Registration is open"), words("Hand in an idea"), "/ideas"),
    "selection": (words("The organisers choose"), words("See my registration"), "/registration"),
    "checkin": (words("Come in at the door"), words("Show my badge"), "/badge"),
    "ideas": (words("Ideas are presented"), words("See the ideas"), "/ideas"),
    "voting": (words("Give your dots"), words("To the ideas"), "/ideas"),
    "forming": (words("Find your team"), words("See open seats"), "/teams"),
    "build": (words("Build your project"), words("Open the project"), "/project"),
    "locked": (words("Get ready to pitch"), words("Open the project"), "/project"),
    "jury": (words("Teams pitch to the jury"), words("See the schedule"), "/schedule"),
    "deliberation": (words("The jury decides"), words("See the schedule"), "/schedule"),
    "results": (words("The results"), words("See the results"), "/results"),
    "appeals": (words("The results"), words("See the results"), "/results"),
    "followup": (words("Projects go on"), words("My team's grant"), "/grant"),
    "closed": (words("The camp is over"), words("See the results"), "/results"),
}
"""What each phase means to a participant, the next step in words, and where it is taken."""
TOLD = {"results", "appeals", "followup", "closed"}
"""Phases whose home leads to the result of one's own team."""
FRESH = timedelta(hours=2)
"""How long an announcement stands on the home page."""


def _now(session: Session, *, slug: str) -> Mapping[str, Any]:
    at = now()
    present, upcoming = schedule.now_and_next(session, camp().id, at)
    changes = [item.starts_at for item in upcoming[:1]] + ([present.ends_at] if present else [])
    title, words_, path = STEPS[camp().phase]
    return {
        "camp": camp(), "now": at, "present": present, "upcoming": upcoming,
        "changes_at": min(changes, default=None), "step": title, "words": words_,
        "href": f"/camps/{slug}{path}" if path else "",
    }  # fmt: skip


def _mine(session: Session, *, actor: Actor, slug: str, person_id: str) -> Mapping[str, Any]:
    if actor.person_id != person_id:
        raise Forbidden
    at = now()
    person = queries.person(session, person_id)
    badge = badges.badge_of(session, camp().id, person_id)
    seat = teams.own_team(session, camp().id, actor)
    return {
        "camp": camp(), "person": person, "now": at, "badge": badge,
        "text": badges.badge_text(secret(), badge.code) if badge else "",
        "card": teams.card(session, camp(), seat.team_id, at) if seat else None,
        "stands": consenting.standing(session, camp(), person),
        "mine": registering.participant_of(session, camp().id, person_id),
        "is_in": door.is_checked_in(session, camp().id, person_id),
    }  # fmt: skip


def _news(session: Session, *, actor: Actor, slug: str) -> Mapping[str, Any]:
    roles = actor.roles.get(camp().id, frozenset())
    since = now() - min(FRESH, SHOWN_FOR)
    return {"said": schedule.announcements(session, camp().id, roles, since)}


def _pitch(session: Session, *, actor: Actor, slug: str) -> Mapping[str, Any]:
    return {
        "turn": turns.turn(session, camp(), actor, now()),
        "now": now(),
        "has_result": camp().phase in TOLD and has_own_result(session, camp(), actor.person_id),
        "camp": camp(),
    }


for part in ("now", "next"):
    piece(
        f"home.{part}",
        on=CAMP,
        path=f"/camps/<slug>/home/{part}",
        template=f"control/_home_{part}.html",
        ask=_now,
        shared=True,
    )
piece(
    "home.mine",
    on=PERSON,
    path="/camps/<slug>/home/<person_id>/mine",
    template="control/_home_mine.html",
    ask=_mine,
)
piece(
    "home.news",
    on=CAMP,
    path="/camps/<slug>/home/news",
    template="control/_home_news.html",
    ask=_news,
    rule="home.read",
)
piece(
    "home.pitch",
    on=CAMP,
    path="/camps/<slug>/home/pitch",
    template="control/_home_pitch.html",
    ask=_pitch,
    rule="home.read",
)
