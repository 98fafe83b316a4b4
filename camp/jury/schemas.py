"""What the jury room takes and gives as JSON."""

from marshmallow import Schema, fields, validate

from camp.jury.rules import KINDS, PANELS
from camp.web.schemas import Strict


class BallotIn(Strict):
    marks = fields.Dict(keys=fields.String(), values=fields.Integer(strict=True), required=True)
    comment = fields.String(load_default="", validate=validate.Length(max=600))
    share = fields.Boolean(load_default=False)
    state = fields.String(required=True, validate=validate.OneOf(("draft", "submitted")))
    revision = fields.Integer(strict=True, load_default=0, validate=validate.Range(0, 2**31 - 1))
    device_at = fields.AwareDateTime(load_default=None, allow_none=True)


class BallotOut(Schema):
    revision = fields.Integer()
    state = fields.String()
    received_at = fields.AwareDateTime()
    seq = fields.Integer()
    receipt = fields.String()


class ConflictIn(Strict):
    team = fields.String(required=True)
    juror = fields.String(load_default="")
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    text = fields.String(load_default="", validate=validate.Length(max=300))


class ConflictBackIn(Strict):
    team = fields.String(required=True)
    juror = fields.String(required=True)
    reason = fields.String(required=True, validate=validate.Length(min=1, max=300))


class AbsenceIn(Strict):
    juror = fields.String(required=True)
    team = fields.String(required=True)
    reason = fields.String(load_default="", validate=validate.Length(max=300))


class ReserveIn(Strict):
    juror = fields.String(required=True)
    from_team = fields.String(required=True)


class ReopeningIn(Strict):
    juror = fields.String(required=True)
    reason = fields.String(required=True, validate=validate.Length(min=1, max=300))


class SlotIn(Strict):
    state = fields.String(required=True, validate=validate.OneOf(("now", "done")))
    close_anyway = fields.Boolean(load_default=False)


class PanelIn(Strict):
    kind = fields.String(required=True, validate=validate.OneOf(PANELS))
    rooms = fields.Integer(load_default=1)
    line_places = fields.Integer(load_default=0)


class EndIn(Strict):
    """Hours and minutes of today, by the camp's clock; left out when there is no end."""

    at = fields.Time(format="%H:%M", load_default=None, allow_none=True)


class RoomIn(Strict):
    is_open = fields.Boolean(required=True)


class PresenceIn(Strict):
    is_here = fields.Boolean(required=True)


class JuryVisitOut(Schema):
    team = fields.String(attribute="team_id")
    turn = fields.Integer()
    begun_at = fields.AwareDateTime()


class EmptyIn(Strict):
    """A write that needs no words."""


class RoundOut(Schema):
    id = fields.String()
    name = fields.String()
    state = fields.String()
    opened_at = fields.AwareDateTime(allow_none=True)
    frozen_at = fields.AwareDateTime(allow_none=True)
    closed_at = fields.AwareDateTime(allow_none=True)


class StandingsOut(Schema):
    state = fields.String(metadata={"description": "hidden, frozen, live or result"})
    seq = fields.Integer(allow_none=True)
    teams = fields.List(fields.Dict())
    open_ties = fields.List(fields.List(fields.String()))
    bands = fields.List(
        fields.List(fields.String()), metadata={"description": "teams too close to call"}
    )
    early = fields.Boolean(
        metadata={"description": "few ballots are in: places are those of bands"}
    )
    connected = fields.Boolean(allow_none=True)
    mode = fields.String(allow_none=True)


class ExplanationOut(Schema):
    team = fields.String()
    name = fields.String()
    steps = fields.List(fields.Dict())
    mode = fields.String()
    sentences = fields.List(fields.String())
    interval = fields.List(fields.Float(), allow_none=True)
    rank_range = fields.List(fields.Integer(), allow_none=True)
    certainty = fields.List(
        fields.String(), metadata={"description": "interval and range of places in words"}
    )


class HeldDecisionIn(Strict):
    accept = fields.Boolean(required=True)
    reason = fields.String(load_default="", validate=validate.Length(max=300))
    revision = fields.Integer(strict=True, load_default=0, validate=validate.Range(0, 2**31 - 1))


class FramesIn(Strict):
    frames = fields.List(
        fields.String(validate=validate.Length(max=4000)),
        required=True,
        validate=validate.Length(min=1, max=1000),
    )


class PaperIn(Strict):
    juror = fields.String(required=True)
    team = fields.String(required=True)
    marks = fields.Dict(keys=fields.String(), values=fields.Integer(strict=True), required=True)


class PaperDecisionIn(Strict):
    juror = fields.String(required=True)
    team = fields.String(required=True)
    marks = fields.Dict(
        keys=fields.String(), values=fields.Integer(strict=True), load_default=None, allow_none=True
    )
    reason = fields.String(required=True, validate=validate.Length(min=1, max=300))
