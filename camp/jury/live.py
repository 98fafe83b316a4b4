"""What the jury's pages keep fresh, and who may watch it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from camp.core.models import Camp
from camp.core.phases import has_reached
from camp.core.rules import Actor, may
from camp.jury import queries, queries_held, whereabouts
from camp.jury.board import board
from camp.jury.drawing import draw
from camp.jury.models import Round
from camp.jury.sight import sight
from camp.jury.spread import spreads
from camp.jury.standings import warm
from camp.web.context import now
from camp.web.pieces import piece, topic

ROUND = topic("round:{round_id}", rule="round.read")
PROGRESS = topic("round:{round_id}:progress", rule="progress.read")


def _warm(session: Session, arguments: Mapping[str, str]) -> None:
    stand = board(session, arguments["round_id"])
    warm(stand, session.get_one(Camp, stand.round_.camp_id).settings)


LOOKS_AGAIN = timedelta(seconds=2)
"""After so long a page asks whether a round's first full fit is made."""
STANDINGS = topic("round:{round_id}:standings", rule="standings.read", prepare=_warm)


def _matrix(session: Session, *, round_id: str) -> Mapping[str, Any]:
    stand = board(session, round_id)
    camp = session.get_one(Camp, stand.round_.camp_id)
    return {"stand": stand, "quorum": camp.settings.quorum, "slug": camp.slug}


def _plan(session: Session, *, round_id: str, actor: Actor) -> Mapping[str, Any]:
    stand = board(session, round_id)
    camp = session.get_one(Camp, stand.round_.camp_id)
    return {"stand": stand, "found": whereabouts.whereabouts(session, stand, camp, now())}


def _teams(session: Session, *, round_id: str, actor: Actor) -> Mapping[str, Any]:
    desk = queries.desk(session, round_id, actor.person_id)
    camp = session.get_one(Camp, desk.stand.round_.camp_id)
    round_ = desk.stand.round_
    is_ahead = round_.state == "prepared"
    opens_at, teams = queries.opening(session, round_, now()) if is_ahead else (None, 0)
    return {
        "desk": desk,
        "is_over": has_reached(camp, "results"),
        "closer": queries.closer(session, round_),
        "opens_at": opens_at,
        "teams": teams,
    }


def _side(session: Session, *, round_id: str, team_id: str, actor: Actor) -> Mapping[str, Any]:
    return {"desk": queries.desk(session, round_id, actor.person_id), "here": team_id}


def _held(session: Session, *, round_id: str, actor: Actor) -> Mapping[str, Any]:
    camp = session.get_one(Camp, session.get_one(Round, round_id).camp_id)
    return {
        "held": queries_held.held_in(session, round_id),
        "may_decide": may(actor, camp.id, "ballot.late"),
        "is_over": has_reached(camp, "results"),
        "slug": camp.slug,
    }


def _standings(session: Session, *, round_id: str, actor: Actor) -> Mapping[str, Any]:
    stand = board(session, round_id)
    camp = session.get_one(Camp, stand.round_.camp_id)
    seen = sight(stand, camp, actor, quick=True)
    return {
        "seen": seen,
        "stand": stand,
        "drawing": draw(seen.teams, seen.drawn.get("bands", ())),
        "settled": seen.drawn.get("settled", True),
        # Ballots go on after a freeze, and a public board shows no single mark.
        "spreads": spreads(stand) if seen.full and seen.kind in {"live", "result"} else [],
        "slug": camp.slug,
        "judges_jurors": may(actor, camp.id, "jurors.judge"),
        "now": now(),
        "soon": now() + LOOKS_AGAIN,
    }


piece(
    "jury.matrix",
    on=PROGRESS,
    path="/rounds/<round_id>/progress",
    template="jury/_matrix.html",
    ask=_matrix,
    shared=True,
)
piece(
    "jury.controls",
    on=PROGRESS,
    path="/rounds/<round_id>/controls",
    template="jury/_controls.html",
    ask=lambda session, *, round_id, actor: _matrix(session, round_id=round_id),
)
piece(
    "jury.held",
    on=PROGRESS,
    path="/rounds/<round_id>/late-ballots",
    template="jury/_held.html",
    ask=_held,
)
piece(
    "jury.plan",
    on=PROGRESS,
    path="/rounds/<round_id>/plan",
    template="jury/_plan.html",
    ask=_plan,
    rule="round.run",
)
piece(
    "jury.teams",
    on=ROUND,
    path="/rounds/<round_id>/mine",
    template="jury/_teams.html",
    ask=_teams,
    rule="ballot.write",
)
piece(
    "jury.side",
    on=ROUND,
    path="/rounds/<round_id>/teams/<team_id>/side",
    template="jury/_side.html",
    ask=_side,
    rule="ballot.write",
)
piece(
    "jury.standings",
    on=STANDINGS,
    path="/rounds/<round_id>/standings/table",
    template="jury/_standings.html",
    ask=_standings,
)
