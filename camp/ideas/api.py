"""Ideas and dots as programs see them."""

from functools import partial
from typing import Any

from flask_smorest import Blueprint

from camp.core.rules import may
from camp.ideas import dots, joining, merges, queries, service, tally
from camp.ideas.live import by_dots
from camp.ideas.models import Idea
from camp.ideas.queries import Card
from camp.ideas.rules import is_taking
from camp.ideas.schemas import (
    DotsIn,
    DotsOut,
    IdeaChangeIn,
    IdeaIn,
    JoinIn,
    MergeIn,
    ScreeningIn,
)
from camp.ideas.tally import Count
from camp.web.context import actor, camp, db, now
from camp.web.guard import rule
from camp.web.writes import Answer, write

bp = Blueprint("ideas_api", __name__)


@bp.get("/camps/<slug>/ideas")
@bp.response(200)
@rule("ideas.read")
def list_ideas(slug: str) -> Any:
    """The board and the asker's own ideas; with dots only once these are open to the asker."""
    with db().read() as session:
        voting = queries.voting(session, camp().id)
        if may(actor(), camp().id, "ideas.write"):
            cards = queries.cards_of(
                session, camp(), actor().person_id, shuffled=is_taking(voting, now())
            )
        else:
            cards = queries.board(session, camp())
        runs = may(actor(), camp().id, "dots.run")
        closed = voting is not None and voting.state in {"closed", "revealed"}
        if runs and closed:
            counts = tally.tally(session, camp().id, voting)
        else:
            counts = tally.public_tally(session, camp().id, voting)  # type: ignore[assignment]
        return [_out(card, counts) for card in by_dots(cards, counts)]


@bp.post("/camps/<slug>/ideas")
@bp.arguments(IdeaIn)
@bp.response(201)
@rule("ideas.write")
def post_idea(body: dict[str, Any], slug: str) -> Any:
    verb = partial(
        service.write_idea, camp_id=camp().id, words_of=body, by=actor().person_id, now=now()
    )
    return write(verb, lambda idea: Answer(201, _stands(idea)))


@bp.put("/ideas/<idea_id>")
@bp.arguments(IdeaChangeIn)
@bp.response(200)
@rule("ideas.write")
def put_idea(body: dict[str, Any], idea_id: str) -> Any:
    revision = body.pop("revision")
    verb = partial(
        service.edit_idea, idea_id=idea_id, words_of=body, revision=revision,
        by=actor().person_id, now=now(),
    )  # fmt: skip
    return write(verb, lambda idea: Answer(200, _stands(idea)))


@bp.post("/ideas/<idea_id>/submission")
@bp.response(200)
@rule("ideas.write")
def post_submission(idea_id: str) -> Any:
    verb = partial(service.submit_idea, idea_id=idea_id, by=actor().person_id, now=now())
    return write(verb, lambda idea: Answer(200, _stands(idea)))


@bp.post("/ideas/<idea_id>/withdrawal")
@bp.response(200)
@rule("ideas.write")
def post_withdrawal(idea_id: str) -> Any:
    verb = partial(service.withdraw_idea, idea_id=idea_id, by=actor().person_id, now=now())
    return write(verb, lambda idea: Answer(200, _stands(idea)))


@bp.put("/ideas/<idea_id>/screening")
@bp.arguments(ScreeningIn)
@bp.response(200)
@rule("ideas.screen")
def put_screening(body: dict[str, Any], idea_id: str) -> Any:
    verb = partial(service.screen_idea, idea_id=idea_id, by=actor().person_id, now=now(), **body)
    return write(verb, lambda idea: Answer(200, _stands(idea)))


@bp.put("/ideas/<idea_id>/dots")
@bp.arguments(DotsIn)
@bp.response(200, DotsOut)
@rule("dots.cast")
def put_dots(body: dict[str, Any], idea_id: str) -> Any:
    verb = partial(dots.give_dots, idea_id=idea_id, by=actor().person_id, now=now(), **body)
    return write(verb, lambda given: Answer(200, DotsOut().dump(given)))


@bp.put("/ideas/<idea_id>/join")
@bp.arguments(JoinIn)
@bp.response(200, JoinIn)
@rule("teams.join")
def put_join(body: dict[str, Any], idea_id: str) -> Any:
    """Say that one wants to join the idea's team once there is one, or not any more."""
    verb = partial(joining.want_to_join, idea_id=idea_id, by=actor().person_id, now=now(), **body)
    return write(verb, lambda wants: Answer(200, {"wants": wants}))


@bp.post("/ideas/<idea_id>/merge")
@bp.arguments(MergeIn)
@bp.response(200)
@rule("ideas.write")
def post_merge(body: dict[str, Any], idea_id: str) -> Any:
    verb = partial(
        merges.wish_merge, idea_id=idea_id, into_id=body["into"], by=actor().person_id, now=now()
    )
    return write(verb, lambda idea: Answer(200, _wish(idea)))


@bp.delete("/ideas/<idea_id>/merge")
@bp.arguments(MergeIn)
@bp.response(200)
@rule("ideas.write")
def delete_merge(body: dict[str, Any], idea_id: str) -> Any:
    verb = partial(
        merges.take_back_wish,
        idea_id=idea_id, into_id=body["into"], by=actor().person_id, now=now(),
    )  # fmt: skip
    return write(verb, lambda idea: Answer(200, _wish(idea)))


def _stands(idea: Idea) -> dict[str, Any]:
    return {"id": idea.id, "state": idea.state, "revision": idea.revision}


def _wish(idea: Idea) -> dict[str, Any]:
    return {"id": idea.id, "state": "merged" if idea.state == "merged" else "wished"}


def _out(card: Card, counts: dict[str, Count] | None) -> dict[str, Any]:
    idea = card.idea
    body = {
        "id": idea.id,
        "state": idea.state,
        **service.written(idea),
        "author": card.author,
        "merged_into": idea.merged_into_id,
        "revision": idea.revision,
    }
    if may(actor(), idea.camp_id, "ideas.write"):
        body |= {"own": card.is_own, "own_dots": card.dots, "late": card.late}
    if card.is_own:
        body |= {"ground": idea.state_ground, "reason": idea.state_reason}
    if counts is not None:
        count = counts.get(idea.id, Count())
        body |= {"dots": count.dots, "voters": count.voters}
    return body
