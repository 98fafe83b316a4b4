"""What the teams room takes and gives as JSON and from forms."""

from typing import Any

from marshmallow import EXCLUDE, RAISE, Schema, fields, validate

from camp.core.models import Camp
from camp.teams.models import Request
from camp.teams.queries import TeamCard, name_of

_skill = fields.String(validate=validate.Length(1, 40))


class TeamIn(Schema):
    class Meta:
        unknown = RAISE

    name = fields.String(required=True, validate=validate.Length(2, 60))
    ideas = fields.List(fields.String(), required=True, validate=validate.Length(1, 2))
    one_liner = fields.String(load_default="", validate=validate.Length(max=200))
    wanted = fields.List(_skill, load_default=list, validate=validate.Length(max=8))
    lead = fields.String(load_default="")
    friends = fields.List(fields.String(), load_default=list)


class TeamChangeIn(Schema):
    class Meta:
        unknown = EXCLUDE

    name = fields.String(required=True, validate=validate.Length(2, 60))
    one_liner = fields.String(load_default="", validate=validate.Length(max=200))
    wanted = fields.List(_skill, load_default=list, validate=validate.Length(max=8))


class SplitIn(Schema):
    class Meta:
        unknown = EXCLUDE

    name = fields.String(required=True, validate=validate.Length(2, 60))
    members = fields.List(fields.String(), required=True)


class RequestIn(Schema):
    class Meta:
        unknown = RAISE

    text = fields.String(load_default="", validate=validate.Length(max=300))


class AnswerIn(Schema):
    class Meta:
        unknown = RAISE

    state = fields.String(required=True, validate=validate.OneOf(["accepted", "declined"]))


class ReasonIn(Schema):
    class Meta:
        unknown = RAISE

    reason = fields.String(load_default="", validate=validate.Length(max=300))


class ClosureIn(ReasonIn):
    state = fields.String(required=True, validate=validate.OneOf(["withdrawn", "disqualified"]))


class LeadIn(Schema):
    class Meta:
        unknown = RAISE

    participant = fields.String(required=True)


class MemberOut(Schema):
    participant = fields.String()
    name = fields.String()
    role = fields.String()


class TeamOut(Schema):
    id = fields.String()
    ref = fields.String(allow_none=True)
    number = fields.Integer()
    name = fields.String()
    one_liner = fields.String()
    state = fields.String()
    ideas = fields.List(fields.String())
    size = fields.Integer()
    max = fields.Integer()
    free = fields.Integer()
    waiting = fields.Integer()
    wanted = fields.List(fields.String())
    missing = fields.List(fields.String())
    lead_is_adult = fields.Boolean()
    members = fields.List(fields.Nested(MemberOut))


class RequestOut(Schema):
    id = fields.String()
    team = fields.String()
    participant = fields.String()
    state = fields.String()
    why = fields.String()
    at = fields.AwareDateTime()
    offered_until = fields.AwareDateTime(allow_none=True)


def team_out(card: TeamCard, camp: Camp) -> dict[str, Any]:
    """Return a team for programs; minors are named by first name and initial."""
    team = card.team
    return {
        "id": team.id, "ref": team.ref, "number": team.number, "name": team.name,
        "one_liner": team.one_liner, "state": team.state,
        "ideas": [idea.id for idea in card.ideas],
        "size": card.size, "max": card.maximum, "free": card.free, "waiting": len(card.waiting),
        "wanted": list(team.wanted), "missing": card.missing, "lead_is_adult": card.lead_is_adult,
        "members": [
            {
                "participant": seat.participant_id,
                "name": name_of(seat.participant, camp),
                "role": seat.role,
            }
            for seat in card.seats
        ],
    }  # fmt: skip


def request_out(request: Request) -> dict[str, Any]:
    until = request.offered_until
    return {
        "id": request.id, "team": request.team_id, "participant": request.participant_id,
        "state": request.state, "why": request.why, "at": request.at.isoformat(),
        "offered_until": until.isoformat() if until else None,
    }  # fmt: skip
