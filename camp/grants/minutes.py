"""The minutes of the deliberation on paper: what the jury fills in by hand without a screen."""

from flask import Blueprint, render_template
from sqlalchemy import select

from camp.jury import queries as jury
from camp.jury.board import GONE
from camp.teams.models import Team
from camp.web.context import camp, db
from camp.web.guard import rule

bp = Blueprint("grants_minutes", __name__)


@bp.get("/camps/<slug>/paper/minutes")
@rule("deliberation.read")
def minutes(slug: str) -> str:
    with db().read() as session:
        seats = [one for one in jury.jurors(session, camp().id) if one.role != "reserve"]
        teams = session.scalars(
            select(Team)
            .where(Team.camp_id == camp().id, Team.state.not_in(GONE))
            .order_by(Team.number)
        ).all()
    chair = next((one.person.name for one in seats if one.role == "chair"), "")
    return render_template(
        "grants/minutes.html", camp=camp(), seats=seats, teams=teams, chair=chair
    )
