"""Camps as programs see them."""

from typing import Any

from flask_smorest import Blueprint

from camp.core.phases import open_gates
from camp.people import queries
from camp.people.schemas import CampOut
from camp.web.context import actor, camp, db
from camp.web.guard import SIGNED_IN, rule

bp = Blueprint("camps", __name__)


@bp.get("/camps")
@bp.response(200, CampOut(many=True))
@rule(SIGNED_IN)
def list_camps() -> Any:
    with db().read() as session:
        return [
            {"camp": one, "gates": sorted(open_gates(session, one))}
            for one in queries.camps_of(session, actor())
        ]


@bp.get("/camps/<slug>")
@bp.response(200, CampOut)
@rule("camp.read")
def get_camp(slug: str) -> Any:
    with db().read() as session:
        return {"camp": camp(), "gates": sorted(open_gates(session, camp()))}
