"""One page with everything that can be printed, for the hour when the screens fail."""

from flask import Blueprint, render_template

from camp.core.phases import has_reached
from camp.core.rules import may
from camp.grants.publishing import latest
from camp.jury import queries as jury
from camp.web.context import actor, camp, db
from camp.web.guard import rule

bp = Blueprint("control_paper", __name__)


@bp.get("/camps/<slug>/paper")
@rule("paper.read")
def paper(slug: str) -> str:
    with db().read() as session:
        round_ = jury.current_round(session, camp().id)
        published = latest(session, camp().id) is not None
    permissions = (
        "people.contact", "people.links", "dots.run", "round.run", "paper.enter", "door.read",
        "deliberation.read", "awards.read", "ballot.carry", "certificates.give",
    )  # fmt: skip
    allowed = {name for name in permissions if may(actor(), camp().id, name)}
    return render_template(
        "control/paper.html", camp=camp(), round=round_, allowed=allowed,
        deliberates=has_reached(camp(), "deliberation"), published=published,
    )  # fmt: skip
