"""What every room's schemas begin with."""

from marshmallow import RAISE, Schema


class Strict(Schema):
    """Refuses what it does not know: a misspelt field is told, not lost."""

    class Meta:
        unknown = RAISE
