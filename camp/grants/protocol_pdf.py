"""The protocol of the jury as PDF, in the reader's language or the one that is asked for."""

from typing import Any

from flask import Blueprint, Response
from flask_babel import gettext

from camp.core.ledger import short
from camp.core.models import Camp
from camp.grants.protocol import Deliberation, Row, deliberation
from camp.paper.sending import asked_language, said, said_lines, send
from camp.web import i18n
from camp.web.context import camp, db
from camp.web.guard import rule

bp = Blueprint("grants_protocol_pdf", __name__)
WORDS, STEPS, METHOD = "grants/_words.html", "grants/_steps.html", "_macros/method.html"


@bp.get("/camps/<slug>/protocol.pdf")
@rule("awards.read")
def protocol(slug: str) -> Response:
    """The protocol as it stands now, with lines to sign on: `?language=uz`, `ru` or another."""
    asked_language()
    with db().read() as session:
        stand = deliberation(session, camp())
    return send("protocol", _told(stand, camp()), f"{slug}-protocol-{i18n.language()}")


def _told(now: Deliberation, where: Camp) -> dict[str, Any]:
    margin = i18n.number(where.settings.tie_margin)
    criteria = now.ranked.round.criteria
    notes = [note["text"] for note in now.sitting.notes] if now.sitting else []
    return {
        "words": _words(where),
        "title": gettext("Protocol no. %(number)s of the jury", number=now.number),
        "camp": i18n.camp_name(where),
        "is_published": bool(now.versions),
        "facts": _facts(now, where, margin),
        "method": said(METHOD, "method_words", where.settings.score_mode),
        "rows": [_row(row, now, where.currency) for row in now.rows],
        "given": i18n.grouped(now.given, where.currency),
        "close": [
            gettext("Too close to call: %(teams)s.", teams=", ".join(band))
            for band in now.drawing.close
        ],
        "ties_title": gettext(
            "Ties within %(margin)s points, and how each was resolved", margin=margin
        ),
        "ties": [said_lines(STEPS, "steps", tie, now.names, criteria) for tie in now.ties],
        "far": [
            {
                "team": row.team.name,
                "steps": said_lines(STEPS, "steps", row.steps, now.names, criteria),
            }
            for row in now.rows
            if row.is_far
        ],
        "notes": notes,
        "seals": _seals(now),
        "roots": _roots(now),
        "versions": [
            [
                gettext("Version %(number)s, %(at)s.", number=one.version, at=i18n.moment(one.at)),
                f"{one.fingerprint[:4].upper()} {one.fingerprint[4:8].upper()}",
            ]
            for one in now.versions
        ],
        "signatures": _signatures(now),
    }


def _facts(now: Deliberation, where: Camp, margin: str) -> list[tuple[str, str]]:
    rules, sitting = where.settings, now.sitting
    place = i18n.camp_name(where) + (f", {where.place}" if where.place else "")
    facts = [(gettext("Camp"), place)]
    if sitting:
        end = f"–{i18n.clock(sitting.closed_at)}" if sitting.closed_at else ""
        opened = f"{i18n.day(sitting.opened_at, 'd MMMM y')}, {i18n.clock(sitting.opened_at)}"
        facts.append((gettext("Sitting"), opened + end))
    ladder = now.ranked.order.ladder
    named = [
        said(STEPS, "step_name", rung, now.names, now.ranked.round.criteria) for rung in ladder
    ]
    quorum = gettext(
        "%(here)s of %(seats)s seats; at least %(quorum)s",
        here=len(now.present), seats=len(now.jurors), quorum=rules.quorum,
    )  # fmt: skip
    return [
        *facts,
        (gettext("Chair"), now.chair or "–"),
        (gettext("Secretary"), now.secretary or "–"),
        (gettext("Present"), ", ".join(one.person.name for one in now.present) or "–"),
        (gettext("Absent"), ", ".join(one.person.name for one in now.absent) or "–"),
        (gettext("Quorum"), quorum),
        (gettext("Method"), said(METHOD, "method_name", rules.score_mode)),
        (gettext("Funding rule"), said(WORDS, "rule_words", rules.funding_rule)),
        (gettext("Envelope"), i18n.money(rules.envelope, where.currency)),
        (gettext("Tied within"), gettext("%(margin)s points", margin=margin)),
        (gettext("A tie is decided by"), ", ".join(named)),
    ]


