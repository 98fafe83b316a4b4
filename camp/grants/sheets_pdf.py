"""One page of A4 for each team with its result: its own for the team, all for who hands them out.

Nothing before the publication, and of other teams only what the team's own page tells. Mentors'
notes are on the team's own sheet alone: who hands sheets out does not read them (R27).
"""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response
from flask_babel import gettext
from sqlalchemy.orm import Session

from camp.core.errors import NotFound
from camp.core.models import Camp
from camp.grants import appeals
from camp.grants.publishing import latest
from camp.grants.results import OwnResult, own_result
from camp.jury.telling import certainty
from camp.mentoring import queries as mentoring
from camp.paper.sending import asked_language, said, said_lines, send
from camp.web import i18n
from camp.web.context import actor, camp, db
from camp.web.guard import rule

bp = Blueprint("grants_sheets_pdf", __name__)


@bp.get("/camps/<slug>/results/mine.pdf")
@rule("result.own")
def mine(slug: str) -> Response:
    """The reader's own team. Raises NotFound without one, and before the publication."""
    asked_language()
    with db().read() as session:
        team_id = appeals.own_team(session, camp().id, actor().person_id)
        found = own_result(session, camp(), team_id) if team_id else None
        notes = mentoring.notes(session, team_id) if found and team_id else []
    if found is None:
        raise NotFound
    return _sent([found], f"{slug}-result-{found.team.number}", notes)


@bp.get("/camps/<slug>/results/sheets.pdf")
@rule("round.run")
def sheets(slug: str) -> Response:
    """All teams in pitch order, to hand out. Raises NotFound before the publication."""
    asked_language()
    with db().read() as session:
        found = _all(session, camp())
    if not found:
        raise NotFound
    return _sent(found, f"{slug}-results")


def _all(session: Session, where: Camp) -> list[OwnResult]:
    published = latest(session, where.id)
    teams = published.result["teams"] if published else ()
    found = [own_result(session, where, team_id) for team_id in teams]
    return sorted((one for one in found if one), key=lambda one: one.team.number)


def _sent(found: Sequence[OwnResult], name: str, notes: Sequence[mentoring.Note] = ()) -> Response:
    low, high = found[0].scale
    data = {
        "words": {
            "title": gettext("Result"),
            "next": gettext("What to do next"),
            "how": gettext("How the number came about"),
            "conditions": gettext("Conditions before the first payment"),
            "criteria": gettext("By criterion, %(low)s to %(high)s", low=low, high=high),
            "legend": gettext("The bar is your mean, the mark across it the median of all teams."),
            "comments": gettext("What jurors wrote to you"),
            "notes": gettext("What mentors wrote to you"),
            "fingerprint": gettext("Fingerprint of the result:"),
        },
        "camp": i18n.camp_name(camp()),
        "low": low,
        "high": high,
        "teams": [{**_told(one), "notes": [_noted(note) for note in notes]} for one in found],
    }
    return send("results", data, name)


def _told(one: OwnResult) -> dict[str, Any]:
    line, published = one.line, one.published
    if line.amount:
        outcome = i18n.money(line.amount, one.currency)
    elif line.order:
        outcome = gettext("Reserve %(order)s", order=line.order)
    else:
        outcome = gettext("No grant this time")
    return {
        "name": one.team.name,
        "number": one.team.number,
        "one_liner": one.team.one_liner,
        "outcome": outcome,
        "sentences": _sentences(one),
        "conditions": list(line.conditions),
        "next": said_lines(
            "grants/_words.html", "next_steps", line, camp().phase, camp().settings.offer_days
        ),
        "steps": said_lines(
            "grants/_steps.html", "steps", one.steps, one.names, published.result["criteria"]
        ),
        "certainty": [str(sentence) for sentence in certainty(one.doubt)],
        "method": said("_macros/method.html", "method_words", published.result["mode"]),
        "criteria": [
            {
                "name": i18n.in_words(each["names"], each["name"]),
                "share": f"{each['share']} %",
                "mean": each["mean"],
                "said": i18n.number(each["mean"]),
                "median": each["median"],
            }
            for each in one.criteria
        ],
        "comments": list(one.comments),
        "appeal": gettext(
            "Appeal until %(until)s: sums, something missed, eligibility or procedure; not the "
            "jury's judgement.",
            until=i18n.moment(one.appeal_until),
        ),
        "fingerprint": f"{published.fingerprint[:4]} {published.fingerprint[4:8]}".upper(),
    }


def _noted(note: mentoring.Note) -> dict[str, str]:
    """Return a mentor's name and day, and below it what works, the risk and the next step."""
    said = note.feedback
    parts = (
        (gettext("What works"), said.works),
        (gettext("Biggest risk"), said.risk),
        (gettext("Next step"), said.next_step),
    )
    return {
        "by": f"{note.mentor.person.name}, {i18n.moment(said.at)}",
        "text": "\n".join(f"{title}: {words}" for title, words in parts if words),
    }


def _sentences(one: OwnResult) -> list[str]:
    told = []
    if one.score["place"]:
        told.append(gettext("Place %(place)s.", place=one.score["place"]))
    if one.tied_with:
        names = ", ".join(one.tied_with)
        told.append(gettext("The jury could not separate you from %(names)s.", names=names))
    if one.line.kind == "full":
        told.append(gettext("You get all that you asked for."))
    elif one.line.amount:
        ask = i18n.money(one.ask, one.currency)
        told.append(gettext("You asked for %(ask)s.", ask=ask))
    if one.decision.get("reason"):
        told.append(gettext("The jury's reason: %(reason)s", reason=one.decision["reason"]))
    return told
