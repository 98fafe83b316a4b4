"""What the questions' forms and programs send, and what programs get."""

from marshmallow import Schema, fields, validate

from camp.questions.rules import STATES
from camp.web.schemas import Strict


class QuestionIn(Strict):
    text = fields.String(required=True, validate=validate.Length(3, 280))
    anonymous = fields.Boolean(load_default=False)


class QuestionSupportIn(Strict):
    on = fields.Boolean(required=True)


class QuestionStateIn(Strict):
    state = fields.String(required=True, validate=validate.OneOf(STATES))


class QuestionOut(Schema):
    id = fields.String(attribute="question.id")
    text = fields.String(attribute="question.text")
    state = fields.String(attribute="question.state")
    at = fields.AwareDateTime(attribute="question.at")
    name = fields.String()
    supports = fields.Integer()
