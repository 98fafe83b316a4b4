"""Shapes of the files that say what the camp is, who comes and what they think of."""

from typing import Any

from camp.certificates.rules import KINDS
from camp.folder.shapes import (
    PERSON,
    PHASE,
    any_keys,
    day,
    days,
    hour,
    many,
    moment,
    number,
    one,
    text,
    texts,
    whole,
    yes,
)
from camp.questions.rules import STATES

POLICY = {
    "currency": text(optional=True),
    "reporting_currency": text(optional=True),
    "demo_rate": number(optional=True),
    "rate_note": text(optional=True),
    "envelope_total": number(optional=True),
    "per_camp_envelope": number(optional=True),
    "min_award": number(optional=True),
    "max_award": number(optional=True),
    "min_partial_share": number(0, 1, optional=True),
    "co_funding_min_share": number(0, 1, optional=True),
    "in_kind_counted": yes(optional=True),
    "tranches": many(
        {"no": whole(1), "share": number(0, 1), "condition": text(optional=True)}, optional=True
    ),
    "duration_months": whole(optional=True),
    "ineligible": texts(optional=True),
    "age": one({"min": whole(), "max": whole(), "lead_min": whole()}, optional=True),
    "team": one({"min": whole(1), "max": whole(1)}, optional=True),
    "one_grant_per_person": yes(optional=True),
    "appeal_hours": whole(optional=True),
    "quotes": one(
        {"two_from": number(optional=True), "three_from": number(optional=True)}, optional=True
    ),
}
CAMP = {
    "id": text(),
    "slug": text(),
    "name": text(),
    "theme": text(optional=True),
    "starts": moment(),
    "ends": moment(),
    "venue": one({"name": text(), "rooms": texts(optional=True), "wifi": text(optional=True)}),
    "capacity": whole(1),
    "registered": whole(optional=True),
    "walk_ins": whole(optional=True),
    "checked_in": whole(optional=True),
    "no_shows": whole(optional=True),
    "team_size": one({"min": whole(1), "max": whole(1)}),
    "ideas_voting": one({"dots": whole(1), "max_per_idea": whole(1), "self_vote": yes()}),
    "jury": one(
        {
            "seats": whole(1),
            "quorum": whole(1),
            "slot_minutes": whole(1),
            "pitch": whole(),
            "questions": whole(),
            "score": whole(),
            "changeover": whole(),
            "break_after": whole(null=True),
        }
    ),
    "results": any_keys(optional=True),
    "certificates": one(
        {
            "names": many(
                {"person": text(), "name": text(), "at": moment(), "by": text(null=True)},
                optional=True,
            ),
            "given": many(
                {
                    "person": text(),
                    "kind": text(*KINDS),
                    "name": text(),
                    "language": text(),
                    "serial": text(),
                    "given_at": moment(),
                    "by": text(null=True),
                    "revoked_at": moment(optional=True),
                },
                optional=True,
            ),
        },
        optional=True,
    ),
    "look": one({"colour": text(optional=True), "logo": text(optional=True)}, optional=True),
    "timezone": text(),
    "currency": text(),
    "phase": text(*PHASE),
    "rules": one(
        {
            "score_mode": text("full", "severity", "additive", "mean"),
            "tie_margin": number(0, 100),
            "tie_ladder": texts(),
            "submission_grace_minutes": whole(),
            "offline_vote_grace_minutes": whole(),
            "funding_rule": text("stop", "skip", "knapsack"),
            "partial_min_share": number(0, 1),
            "freed_money": text("reserve"),
            "merit_floor": number(0, 100, optional=True),
            "live_board": yes(optional=True),
        }
    ),
}
PARTICIPANT = PERSON | {
    "name_script": text(optional=True),
    "gender": text("F", "M", ""),
    "birth_date": day(null=True),
    "birth_year": whole(1900, 2200, optional=True),
    "age_at_camp": whole(null=True, optional=True),
    "is_minor": yes(optional=True),
    "region": text(),
    "place": text(),
    "skills": texts(),
    "languages": texts(),
    "ui_language": text(),
    "device": text(optional=True),
    "phone": text(),
    "phone_note": text(optional=True),
    "registration": text("online", "walk_in", "paper", "list"),
    "attendance": text(
        "applied", "accepted", "waitlisted", "declined", "checked_in", "no_show", "withdrawn",
        "expelled",
    ),
    "checked_in_at": moment(null=True),
    "consents": one(
        {
            "code_of_conduct": yes(),
            "data_processing": yes(),
            "photo": yes(),
            "guardian": one(
                {
                    "received": yes(), "received_at": moment(null=True),
                    "channel": text(optional=True),
                },
                null=True,
            ),
        }
    ),
    "needs": texts(),
    "motivation": text(optional=True),
    "looks_for": text(optional=True),
    "withdrawn": one({"at": moment(), "reason": text()}, null=True),
}  # fmt: skip
IDEA = {
    "id": text(),
    "title": text(),
    "language": text(),
    "author": text(),
    "pitched_by": text(null=True),
    "pitch_order": whole(1, null=True),
    "problem": text(),
    "solution": text(),
    "tags": texts(),
    "skills_needed": texts(),
    "beneficiaries_estimate": whole(null=True),
    "region": text(),
    "status": text(
        "draft", "submitted", "screened_in", "returned", "screened_out", "pitched", "team_formed",
        "merged", "not_formed", "withdrawn",
    ),
    "status_reason": text(null=True),
    "merged_into": text(null=True),
    "joiners": many({"participant": text(), "at": moment()}, optional=True),
    "dots": whole(),
    "distinct_voters": whole(),
}  # fmt: skip
VOTES = {
    "rule": one(
        {
            "dots_per_person": whole(1),
            "max_dots_per_idea": whole(1),
            "self_vote": yes(),
            "eligible": text(optional=True),
            "hidden_until_close": yes(optional=True),
            "opened_at": moment(null=True),
            "closed_at": moment(null=True),
            "extended_min": whole(optional=True),
        }
    ),
    "eligible": whole(optional=True),
    "ballots": whole(),
    "dots_cast": whole(),
    "tally": any_keys(),
    "votes": many({"voter": text(), "idea": text(), "dots": whole(1)}),
}
SHAPES: dict[str, dict[str, Any] | list[dict[str, Any]]] = {
    "programme": {
        "id": text(),
        "name": text(),
        "note": text(optional=True),
        "languages": texts(optional=True),
        "timezone": text(optional=True),
        "funder": text(optional=True),
        "implementer": text(optional=True),
        "partners": texts(optional=True),
        "grant_policy": one(POLICY, optional=True),
        "indicators": many(
            {"id": text(), "unit": text(), "disaggregate": texts(optional=True)}, optional=True
        ),
        "camps": many(
            {
                "id": text(), "name": text(), "region": text(), "dates": days(),
                "status": text(*PHASE), "participants": whole(), "ideas": whole(),
                "teams": whole(), "awards": whole(),
            },
            optional=True,
        ),
    },
    "camp": CAMP,
    "schedule": [
        {
            "id": text(), "date": day(), "start": hour(), "end": hour(), "kind": text(),
            "title": text(), "room": text(),
            "questions": many(
                {
                    "asked_by": text(null=True), "text": text(), "state": text(*STATES),
                    "at": moment(), "decided_at": moment(null=True),
                    "decided_by": text(null=True), "wanted_by": texts(),
                },
                optional=True,
            ),
        }
    ],
    "incidents": [
        {
            "at": moment(), "kind": text(), "text": text(),
            "action": text(optional=True), "closed_at": moment(optional=True),
        }
    ],
    "staff": [
        PERSON
        | {
            "roles": texts(),
            "ui_language": text(optional=True),
        }
    ],
    "participants": [PARTICIPANT],
    "ideas": [IDEA],
    "votes": VOTES,
}  # fmt: skip
