"""Shapes of the files that say what teams did, what the jury said and what came after."""

from typing import Any

from marshmallow import fields, validate

from camp.folder.shapes import (
    PERSON,
    any_keys,
    day,
    many,
    moment,
    number,
    one,
    text,
    texts,
    whole,
    yes,
)
from camp.folder.shapes_team import TEAM
from camp.grants.rules import VOTES

PANEL = {
    "kind": text("sampled", "rooms"),
    "rooms": texts(),
    "line_places": whole(),
    "ends_by": moment(null=True),
    "left": texts(),
    "places": many({"team": text(), "room": text()}),
    "visits": many(
        {"juror": text(), "team": text(), "turn": whole(1), "begun_at": moment(null=True)}
    ),
}
CELL = {"juror": text(), "team": text(), "marks": any_keys(), "by": text(null=True)}
HELD = CELL | {
    "cause": text("closed", "stale"),
    "comment": text(),
    "shares_comment": yes(),
    "revision": whole(),
    "device_at": moment(null=True),
    "received_at": moment(),
    "decision": text("waiting", "accepted", "refused", "replaced"),
    "reason": text(),
    "decided_at": moment(null=True),
    "decided_by": text(null=True),
}
PAPER = CELL | {"nth": whole(1, 2), "at": moment(), "outcome": text("", "cast", "held", "dropped")}
JUROR = PERSON | {
    "org": text(),
    "role": text("juror", "chair", "reserve", "member"),
    "profile": text(optional=True),
    "activated": yes(optional=True),
    "briefed_at": moment(optional=True),
    "seated_from": whole(1, optional=True),
    "reason": text(optional=True),
}
DECISION = {
    "team": text(),
    "decision": text("award", "reserve", "not_awarded"),
    "amount": number(optional=True),
    "kind": text("full", "reduced", "partial", optional=True),
    "order": whole(1, optional=True),
    "conditions": texts(optional=True),
    "votes": one({"for": whole(), "against": whole(), "abstained": whole()}, optional=True),
    "reason": text(optional=True),
    "note": text(optional=True),
    "feedback_to_team": yes(optional=True),
}
DELIBERATION = {
    "opened_at": moment(optional=True),
    "closed_at": moment(null=True, optional=True),
    "chair": text(optional=True),
    "present": texts(optional=True),
    "absent": texts(optional=True),
    "secretary": text(optional=True),
    "ranking_used": text(optional=True),
    "ranking_frozen_at": moment(null=True, optional=True),
    "notes": many({"t": text(), "text": text()}, optional=True),
    "decisions": many(DECISION, optional=True),
    "total_awarded": number(optional=True),
    "hands": many(
        {"team": text(), "juror": text(), "vote": text(*VOTES), "at": moment()}, optional=True
    ),
    "ties": many({"order": texts(), "reason": text()}, optional=True),
    "signed_by": texts(optional=True),
    "published_at": moment(null=True, optional=True),
    "appeals": many(
        {
            "team": text(),
            "at": moment(),
            "ground": text(),
            "outcome": text(optional=True),
            "decided_at": moment(optional=True),
        },
        optional=True,
    ),
}
AWARD_STATES = (
    "offered", "conditions_pending", "active", "report_overdue", "declined", "lapsed", "passed",
    "suspended", "cancelled", "completed", "accepted",
)  # fmt: skip
FILES = many(
    {"sha256": text(), "media": text("image/jpeg", "application/pdf"), "size": whole(1),
     "at": moment(), "kind": text("quote", optional=True)},
    optional=True,
)  # fmt: skip
GRANT = {
    "id": text(),
    "team": text(),
    "awarded": number(),
    "status": text(*AWARD_STATES),
    "agreement": one(
        {"signed_at": day(), "signatory": text(), "bank": text(),
         "organisation": yes(optional=True)},
        null=True,
    ),
    "tranches": many(
        {
            "no": whole(1), "share": number(0, 1), "amount": number(),
            "status": text("planned", "held", "approved", "paid", "documented", "void"),
            "paid_at": day(null=True), "reason": text(optional=True),
            "document": text(optional=True),
        }
    ),
    "milestones": many(
        {
            "no": whole(1), "text": text(), "due": day(),
            "state": text("open", "done", "overdue", "changed"), "evidence": text(optional=True),
        }
    ),
    "reports": many(
        {
            "no": whole(1), "kind": text("milestone", "final"), "submitted_at": day(),
            "state": text("submitted", "returned", "accepted"), "indicators": any_keys(),
            "text": text(optional=True), "comment": text(optional=True),
            "may_show": yes(optional=True), "milestone": whole(1, optional=True), "files": FILES,
        }
    ),
    "receipts": many(
        {
            "no": whole(1), "line": text(), "date": day(), "amount": number(), "doc": text(),
            "state": text("uploaded", "accepted", "query", "refused"),
            "note": text(optional=True), "answer": text(optional=True), "files": FILES,
        }
    ),
    "conditions": many(
        {"text": text(), "state": text("open", "shown", "met"), "note": text(optional=True),
         "files": FILES},
        optional=True,
    ),
    "reminders": many({"step": text(), "text": text(), "at": moment()}, optional=True),
    "note": text(optional=True),
    "reason": text(optional=True),
    "from_reserve": yes(optional=True),
    "offered_at": moment(optional=True),
    "until": moment(optional=True),
    "answered_at": moment(optional=True),
    "returned": number(optional=True),
}  # fmt: skip
SHAPES: dict[str, dict[str, Any] | list[dict[str, Any]]] = {
    "teams": [TEAM],
    "mentors": [
        PERSON
        | {
            "expertise": texts(), "org": text(), "langs": texts(), "shifts": texts(optional=True),
        }
    ],
    "mentor_feedback": [
        {
            "id": text(), "mentor": text(), "team": text(), "started_at": moment(),
            "minutes": whole(), "light": text("green", "amber", "red"), "works": text(),
            "risk": text(), "next_step": text(), "materially_helped": yes(),
            "visible_to": texts(optional=True), "seen_by_team": yes(),
        }
    ],
    "rubric": {
        "scale": fields.List(whole(), required=True, validate=validate.Length(min=2)),
        "max_points": whole(1, optional=True),
        "formula": text(optional=True),
        "criteria": many(
            {"id": text(), "weight": number(), "name": text(), "anchors": any_keys()}
        ),
        "knockouts": many({"id": text(), "text": text()}, optional=True),
        "comment": text(optional=True),
    },
    "jurors": {
        "panel": one(PANEL, optional=True),
        "jurors": many(JUROR),
        "reserve": one(JUROR, optional=True),
        "further_reserve": many(JUROR, optional=True),
        "conflicts": many(
            {
                "juror": text(), "team": text(), "kind": text(), "declared_at": moment(),
                "text": text(), "effect": text(optional=True),
            }
        ),
        "held": many(HELD, optional=True),
        "paper": many(PAPER, optional=True),
        "generator_truth": any_keys(optional=True),
    },
    "scores": [
        {
            "juror": text(), "team": text(),
            "status": text("submitted", "draft", "recused", "absent", "void", "reopened"),
            "scores": any_keys(null=True), "submitted_at": moment(null=True),
            "comment": text(null=True),
            "reason": text(optional=True),
            "source": text("carried", "paper", "late", optional=True),
        }
    ],
    "deliberation": DELIBERATION,
    "audience_vote": {
        "rule": text(optional=True),
        "votes": many({"voter": text(), "team": text()}, optional=True),
        "tally": any_keys(optional=True),
    },
    "grants": [GRANT],
}  # fmt: skip
