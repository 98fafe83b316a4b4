"""The page of work that takes longer, and what it made."""

from flask import Blueprint, Response, render_template, send_file

from camp.core import errands
from camp.core.errands import Errand
from camp.core.errors import Forbidden, NotFound
from camp.core.rules import may
from camp.web.context import actor, camp, db, now
from camp.web.errands import file_of, kind_of, progress
from camp.web.guard import rule

bp = Blueprint("errands", __name__)


@bp.get("/camps/<slug>/errands")
@rule("errands.own")
def everything(slug: str) -> str:
    with db().read() as session:
        found = errands.owned(session, camp().id, actor().person_id, now())
    return render_template(
        "errands/list.html", camp=camp(), found=found, kind_of=kind_of, stuck=_is_stuck
    )


@bp.get("/camps/<slug>/errands/<errand_id>")
@rule("errands.own")
def page(slug: str, errand_id: str) -> str:
    """Say how far it is; without a script the page asks again by itself."""
    one = _own(errand_id)
    return render_template(
        "errands/errand.html", camp=camp(), one=one, kind=kind_of(one), progress=progress(one),
        stuck=_is_stuck(one), stopped=errands.STOPPED,
    )  # fmt: skip


@bp.get("/camps/<slug>/errands/<errand_id>/state")
@rule("errands.own")
def state(slug: str, errand_id: str) -> str:
    """Return the part of the page that changes."""
    one = _own(errand_id)
    return render_template(
        "errands/_state.html", camp=camp(), one=one, kind=kind_of(one), progress=progress(one),
        stuck=_is_stuck(one), stopped=errands.STOPPED,
    )  # fmt: skip


@bp.get("/camps/<slug>/errands/<errand_id>/file")
@rule("errands.own")
def fetch(slug: str, errand_id: str) -> Response:
    one = _own(errand_id)
    path = file_of(one.id)
    if not one.file or not path.exists():
        raise NotFound
    return send_file(path, as_attachment=True, download_name=one.file)


def _is_stuck(one: Errand) -> bool:
    return errands.is_stuck(one, now())


def _own(errand_id: str) -> Errand:
    """Return the asker's own errand of this camp, if they still may what it does."""
    with db().read() as session:
        one = errands.own(session, errand_id, actor().person_id, now())
    if one.camp_id != camp().id:
        raise NotFound
    if not may(actor(), camp().id, kind_of(one).rule):
        raise Forbidden
    return one
