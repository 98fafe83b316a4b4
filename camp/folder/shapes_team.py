"""Shapes of a team: who sits in it, what it writes and hands in, its budget."""

from camp.folder.shapes import many, moment, number, one, text, texts, whole, yes

LINE = {
    "category": text(),
    "item": text(),
    "quantity": number(),
    "unit_cost": number(),
    "total": number(),
    "own_contribution": number(),
    "requested": number(),
}
PAGE = {
    **{
        name: text(optional=True)
        for name in (
            "title", "one_liner", "problem", "gloss", "who", "solution", "tested", "risks",
            "ai_help",
        )
    },
    "beneficiaries": whole(optional=True, null=True),
    "milestones": many({"title": text(), "due": text()}, optional=True),
}  # fmt: skip
DRAFT = {
    "saved_at": moment(),
    "page": one(PAGE),
    "budget": one(
        {
            "currency": text(optional=True),
            "rate": number(null=True, optional=True),
            "rate_date": text(optional=True),
            "lines": many(
                {
                    "category": text(optional=True), "item": text(), "quantity": number(),
                    "unit_cost": number(), "own_contribution": number(optional=True),
                }
            ),
        },
        null=True, optional=True,
    ),
}  # fmt: skip
TEAM = {
    "id": text(),
    "name": text(),
    "ideas": texts(),
    "table": whole(null=True),
    "pitch_order": whole(1, null=True),
    "one_liner": text(),
    "members": many(
        {
            "participant": text(),
            "role": text("lead", "member"),
            "joined_at": moment(),
            "left_at": moment(null=True),
        }
    ),
    "requests": many(
        {
            "participant": text(),
            "state": text(
                "asked", "waiting", "offered", "accepted", "declined", "cancelled", "lapsed"
            ),
            "text": text(),
            "at": moment(),
            "offered_until": moment(null=True),
            "decided_at": moment(null=True),
            "decided_by": text(null=True),
            "why": text(),
        },
        optional=True,
    ),
    "size_now": whole(optional=True),
    "women_now": whole(optional=True),
    "regions": texts(optional=True),
    "minors": whole(optional=True),
    "submission": one(
        {
            "submitted_at": moment(optional=True),
            "version": whole(1, optional=True),
            "late": yes(optional=True),
            "slides": yes(optional=True),
            "tech_check_at": moment(null=True, optional=True),
            "word": text("waiting", "accepted", "refused", optional=True),
            "word_at": moment(null=True, optional=True),
            "word_reason": text(optional=True),
            "page": one(PAGE, optional=True),
        },
        null=True,
    ),
    "draft": one(DRAFT, optional=True),
    "budget": one(
        {
            "currency": text(optional=True),
            "lines": many(LINE, optional=True),
            "requested": number(optional=True),
            "own_contribution": number(optional=True),
            "ask": number(optional=True),
            "rate_used": number(null=True, optional=True),
            "rate": number(null=True, optional=True),
            "rate_date": text(optional=True),
        },
        null=True,
    ),
    "status": text(
        "forming", "formed", "awarded", "reserve", "not_awarded", "withdrawn", "disqualified"
    ),
}
