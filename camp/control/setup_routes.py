"""Setting up: the first page of an empty server, a new camp, and its settings."""

from collections.abc import Iterable
from functools import partial
from typing import Any
from zoneinfo import available_timezones

from babel.numbers import get_currency_name, list_currencies
from flask import Blueprint, Response, render_template, request

from camp.control import founding, staffing
from camp.control.presets import Preset, presets
from camp.control.setup_schemas import AMOUNTS, FactsIn, RulesIn, in_minor
from camp.core.errors import NotFound
from camp.core.models import Camp
from camp.core.rules import Role
from camp.grants.forms import written
from camp.jury import service as jury
from camp.people import consenting, listing, queries
from camp.web import forms, i18n
from camp.web.context import actor, camp, db, now
from camp.web.guard import PUBLIC, STARTS_CAMPS, rule
from camp.web.identity import keep_login
from camp.web.writes import Answer, respond, write

bp = Blueprint("setup", __name__)
FACTS = frozenset(FactsIn().fields)
FIRST = {
    "timezone": "Asia/Tashkent", "currency": "UZS", "capacity": 64, "language": "uz",
}  # fmt: skip
"""What the form of a new camp says before anything is typed."""
ROWS = 12
"""Criteria that the form of a rubric holds."""


@bp.get("/start")
@rule(PUBLIC)
def start() -> str:
    with db().read() as session:
        if not queries.is_empty(session):
            raise NotFound
    return render_template("control/start.html")


@bp.post("/start")
@rule(PUBLIC)
def begin_server() -> Response:
    """Make the owner and sign them in on this device."""
    token = db().write(
        partial(
            founding.found_server,
            name=request.form.get("name", ""),
            pin=request.form.get("pin", "").strip(),
            language=i18n.language(),
            device=request.user_agent.string,
            now=now(),
        )
    )
    return keep_login(respond(Answer(location="/camps/new")), token)


@bp.get("/camps/new")
@rule(STARTS_CAMPS)
def new_camp() -> str:
    return render_template(
        "control/new_camp.html", presets=presets().values(), facts=FIRST, **_choices()
    )


@bp.post("/camps")
@rule(STARTS_CAMPS)
def begin_camp() -> Response:
    sent = forms.data()
    preset = sent.pop("preset", "")
    facts, rules = _read(sent)
    verb = partial(
        founding.begin_camp,
        facts=facts,
        rules=rules,
        preset=preset,
        by=actor().person_id,
        now=now(),
    )
    return write(verb, lambda made: Answer(201, location=f"/camps/{made.slug}/settings"))


@bp.get("/camps/<slug>/settings")
@rule("camp.set_up")
def settings(slug: str) -> str:
    with db().read() as session:
        fixed = founding.locked(session, camp())
    facts = {name: getattr(camp(), name) for name in founding.CAMP_FIELDS}
    for name in ("starts_at", "ends_at"):
        facts[name] = facts[name].astimezone(camp().zone).strftime("%Y-%m-%dT%H:%M")
    facts["rooms"] = ", ".join(camp().rooms)
    return render_template(
        "control/settings.html", camp=camp(), facts=facts, rules=_shown_rules(camp()),
        fixed=fixed, teams=_teams(camp()), **_choices(),
    )  # fmt: skip


@bp.post("/camps/<slug>/settings")
@rule("camp.set_up")
def change_settings(slug: str) -> Response:
    facts, rules = _read(forms.data())
    verb = partial(
        founding.change_camp, camp_id=camp().id, facts=facts, rules=rules, by=actor().person_id
    )
    return write(verb, Answer(location=f"/camps/{slug}/settings"))


@bp.app_template_global()
def preset_names(kinds: Iterable[Preset]) -> list[tuple[str, str]]:
    return [(one.key, i18n.in_words(dict(one.names), one.name)) for one in kinds]


