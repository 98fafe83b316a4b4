"""Topics of the grants room and the pieces that stand on them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.errors import CampError
from camp.core.models import Camp
from camp.core.rules import Actor, may
from camp.grants import appeals, hands, results
from camp.grants.proposal import names
from camp.grants.protocol import Deliberation, deliberation
from camp.grants.publishing import keys_on
from camp.jury.models import Juror, Round
from camp.jury.telling import certainty
from camp.mentoring import queries as mentoring
from camp.people.models import Person
from camp.web.pieces import piece, topic

AWARDS = topic("round:{round_id}:awards", rule="awards.read")
CAMP = topic("camp:{slug}", rule="camp.read")
APPEALS = topic("camp:{slug}:appeals", rule="appeal.decide")


def jury_table(session: Session, *, round_id: str, actor: Actor) -> Mapping[str, Any]:
    """The ranking with decisions and the reader's own ballot; nothing before it is time."""
    camp = session.get_one(Camp, session.get_one(Round, round_id).camp_id)
    try:
        now = deliberation(session, camp)
    except CampError as error:
        return {"now": None, "why": error.title, "camp": camp}
    seat = seat_of(session, camp.id, actor.person_id)
    return {
        "now": now,
        "camp": camp,
        "seat": seat,
        "own": now.ranked.points_of(seat.id) if seat else {},
        "keys": keys(session, now),
        "may_turn": may(actor, camp.id, "publication.key"),
        "may_settle": may(actor, camp.id, "ties.settle"),
    }


def votes(session: Session, *, round_id: str, team_id: str, actor: Actor) -> Mapping[str, Any]:
    """How the jurors who may vote on a team have voted; nothing for who stepped aside."""
    camp = session.get_one(Camp, session.get_one(Round, round_id).camp_id)
    try:
        now = deliberation(session, camp)
    except CampError:
        return {"row": None}
    row = next((one for one in now.rows if one.team.id == team_id), None)
    seat = seat_of(session, camp.id, actor.person_id)
    if row is None or (seat and seat.id in row.aside):
        return {"row": None}
    # Before anybody wrote down who is here, everybody who sits is taken as present.
    here = now.present if now.sitting else now.jurors
    voters = [one for one in here if one.id not in row.aside]
    return {
        "row": row, "camp": camp, "voters": voters,
        "hands": hands.hands_on(session, round_id, team_id),
        "mine": seat.id if seat and seat in voters and camp.phase == "deliberation" else "",
    }  # fmt: skip


def seat_of(session: Session, camp_id: str, person_id: str) -> Juror | None:
    return session.scalars(
        select(Juror).filter_by(camp_id=camp_id, person_id=person_id)
    ).one_or_none()


def keys(session: Session, now: Deliberation) -> list[dict[str, str]]:
    turned = keys_on(session, now.ranked.round.id, now.fingerprint)
    return [
        {"role": key.role, "name": session.get_one(Person, key.person_id).name} for key in turned
    ]


def public_list(session: Session, *, slug: str, actor: Actor) -> Mapping[str, Any]:
    camp = _camp(session, slug)
    return {"result": results.public_result(session, camp), "camp": camp}


def own_page(session: Session, *, slug: str, actor: Actor) -> Mapping[str, Any]:
    """The reader's own team: nothing of it before the publication."""
    camp = _camp(session, slug)
    team_id = appeals.own_team(session, camp.id, actor.person_id)
    result = results.own_result(session, camp, team_id) if team_id else None
    return {
        "camp": camp,
        "team_id": team_id,
        "result": result,
        "certainty": certainty(result.doubt) if result else [],
        "notes": mentoring.notes(session, team_id) if result and team_id else [],
        "appeals": appeals.appeals_of(session, camp.id, team_id) if team_id else [],
    }


def appeals_desk(session: Session, *, slug: str, actor: Actor) -> Mapping[str, Any]:
    camp = _camp(session, slug)
    return {
        "camp": camp,
        "appeals": appeals.appeals_of(session, camp.id),
        "names": names(session, camp.id),
    }


def _camp(session: Session, slug: str) -> Camp:
    return session.scalars(select(Camp).filter_by(slug=slug)).one()


piece(
    "grants.jury",
    on=AWARDS,
    path="/rounds/<round_id>/awards/jury",
    template="grants/_jury.html",
    ask=jury_table,
)
piece(
    "grants.votes",
    on=AWARDS,
    path="/rounds/<round_id>/awards/votes/<team_id>",
    template="grants/_votes.html",
    ask=votes,
)
piece(
    "grants.lock",
    on=AWARDS,
    path="/rounds/<round_id>/awards/lock",
    template="grants/_lock.html",
    ask=jury_table,
)
piece(
    "grants.results",
    on=CAMP,
    path="/camps/<slug>/results/list",
    template="grants/_results.html",
    ask=public_list,
    rule="results.read",
)
piece(
    "grants.mine",
    on=CAMP,
    path="/camps/<slug>/results/mine/body",
    template="grants/_mine.html",
    ask=own_page,
    rule="result.own",
)
piece(
    "grants.appeals",
    on=APPEALS,
    path="/camps/<slug>/appeals/list",
    template="grants/_appeals.html",
    ask=appeals_desk,
)
