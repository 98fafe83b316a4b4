"""What the people room takes and gives as JSON."""

from marshmallow import Schema, fields


class CampOut(Schema):
    id = fields.String(attribute="camp.id")
    slug = fields.String(attribute="camp.slug")
    name = fields.String(attribute="camp.name")
    phase = fields.String(attribute="camp.phase")
    starts_at = fields.AwareDateTime(attribute="camp.starts_at")
    ends_at = fields.AwareDateTime(attribute="camp.ends_at")
    timezone = fields.String(attribute="camp.timezone")
    gates = fields.List(fields.String())
