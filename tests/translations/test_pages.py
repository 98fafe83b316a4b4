"""A page speaks the reader's language and says so to browsers and screen readers."""

import pytest

from camp.translations.updating import load


@pytest.mark.parametrize(
    ("tag", "lang"), [("ru", "ru"), ("uz", "uz-Latn"), ("uz_Cyrl", "uz-Cyrl"), ("en", "en")]
)
def test_the_front_speaks_the_language(app, tag, lang):
    client = app.test_client()
    client.set_cookie("camp_language", tag)
    english = "A server of your own"

    page = client.get("/start", follow_redirects=True).text

    assert f'<html lang="{lang}"' in page
    assert (english if tag == "en" else load(tag).get(english).string) in page