def _row(row: Row, now: Deliberation, currency: str) -> dict[str, Any]:
    line, choice = now.lines.get(row.team.id), row.choice
    doubt = ""
    if now.drawing.has_doubt and line:
        low, high = i18n.number(line.row["low"]), i18n.number(line.row["high"])
        doubt = f"{low}–{high} · {line.range}"
    said_of = []
    if choice and choice.reason:
        said_of.append(gettext("Reason: %(reason)s", reason=choice.reason))
    if choice:
        said_of += [gettext("Condition: %(condition)s", condition=one) for one in choice.conditions]
        said_of += [choice.note] if choice.note else []
    votes = choice.votes if choice and choice.votes else {}
    return {
        "place": row.place,
        "is_tied": row.is_tied,
        "team": row.team.name,
        "points": i18n.number(row.points, 2),
        "doubt": doubt,
        "raw": f"{i18n.number(row.raw, 2)} ({row.raw_place or '–'})",
        "ballots": row.ballots,
        "ask": i18n.grouped(row.ask, currency) if row.ask else "",
        "decision": said(WORDS, "decided", choice, row.ask),
        "award": i18n.grouped(choice.amount, currency) if choice and choice.amount else "",
        "votes": ", ".join(
            str(votes.get(way, 0)) for way in ("for", "against", "abstained")
        ) if votes else "",
        "said": said_of,
    }  # fmt: skip


def _seals(now: Deliberation) -> list[tuple[str, str]]:
    if not now.ranked.seal:
        return []
    names = {
        "inputs": gettext("Ballots"),
        "settings": gettext("Rules"),
        "result": gettext("Points and places"),
        "whole": gettext("The three together"),
    }
    seals = now.ranked.seals
    return [(name, seals[key]) for key, name in names.items() if seals.get(key)]


def _roots(now: Deliberation) -> list[tuple[str, str]]:
    names = {
        "freeze": gettext("At the freeze"),
        "closure": gettext("At the closure"),
        "publication": gettext("At the publication"),
    }
    return [(name, short(now.roots[key])) for key, name in names.items() if now.roots[key]]


def _signatures(now: Deliberation) -> list[dict[str, Any]]:
    """Return who signs: who was present, or the whole jury while that is not written down."""
    signed = now.sitting.signed_by if now.sitting else []
    jury = [
        {
            "name": juror.person.name,
            "role": gettext("chair") if juror.role == "chair" else "",
            "signed": gettext("signed") if juror.id in signed else "",
        }
        for juror in now.present or now.jurors
    ]
    return [*jury, {"name": now.secretary, "role": gettext("secretary"), "signed": ""}]


def _words(where: Camp) -> dict[str, str]:
    currency = where.currency
    return {
        "title": gettext("Protocol of the jury"),
        "draft": gettext("Draft: the result is not published"),
        "ranking": gettext("Ranking and decisions"),
        "place": gettext("Place"),
        "team": gettext("Team"),
        "points": gettext("Official points"),
        "doubt": [gettext("Interval (90 %)"), gettext("Places at 90 %")],
        "raw": gettext("Plain mean and its place"),
        "ballots": gettext("Ballots"),
        "ask": gettext("Asks, %(currency)s", currency=currency),
        "decision": gettext("Decision"),
        "award": gettext("Award, %(currency)s", currency=currency),
        "votes": gettext("For, against, abstained"),
        "given": gettext("Given in all"),
        "far": gettext("Why official place and plain mean differ by two or more"),
        "notes": gettext("Notes"),
        "seals": gettext("Fingerprints at closure (SHA-256)"),
        "same": gettext("The same ballots and rules give the same fingerprints on every machine."),
        "roots": gettext("Root of the ledger"),
        "published": gettext("Published"),
        "signatures": gettext("Signatures"),
        "signed": gettext("Signature and date"),
    }
