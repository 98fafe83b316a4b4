"""What mentoring takes and gives as JSON, and what its forms send."""

from marshmallow import Schema, fields, validate

from camp.mentoring.rules import LIGHTS, LIMIT, MAX_MINUTES
from camp.web.schemas import Strict

WORDS = validate.Length(max=LIMIT)
MINUTES = validate.Range(0, MAX_MINUTES)


class NoteWords(Strict):
    light = fields.String(required=True, validate=validate.OneOf(LIGHTS))
    works = fields.String(load_default="", validate=WORDS)
    risk = fields.String(load_default="", validate=WORDS)
    next_step = fields.String(load_default="", validate=WORDS)


class FeedbackIn(NoteWords):
    minutes = fields.Integer(load_default=0, strict=True, validate=MINUTES)
    materially_helped = fields.Boolean(load_default=False, truthy={True}, falsy={False})
    visit_id = fields.String(load_default=None, validate=validate.Length(max=20))


class NoteForm(NoteWords):
    """Whether the mentor did part of the work has no default: it must be said."""

    minutes = fields.Integer(load_default=0, validate=MINUTES)
    materially_helped = fields.Boolean(required=True)


class FeedbackOut(Schema):
    id = fields.String()
    team = fields.String(attribute="team_id")
    mentor = fields.String(attribute="mentor_id")
    visit = fields.String(attribute="visit_id")
    light = fields.String()
    works = fields.String()
    risk = fields.String()
    next_step = fields.String()
    minutes = fields.Integer()
    materially_helped = fields.Boolean()
    at = fields.AwareDateTime()
    seen_at = fields.AwareDateTime()


class CallIn(Strict):
    topic = fields.String(load_default="", validate=validate.Length(max=200))


class VisitOut(Schema):
    id = fields.String()
    team = fields.String(attribute="team_id")
    mentor = fields.String(attribute="mentor_id")
    topic = fields.String()
    state = fields.String()
    asked_at = fields.AwareDateTime()
    started_at = fields.AwareDateTime()
    ended_at = fields.AwareDateTime()


class MentorOut(Schema):
    id = fields.String()
    name = fields.String(attribute="person.name")
    expertise = fields.List(fields.String())
    organisation = fields.String()
    speaks = fields.List(fields.String())


class MentorIn(Strict):
    person = fields.String(required=True, validate=validate.Length(1, 20))
    expertise = fields.List(fields.String(validate=validate.Length(1, 60)), load_default=list)
    organisation = fields.String(load_default="", validate=validate.Length(max=160))
    speaks = fields.List(fields.String(validate=validate.Length(1, 10)), load_default=list)
