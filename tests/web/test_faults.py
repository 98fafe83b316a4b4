"""What the schemas' library says in English is told in the reader's words."""

import pytest
from flask_babel import force_locale
from marshmallow import Schema, ValidationError, fields, validate

from camp.web.faults import in_words


class Form(Schema):
    name = fields.String(required=True, validate=validate.Length(2, 20))
    text = fields.String(validate=validate.Length(max=3))
    short = fields.String(validate=validate.Length(min=2))
    some = fields.String(validate=validate.Length(min=1))
    minutes = fields.Integer(validate=validate.Range(1, 240))
    least = fields.Integer(validate=validate.Range(min=1))
    most = fields.Integer(validate=validate.Range(max=9))
    at = fields.AwareDateTime()
    day = fields.Date()
    kind = fields.String(validate=validate.OneOf(["a", "b"]))
    code = fields.String(validate=validate.Regexp("[a-z]+"))


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, "Fill this in."),
        ({"name": None}, "Fill this in."),
        ({"name": "x"}, "Write 2 to 20 characters."),
        ({"text": "long"}, "Write at most 3 characters."),
        ({"short": "x"}, "Write at least 2 characters."),
        ({"some": ""}, "Fill this in."),
        ({"minutes": "x"}, "Write a number."),
        ({"minutes": 0}, "Choose a number from 1 to 240."),
        ({"least": 0}, "The number must be 1 or more."),
        ({"most": 10}, "The number must be 9 or less."),
        ({"at": "soon"}, "Choose a day or a time."),
        ({"day": "soon"}, "Choose a day or a time."),
        ({"kind": "c"}, "Choose one of what is offered."),
        ({"code": "1"}, "This cannot be read. Write it another way."),
        ({"kind": []}, "This cannot be read. Write it another way."),
    ],
)
def test_the_library_is_told_in_the_readers_words(app, sent, told):
    with pytest.raises(ValidationError) as refused:
        Form().load({"name": "Lola", **sent} if sent else {})
    (sentences,) = refused.value.messages_dict.values()

    with app.test_request_context(), force_locale("en"):
        assert in_words(sentences[0]) == told
    with app.test_request_context(), force_locale("ru"):
        assert in_words(sentences[0]) != told


def test_a_rooms_own_sentence_is_translated_as_it_is(app):
    with app.test_request_context(), force_locale("ru"):
        assert in_words("Fill this in.") == "Заполните это поле."
