"""Shapes of the programme's other strands: kept whole, checked like all the rest."""

from typing import Any

from marshmallow import fields

from camp.folder.shapes import any_keys, day, many, moment, number, one, text, texts, whole, yes

SIDE = {"speakers": texts()}
OPINION = {"for_": whole(), "against": whole(), "undecided": whole()}
SHAPES: dict[str, dict[str, Any] | list[dict[str, Any]]] = {
    "portfolio": [
        {
            "id": text(), "camp": text(), "title": text(), "region": text(), "awarded": number(),
            "paid": number(), "status": text(), "results": any_keys(), "note": text(optional=True),
        }
    ],
    "cafes": [
        {
            "id": text(), "session": text(), "title": text(), "speaker": text(),
            "moderator": text(),
            "format": one(
                {"talk_min": whole(), "break_min": whole(), "discussion_min": whole(),
                 "slides": yes()}
            ),
            "attendance": texts(),
            "questions": many(
                {"id": text(), "asked_by": text(null=True), "anonymous": yes(), "text": text(),
                 "upvotes": whole(), "state": text()}
            ),
            "rating": one({"avg": number(), "n": whole()}),
        }
    ],
    "debate": {
        "id": text(), "session": text(), "format": text(), "motion": text(),
        "affirmative": one(SIDE), "negative": one(SIDE), "prep_seconds_per_team": whole(),
        "prep_used": one({"affirmative": whole(), "negative": whole()}),
        "timeline": many({"turn": text(), "kind": text(), "limit_s": whole(), "used_s": whole()}),
        "total_speaking_s": whole(), "judges": texts(),
        "ballots": many(
            {"judge": text(), "winner": text(), "scores": any_keys(), "comment": text()}
        ),
        "score_range": fields.List(whole(), required=True),
        "result": one({"winner": text(), "votes": text(), "best_speaker": text()}),
        "audience_vote": one({"before": one(OPINION), "after": one(OPINION)}),
    },
    "trainings": [
        {
            "id": text(), "session": text(), "title": text(), "trainer": text(),
            "minutes": whole(), "max_score": whole(), "attendance": texts(),
            "tests": many({"participant": text(), "pre": whole(), "post": whole(null=True)}),
            "certificate_rule": text(),
        }
    ],
    "volunteers": {
        "volunteers": many(
            {
                "id": text(), "name": text(), "person": text(optional=True), "gender": text(),
                "region": text(), "skills": texts(),
                "code_of_conduct_accepted": one({"version": text(), "at": moment()}),
                "hours_total": number(),
            },
            optional=True,
        ),
        "shifts": many(
            {
                "id": text(), "name": text(), "start": text(), "end": text(), "needed": whole(),
                "short": whole(),
                "assigned": many(
                    {"volunteer": text(), "state": text(), "hours": number(),
                     "confirmed_by": text()}
                ),
            },
            optional=True,
        ),
        "certificate_min_hours": whole(optional=True),
        "turns": many(
            {
                "person": text(), "desk": text(), "starts_at": moment(), "ends_at": moment(),
                "handover": one(
                    {"at": moment(), "came_in": whole(), "inside": whole(),
                     "open_cases": any_keys(), "note": text()},
                    optional=True,
                ),
                "confirmed": one(
                    {"minutes": whole(), "at": moment(), "by": text(null=True)}, optional=True
                ),
            },
            optional=True,
        ),
    },
    "internships": [
        {
            "id": text(), "org": text(), "title": text(), "region": text(), "weeks": whole(),
            "stipend": number(), "places": whole(), "min_age": whole(), "skills": texts(),
            "deadline": day(),
            "applications": many({"participant": text(), "state": text()}),
        }
    ],
}  # fmt: skip
