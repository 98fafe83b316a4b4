"""The vote and the pitch queue as the moderator's programs see them."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from flask_smorest import Blueprint
from sqlalchemy.orm import Session

from camp.core.models import Camp
from camp.core.rules import may
from camp.ideas import dots, pitches, queries, tally, voting
from camp.ideas.models import Idea, Voting
from camp.ideas.rules import is_taking
from camp.ideas.schemas import LateIn, PitchIn, PitchOut, QueueIn, VotingIn
from camp.web.context import actor, camp, db, now
from camp.web.guard import rule
from camp.web.writes import Answer, write

bp = Blueprint("ideas_desk_api", __name__)
USUAL = timedelta(minutes=20)
"""How long a vote lasts when nobody says."""


@bp.get("/camps/<slug>/voting")
@bp.response(200)
@rule("ideas.read")
def get_voting(slug: str) -> Any:
    """How the vote stands and how many have voted; the own dots left for a participant."""
    with db().read() as session:
        found = queries.voting(session, camp().id)
        given, may_give = tally.ballots(session, camp().id)
        body = {
            **voting_out(found),
            "is_taking": is_taking(found, now()),
            "ballots": given,
            "eligible": may_give,
        }
        if may(actor(), camp().id, "dots.cast"):
            cards = queries.cards_of(session, camp(), actor().person_id, shuffled=False)
            body["left"] = queries.dots_left(camp(), cards)
    return body


@bp.put("/camps/<slug>/voting")
@bp.arguments(VotingIn)
@bp.response(200)
@rule("dots.run")
def put_voting(body: dict[str, Any], slug: str) -> Any:
    verb = partial(
        set_voting,
        camp=camp(), state=body["state"], closes_at=body["closes_at"],
        by=actor().person_id, now=now(),
    )  # fmt: skip
    return write(verb, lambda found: Answer(200, voting_out(found)))


@bp.get("/camps/<slug>/voting/tally")
@bp.response(200)
@rule("dots.run")
def get_tally(slug: str) -> Any:
    """Dots and distinct voters of each idea; 409 `tally-hidden` until the vote is closed."""
    with db().read() as session:
        counts = tally.tally(session, camp().id, queries.voting(session, camp().id))
    return [
        {"idea": idea_id, "dots": count.dots, "voters": count.voters}
        for idea_id, count in sorted(counts.items(), key=lambda pair: -pair[1].dots)
    ]


@bp.put("/camps/<slug>/voting/late/<participant_id>")
@bp.arguments(LateIn)
@bp.response(200)
@rule("dots.run")
def put_late(body: dict[str, Any], slug: str, participant_id: str) -> Any:
    verb = partial(
        dots.decide_late,
        camp_id=camp().id, participant_id=participant_id, by=actor().person_id, now=now(), **body,
    )  # fmt: skip
    return write(verb, lambda count: Answer(200, {"ideas": count}))


@bp.get("/camps/<slug>/pitches")
@bp.response(200, PitchOut(many=True))
@rule("ideas.read")
def get_pitches(slug: str) -> Any:
    with db().read() as session:
        return queries.queue(session, camp())


@bp.put("/camps/<slug>/pitches")
@bp.arguments(QueueIn)
@bp.response(200)
@rule("ideas.queue")
def put_pitches(body: dict[str, Any], slug: str) -> Any:
    verb = partial(
        pitches.order_queue,
        camp_id=camp().id, order=body["order"], by=actor().person_id, now=now(),
    )  # fmt: skip
    return write(verb, lambda ideas: Answer(200, {"order": [one.id for one in ideas]}))


@bp.put("/ideas/<idea_id>/pitch")
@bp.arguments(PitchIn)
@bp.response(200)
@rule("ideas.queue")
def put_pitch(body: dict[str, Any], idea_id: str) -> Any:
    verb = partial(set_pitch, idea_id=idea_id, by=actor().person_id, now=now(), body=body)
    return write(
        verb, lambda idea: Answer(200, {"idea": idea.id, "state": idea.pitch})
    )  # fmt: skip


def set_pitch(
    session: Session, *, idea_id: str, by: str, now: datetime, body: dict[str, Any]
) -> Idea:
    """Name the reader, where the body does, and then move the pitch."""
    state, who = body.get("state"), {"idea_id": idea_id, "by": by, "now": now}
    if "proxy" in body:
        pitches.name_proxy(session, participant_id=body["proxy"], **who)  # type: ignore[arg-type]
    if state == "now":
        return pitches.begin_pitch(session, **who)  # type: ignore[arg-type]
    if state is not None:
        return pitches.end_pitch(session, state=state, **who)  # type: ignore[arg-type]
    return session.get_one(Idea, idea_id)


def set_voting(
    session: Session, *, camp: Camp, state: str, closes_at: datetime | None, by: str, now: datetime
) -> Voting:
    """Open or extend, close or reveal; an open vote that is opened again stays as it is."""
    if state == "closed":
        return voting.close_voting(session, camp_id=camp.id, by=by, now=now)
    if state == "revealed":
        return voting.reveal_tally(session, camp_id=camp.id, by=by, now=now)
    found = queries.voting(session, camp.id)
    if closes_at is None and found is not None and found.state == "open":
        return found
    return voting.open_voting(
        session, camp_id=camp.id, closes_at=closes_at or now + USUAL, by=by, now=now
    )


def voting_out(found: Voting | None) -> dict[str, Any]:
    times = ("opened_at", "closes_at", "closed_at")
    at = {name: getattr(found, name, None) for name in times}
    return {
        "state": found.state if found else "waiting",
        **{name: value.isoformat() if value else None for name, value in at.items()},
        "extended_minutes": found.extended_minutes if found else 0,
    }