def _read(sent: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    facts = FactsIn().load({name: value for name, value in sent.items() if name in FACTS})
    rules = RulesIn().load({name: value for name, value in sent.items() if name not in FACTS})
    return facts, in_minor(rules, facts["currency"])


def _shown_rules(one: Camp) -> dict[str, Any]:
    rules = {name: getattr(one.settings, name) for name in RulesIn().fields}
    points = {name: f"{rules[name]:g}" for name in ("tie_margin", "merit_floor")}
    return rules | points | {name: written(rules[name], one.currency) for name in AMOUNTS}


def _teams(one: Camp) -> int:
    """Return how many teams full rooms would make, for the estimate of the jury's time."""
    return max(1, -(-one.capacity // one.settings.team_max))


def _choices() -> dict[str, Any]:
    tag = {"uz": "uz_Latn"}.get(i18n.language(), i18n.language())
    money = [(code, f"{code} {get_currency_name(code, locale=tag)}") for code in list_currencies()]
    return {
        "zones": [(zone, zone.replace("_", " ")) for zone in sorted(available_timezones())],
        "currencies": sorted(money),
    }


@bp.get("/camps/<slug>/settings/rubric")
@rule("rubric.write")
def rubric(slug: str) -> str:
    with db().read() as session:
        found = founding.round_of(session, camp().id)
        fixed = found is not None and jury.is_locked(session, found)
        criteria = list(found.criteria) if found else []
    total = sum(one.weight for one in criteria)
    return render_template(
        "control/rubric.html", camp=camp(), round=found, criteria=criteria, fixed=fixed,
        total=total, rows=min(ROWS, len(criteria) + 2),
    )  # fmt: skip


@bp.post("/camps/<slug>/settings/rubric")
@rule("rubric.write")
def change_rubric(slug: str) -> Response:
    """Replace the rubric. A row without a name is dropped; words of other languages stay."""
    sent, camp_id, by = request.form.to_dict(), camp().id, actor().person_id

    def verb(session: Any) -> Any:
        found = founding.round_of(session, camp_id)
        if found is None:
            raise NotFound
        criteria = _criteria(sent, {one.key: one for one in found.criteria})
        scale = (found.scale_low, found.scale_high)
        return jury.change_rubric(session, round_id=found.id, scale=scale, criteria=criteria, by=by)

    return write(verb, Answer(location=f"/camps/{slug}/settings/rubric"))


def _criteria(sent: dict[str, str], known: dict[str, Any]) -> list[dict[str, Any]]:
    made = []
    for number in range(1, ROWS + 1):
        name = sent.get(f"name-{number}", "").strip()
        if not name:
            continue
        key = sent.get(f"key-{number}", "") or f"c{number}"
        anchors = {
            step: sent[f"anchor-{number}-{step}"].strip()
            for step in map(str, range(11))
            if sent.get(f"anchor-{number}-{step}", "").strip()
        }
        before = known.get(key)
        same = before is not None and before.anchors == anchors
        made.append(
            {
                "key": key,
                "name": name,
                "names": before.names if before and before.name == name else {},
                "weight": sent.get(f"weight-{number}", "0").replace(",", "."),
                "anchors": anchors,
                "anchor_words": before.anchor_words if before and same else {},
            }
        )
    return made


@bp.get("/camps/<slug>/settings/staff")
@rule("people.admit")
def staff(slug: str) -> str:
    with db().read() as session:
        appointed = listing.staff(session, camp())
    roles = [role for role in Role if role != Role.PARTICIPANT]
    return render_template("control/staff.html", camp=camp(), staff=appointed, roles=roles)


@bp.post("/camps/<slug>/settings/staff")
@rule("people.admit")
def take_staff(slug: str) -> Response:
    verb = partial(
        staffing.take_staff,
        camp_id=camp().id,
        text=request.form.get("table", ""),
        by=actor().person_id,
        now=now(),
    )
    return write(verb, Answer(location=f"/camps/{slug}/settings/staff"))


@bp.post("/camps/<slug>/settings/staff/roles")
@rule("people.admit")
def give_role(slug: str) -> Response:
    verb = partial(
        staffing.give, camp_id=camp().id, **_person_and_role(), by=actor().person_id, now=now()
    )
    return write(verb, Answer(location=f"/camps/{slug}/settings/staff"))


@bp.post("/camps/<slug>/settings/staff/removal")
@rule("people.admit")
def dismiss(slug: str) -> Response:
    verb = partial(
        staffing.take_back, camp_id=camp().id, **_person_and_role(), by=actor().person_id
    )
    return write(verb, Answer(location=f"/camps/{slug}/settings/staff"))


def _person_and_role() -> dict[str, Any]:
    """Read a cell of the grid, one button with both; or a form with a field for each."""
    person, _, role = request.form.get("cell", "").partition(" ")
    return {
        "person_id": person or request.form.get("person", ""),
        "role": role or request.form.get("role", ""),
    }


@bp.get("/camps/<slug>/settings/conduct")
@rule("camp.set_up")
def conduct(slug: str) -> str:
    with db().read() as session:
        found = consenting.conduct_of(session, camp().id)
    return render_template("control/conduct.html", camp=camp(), conduct=found)


@bp.post("/camps/<slug>/settings/conduct")
@rule("camp.set_up")
def change_conduct(slug: str) -> Response:
    """Publish the text as a version; another text under the same version is refused."""
    texts = {
        tag: {part: _lines(f"{part}-{tag}") for part in ("lines", "full")} for tag in i18n.LANGUAGES
    }
    verb = partial(
        consenting.publish_conduct,
        camp_id=camp().id,
        version=request.form.get("version", "").strip()[:20] or "1",
        texts={tag: text for tag, text in texts.items() if text["lines"]},
        now=now(),
    )
    return write(verb, Answer(location=f"/camps/{slug}/settings/conduct"))


def _lines(name: str) -> list[str]:
    return [line.strip() for line in request.form.get(name, "").splitlines() if line.strip()]
