"""What moves on the pages of projects."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from camp.core.models import Camp
from camp.core.rules import Actor, may
from camp.projects import queries
from camp.projects.rules import may_write
from camp.teams.live import TEAM, TEAMS
from camp.teams.models import Team
from camp.web.context import camp, now
from camp.web.pieces import piece

LOOKS_AGAIN = timedelta(seconds=30)


def ask_steps(session: Session, team_id: str, actor: Actor) -> dict[str, Any]:
    team = session.get_one(Team, team_id)
    here = session.get_one(Camp, team.camp_id)
    return {
        "team": team,
        "camp": here,
        "steps": queries.steps(session, here, team_id),
        "versions": queries.versions(session, team_id),
        "due": queries.due(session, here, now()),
        "writes": may_write(session, team, actor),
        "at": now(),
    }


def ask_board(session: Session, slug: str, actor: Actor) -> dict[str, Any]:
    here = camp()
    return {
        # Drafts are saved too often to be told to everybody: the board looks again by itself.
        "again_at": now() + LOOKS_AGAIN,
        "rows": queries.rows(session, here, now()),
        "due": queries.due(session, here, now()),
        "accepts": may(actor, here.id, "submission.accept"),
        "moves": may(actor, here.id, "pitch.move"),
        "camp": here,
        "at": now(),
    }


STEPS = piece(
    "project.steps", on=TEAM, path="/teams/<team_id>/project/steps",
    template="projects/_steps.html", ask=ask_steps,
)  # fmt: skip
BOARD = piece(
    "projects.board", on=TEAMS, path="/camps/<slug>/projects/board",
    template="projects/_board.html", ask=ask_board, rule="pitch.order",
)  # fmt: skip
