"""Awards, keys and appeals as programs see them."""

from collections import Counter
from functools import partial
from typing import Any

from flask import Response
from flask_smorest import Blueprint

from camp.core.rules import Role
from camp.grants import appeals, hands, publishing, results, service
from camp.grants.models import Appeal, Decision, Publication, PublicationKey
from camp.grants.proposal import choice_of
from camp.grants.protocol import Deliberation, deliberation
from camp.grants.rules import VOTES
from camp.grants.schemas import (
    AppealAnswerIn,
    AppealIn,
    AwardIn,
    HandIn,
    KeyIn,
    SittingIn,
    TieIn,
    choice,
    revisions,
)
from camp.grants.service import described
from camp.jury.models import Round
from camp.web import guard
from camp.web.context import actor, camp, db, now
from camp.web.guard import rule
from camp.web.writes import Answer, write

bp = Blueprint("awards", __name__)
guard.belongs("round_id", Round)
guard.belongs("appeal_id", Appeal)


@bp.get("/camps/<slug>/awards")
@bp.response(200)
@rule("awards.read")
def get_awards(slug: str) -> Any:
    """The proposal of the published rule, and what the jury decided."""
    with db().read() as session:
        return awards_out(deliberation(session, camp()))


@bp.put("/camps/<slug>/awards")
@bp.arguments(AwardIn(many=True))
@bp.response(200)
@rule("awards.decide")
def put_awards(given: list[dict[str, Any]], slug: str) -> Response:
    """Decide for the teams that are named; what stands equal already changes nothing."""
    verb = partial(
        service.decide,
        camp_id=camp().id,
        choices=[choice(one) for one in given],
        revisions=revisions(given),
        by=actor().person_id,
        now=now(),
    )
    return write(verb, lambda rows: Answer(200, {"decisions": [decision_out(row) for row in rows]}))


@bp.get("/camps/<slug>/awards/<team_id>/votes")
@bp.response(200)
@rule("awards.read")
def get_hands(slug: str, team_id: str) -> Any:
    """What each juror has voted on a team; not for who stepped aside."""
    with db().read() as session:
        return hands_out(team_id, hands.seen_by(session, camp(), team_id, actor().person_id))


@bp.put("/camps/<slug>/awards/<team_id>/vote")
@bp.arguments(HandIn)
@bp.response(200)
@rule("awards.vote")
def put_hand(given: dict[str, Any], slug: str, team_id: str) -> Response:
    """A present juror's own vote; another one takes its place."""
    about: Any = {"team_id": team_id, "by": actor().person_id}

    def verb(session: Any) -> dict[str, str]:
        hands.vote(session, camp_id=here.id, vote=given["vote"], now=at, **about)
        return hands.seen_by(session, here, team_id, about["by"])

    here, at = camp(), now()
    return write(verb, lambda voted: Answer(200, hands_out(team_id, voted)))


@bp.put("/camps/<slug>/sitting")
@bp.arguments(SittingIn)
@bp.response(200)
@rule("awards.decide")
def put_sitting(given: dict[str, Any], slug: str) -> Response:
    """Open the sitting; write down who is present, and a note."""

    def verb(session: Any) -> Any:
        common: Any = {"camp_id": camp_id, "by": by, "now": at}
        sitting = service.open_sitting(session, **common)
        if given["present"] is not None:
            service.note_presence(session, present=given["present"], **common)
        if given["note"] is not None:
            service.take_note(session, text=given["note"], **common)
        return sitting

    camp_id, by, at = camp().id, actor().person_id, now()
    return write(verb, lambda one: Answer(200, {"round": one.round_id, "present": one.present}))


@bp.put("/camps/<slug>/ties")
@bp.arguments(TieIn)
@bp.response(204)
@rule("ties.settle")
def put_tie(given: dict[str, Any], slug: str) -> Response:
    """The chair's order of a tie that no rung decided, in one written sentence."""
    verb = partial(service.settle_tie, camp_id=camp().id, by=actor().person_id, now=now(), **given)
    return write(verb)


