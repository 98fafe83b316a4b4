"""The programme's pages: for its officers, and what it published for everybody."""

from collections import Counter
from functools import partial

from flask import Blueprint, Response, render_template
from flask_babel import gettext

from camp.core.errors import words
from camp.core.rules import may
from camp.followup.rules import INDICATORS, SMALL
from camp.followup.wording import award_words, indicator_words
from camp.people.regions import TILES, name_of
from camp.programme import giving, published, queries, service
from camp.programme.cards import Project
from camp.web import forms
from camp.web.context import actor, camp, db, machine, now
from camp.web.downloads import json_file, sheet_file
from camp.web.guard import rule
from camp.web.i18n import in_words, language
from camp.web.writes import Answer, write

bp = Blueprint("programme", __name__)
HEADS = {
    "project": words("Project"), "camp": words("Camp"), "region": words("Region"),
    "state": words("State"), "currency": words("Currency"), "awarded": words("Awarded"),
    "paid": words("Paid"),
}  # fmt: skip


@bp.get("/camps/<slug>/programme")
@rule("programme.read")
def overview(slug: str) -> str:
    """The camps of the programme, their projects, where they live and what changed for people."""
    with db().read() as session:
        shown = queries.overview(session, camp(), actor(), now())
        mine = queries.joinable(session, actor())
    count = Counter(one.region for one in shown.projects)
    codes = sorted(count, key=lambda code: (-count[code], _region(code)))
    return render_template(
        "programme/overview.html", camp=camp(), shown=shown, small=SMALL,
        regions=[(_region(code), count[code]) for code in codes],
        tiles=TILES if any(code in TILES for code in count) else {}, count=count,
        held={one.region for one in shown.cards if one.region},
        currencies=sorted({one.currency for one in shown.projects}),
        mine=[one.name for one in mine], may_join=may(actor(), camp().id, "programme.join"),
        backup_at=machine().backup_at, now=now(),
    )  # fmt: skip


@bp.post("/camps/<slug>/programme")
@rule("programme.join")
def join(slug: str) -> Response:
    name = forms.data().get("name", "")
    verb = partial(service.join, camp_id=camp().id, name=name, actor=actor())
    return write(verb, Answer(location=f"/camps/{slug}/programme"))


@bp.get("/camps/<slug>/programme/projects.csv")
@rule("programme.read")
def projects(slug: str) -> Response:
    """The projects as a table for a spreadsheet, in the reader's language."""
    verb = partial(service.take_projects, camp_id=camp().id, actor=actor(), now=now())
    heads = [gettext(HEADS[name]) for name in giving.COLUMNS]
    heads += [indicator_words(name) for name in INDICATORS]
    text = giving.table(heads, INDICATORS, db().write(verb), _say)
    return sheet_file(text, f"{slug}-projects")


@bp.get("/camps/<slug>/programme/360giving.json")
@rule("programme.read")
def open_grants(slug: str) -> Response:
    """The grants of every camp that published its result, in the shape of 360Giving."""
    verb = partial(service.take_grants, camp_id=camp().id, actor=actor(), now=now())
    return json_file(db().write(verb), f"{slug}-programme-360giving")


@bp.get("/camps/<slug>/programme/public")
@rule("donors.read")
def public(slug: str) -> str:
    """What the officers of its camps published for donors, side by side."""
    with db().read() as session:
        shown = published.page(session, camp())
    return render_template("programme/public.html", camp=camp(), shown=shown, region=_region)


def _say(column: str, one: Project) -> str:
    match column:
        case "camp":
            return in_words(one.camp_names, one.camp, one.written)
        case "region":
            return _region(one.region)
    return award_words(one.state)


def _region(code: str) -> str:
    return name_of(code, language()) if code else gettext("not said")
