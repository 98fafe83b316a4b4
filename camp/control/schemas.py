"""What the control room reads from programs and forms, and what it answers."""

from marshmallow import Schema, fields, validate

from camp.control.queries import DEADLINES
from camp.core.phases import GATES, PHASES
from camp.web.schemas import Strict

REASON = validate.Length(max=300)


class PhaseIn(Strict):
    phase = fields.String(required=True, validate=validate.OneOf(list(PHASES)))
    reason = fields.String(load_default="", validate=REASON)


class PhaseForm(PhaseIn):
    seen = fields.String(validate=validate.OneOf(list(PHASES)))


class PhaseUndoIn(Strict):
    """`move` is the number of the switch in the camp's log, as it was told."""

    move = fields.Integer(required=True, strict=True, validate=validate.Range(min=1))


class PhaseUndoForm(Strict):
    move = fields.Integer(required=True, validate=validate.Range(min=1))


class PhaseOut(Schema):
    phase = fields.String()
    gates = fields.List(fields.String())
    waiting_for = fields.List(fields.String())


class SwitchOut(Schema):
    """The camp's last switch; `undo_until` is null where the asker cannot undo it."""

    move = fields.Integer()
    before = fields.String()
    after = fields.String()
    by = fields.String()
    at = fields.AwareDateTime()
    is_undo = fields.Boolean()
    undo_until = fields.AwareDateTime(attribute="ends", allow_none=True)


class GateIn(Strict):
    open = fields.Boolean(required=True)
    reason = fields.String(required=True, validate=REASON)


class GateForm(Strict):
    gate = fields.String(required=True, validate=validate.OneOf(GATES))
    open = fields.Boolean(required=True)
    reason = fields.String(load_default="", validate=REASON)


class GateOut(Schema):
    gates = fields.List(fields.String())


class DeadlineIn(Strict):
    at = fields.AwareDateTime(required=True)


class DeadlineForm(Strict):
    name = fields.String(required=True, validate=validate.OneOf(DEADLINES))
    at = fields.NaiveDateTime(required=True, format="%Y-%m-%dT%H:%M")


class RunIn(Strict):
    """Which run of a rehearsal's jurors has ended: when it began, as it was told."""

    run = fields.AwareDateTime(required=True)


class ErasureIn(Strict):
    """`name` is typed again to confirm who is meant."""

    name = fields.String(required=True, validate=validate.Length(1, 120))
    reason = fields.String(required=True, validate=validate.Length(1, 300))


class DeadlineOut(Schema):
    name = fields.String()
    at = fields.AwareDateTime()


class IncidentForm(Strict):
    text = fields.String(load_default="", validate=validate.Length(max=600))


class ConcernForm(Strict):
    text = fields.String(load_default="", validate=validate.Length(max=2000))
    reach = fields.String(load_default="", validate=validate.Length(max=200))


class ConcernClosureForm(Strict):
    done = fields.String(load_default="", validate=validate.Length(max=600))


class IncidentClosureForm(Strict):
    done = fields.String(load_default="", validate=REASON)
