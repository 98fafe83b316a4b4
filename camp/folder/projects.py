"""What teams write: drafts, and the newest version that was handed in, in and out."""

from collections.abc import Mapping
from typing import Any

from camp.core.ids import new_id
from camp.core.money import as_number, to_major, to_minor
from camp.folder.places import Places, moment
from camp.projects.budget import add_up
from camp.projects.models import Draft, Submission
from camp.projects.schemas import budget_out
from camp.teams.models import Team


def bring_project(places: Places, told: dict[str, Any], team: Team) -> None:
    if told.get("draft"):
        _bring_draft(places, told["draft"], team)
    given = told["submission"]
    if not given:
        return
    page = given.get("page", _usual_page(team))
    team.tech_check_at = moment(given.get("tech_check_at"))
    at = moment(given["submitted_at"]) or places.camp.ends_at
    currency = places.camp.currency
    for version in range(1, given["version"] + 1):
        one = Submission(id=new_id(), camp_id=team.camp_id, team_id=team.id, version=version)
        one.ask = to_minor(told["budget"]["ask"], currency)
        one.body = {**page, "budget": told["budget"]}
        one.received_at, one.is_late = at, given["late"] and version == given["version"]
        if one.is_late:
            _bring_word(given, one)
        places.store(one)


def _bring_word(given: dict[str, Any], one: Submission) -> None:
    """Say what became of a late version; an older folder names those alone that were accepted."""
    word, at = given.get("word", "accepted"), moment(given.get("word_at")) or one.received_at
    reason = given.get("word_reason", "")
    if word == "accepted":
        one.accepted_at, one.accepted_reason = at, reason
    elif word == "refused":
        one.refused_at, one.refused_reason = at, reason


def give_project(
    places: Places, team: Team, submission: Submission | None, draft: Draft | None
) -> dict[str, Any]:
    return {
        "submission": submission and _submission(places, team, submission),
        "budget": submission and _budget(places, submission),
        **({"draft": _draft(places, draft)} if draft else {}),
    }


def _submission(places: Places, team: Team, one: Submission) -> dict[str, Any]:
    page = _page(one.body)
    return {
        "submitted_at": places.time(one.received_at),
        "version": one.version,
        "late": one.is_late,
        "tech_check_at": places.time(team.tech_check_at),
        **(_word(places, one) if one.is_late else {}),
        **({"page": page} if page != _usual_page(team) else {}),
    }


def _word(places: Places, one: Submission) -> dict[str, Any]:
    if one.accepted_at == one.received_at and not one.accepted_reason:
        return {}
    if one.counts:
        word, at, reason = "accepted", one.accepted_at, one.accepted_reason
    elif one.is_refused:
        word, at, reason = "refused", one.refused_at, one.refused_reason
    else:
        return {"word": "waiting"}
    return {"word": word, "word_at": places.time(at), "word_reason": reason}


def _budget(places: Places, one: Submission) -> dict[str, Any]:
    budget: dict[str, Any] = dict(one.body.get("budget") or {})
    lines = budget.get("lines", [])
    if any("total" not in line or "requested" not in line for line in lines):
        # What was typed on the pages holds no sums: they are counted where they are shown.
        sums = budget_out(add_up(budget, places.camp))
        budget |= {name: sums[name] for name in ("lines", "own_contribution", "requested")}
    return budget | {"ask": as_number(to_major(one.ask, places.camp.currency))}


def _bring_draft(places: Places, given: dict[str, Any], team: Team) -> None:
    draft = Draft(team_id=team.id, camp_id=team.camp_id, revision=1)
    draft.saved_at = moment(given["saved_at"]) or places.camp.starts_at
    draft.body = dict(given["page"])
    if "budget" in given:
        draft.body = draft.body | {"budget": given["budget"]}
    places.store(draft)


def _draft(places: Places, one: Draft) -> dict[str, Any]:
    told = {"saved_at": places.time(one.saved_at), "page": _page(one.body)}
    return told | ({"budget": one.body["budget"]} if "budget" in one.body else {})


def _page(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the words of a project, without its budget and what a draft keeps for itself."""
    return {
        name: said for name, said in body.items() if name != "budget" and not name.startswith("_")
    }


def _usual_page(team: Team) -> dict[str, Any]:
    """Return the words of a project of which the folder says no more than its team."""
    return {"title": team.name, "one_liner": team.one_liner}