@bp.post("/rounds/<round_id>/publication")
@bp.arguments(KeyIn)
@bp.response(200)
@rule("publication.key")
def post_publication(given: dict[str, Any], round_id: str) -> Response:
    """Turn one's key. The second one, by another person, publishes."""
    verb = partial(
        publishing.turn_key,
        camp_id=camp().id,
        round_id=round_id,
        roles=own_key_roles(),
        by=actor().person_id,
        now=now(),
    )
    return write(verb, key_out)


@bp.get("/camps/<slug>/results")
@bp.response(200)
@rule("results.read")
def get_results(slug: str) -> Any:
    """What everybody may see, once it is published."""
    with db().read() as session:
        return results_out(results.public_result(session, camp()))


@bp.post("/camps/<slug>/appeals")
@bp.arguments(AppealIn)
@bp.response(201)
@rule("appeal.write")
def post_appeal(given: dict[str, Any], slug: str) -> Response:
    verb = partial(
        appeals.make_appeal,
        camp_id=camp().id,
        team_id=given["team"],
        ground=given["ground"],
        text=given["text"],
        by=actor().person_id,
        now=now(),
    )
    return write(verb, lambda appeal: Answer(201, appeal_out(appeal)))


@bp.put("/appeals/<appeal_id>")
@bp.arguments(AppealAnswerIn)
@bp.response(200)
@rule("appeal.decide")
def put_appeal(given: dict[str, Any], appeal_id: str) -> Response:
    verb = partial(
        appeals.answer_appeal, appeal_id=appeal_id, by=actor().person_id, now=now(), **given
    )
    return write(verb, lambda appeal: Answer(200, appeal_out(appeal)))


def own_key_roles() -> list[Role]:
    return [role for role in (Role.OWNER, Role.CHAIR) if actor().has(camp().id, role)]


def key_out(turned: tuple[PublicationKey, Publication | None]) -> Answer:
    key, published = turned
    body = {
        "role": key.role,
        "fingerprint": key.fingerprint,
        "published": published is not None,
        "version": published.version if published else None,
    }
    return Answer(200, body)


def awards_out(now_: Deliberation) -> dict[str, Any]:
    made = now_.proposal
    line = made.proposal.stopped
    return {
        "round": now_.ranked.round.id,
        "proposal": {
            "rule": made.settings.funding_rule,
            "envelope": made.settings.envelope,
            "order": list(now_.ranked.order.ranking),
            "partial": made.settings.partial_min_share,
            "awards": [
                {"team": one.project, "amount": one.amount, "ask": one.ask, "kind": one.kind}
                for one in made.proposal.awards
            ],
            "reserve": list(made.proposal.reserve),
            "reserve_ties": [list(tie) for tie in made.proposal.reserve_ties],
            "stopped": line
            and {"teams": list(line.projects), "reason": line.reason, "left": line.left},
            "unspent": made.proposal.unspent,
        },
        "decisions": [
            {**described(row.choice), "revision": row.revision} for row in now_.rows if row.choice
        ],
        "given": now_.given,
        "left": now_.left,
        "missing": list(now_.missing),
        "fingerprint": now_.fingerprint,
        "version": now_.versions[-1].version if now_.versions else None,
    }


def hands_out(team_id: str, voted: dict[str, str]) -> dict[str, Any]:
    counted = Counter(voted.values())
    return {
        "team": team_id,
        "votes": [{"juror": one, "vote": said} for one, said in sorted(voted.items())],
        "counts": {name: counted[name] for name in VOTES},
    }


def decision_out(row: Decision) -> dict[str, Any]:
    return {**described(choice_of(row)), "revision": row.revision}


def results_out(result: results.PublicResult | None) -> dict[str, Any]:
    if result is None:
        return {"published": False, "awards": [], "reserve": []}
    return {
        "published": True,
        "version": result.version,
        "at": result.at.isoformat(),
        "fingerprint": result.fingerprint,
        "currency": result.currency,
        "awards": [
            {"team": one.team_id, "name": one.name, "kind": one.kind, "amount": one.amount}
            for one in result.awards
        ],
        "reserve": [
            {"team": one.team_id, "name": one.name, "order": one.order} for one in result.reserve
        ],
    }


def appeal_out(appeal: Appeal) -> dict[str, Any]:
    return {
        "id": appeal.id,
        "team": appeal.team_id,
        "ground": appeal.ground,
        "state": appeal.outcome or "waiting",
        "answer": appeal.answer,
    }
