"""A camp's own colour and logo: tried, taken or refused in words, shown, and never a danger."""

from io import BytesIO

import pytest
from PIL import Image

from camp.control.logos import make_logo
from camp.core.errors import Invalid
from camp.core.models import Camp, LogEntry, Logo


def picture(kind="PNG", size=(640, 320), **more):
    made = BytesIO()
    Image.new("RGB", size, "#1e3fa0").save(made, kind, **more)
    return made.getvalue()


def look(cast):
    with cast.db.read() as session:
        camp = session.get_one(Camp, cast.camp.id)
        return camp.colour, camp.logo


def told(cast):
    with cast.db.read() as session:
        return session.query(LogEntry).filter_by(kind="LookChanged").count()


def path(cast, rest=""):
    return f"/camps/{cast.slug}/settings/look{rest}"


def send(cast, name, rest, **fields):
    return cast.form(cast.browser(name), path(cast, rest), fields, back=path(cast))


def test_a_colour_is_taken_once_however_often_it_is_sent(cast):
    for _ in range(2):
        assert send(cast, "Aziza", "/colour", colour="#1E3FA0").status_code == 303

    assert (look(cast), told(cast)) == (("#1e3fa0", ""), 1)
    page = cast.browser("Aziza").get(path(cast)).text
    assert '<link rel="stylesheet" href="/assets/glaze/1e3fa0.css">' in page


def test_the_colour_comes_as_a_sheet_that_is_kept_for_good(cast):
    answer = cast.app.test_client().get("/assets/glaze/1e3fa0.css")

    assert (answer.status_code, answer.mimetype) == (200, "text/css")
    assert "immutable" in answer.headers["Cache-Control"]
    assert "--live:#1e3fa0" in answer.text
    assert cast.app.test_client().get("/assets/glaze/red;}.css").status_code == 404


def test_a_colour_like_stop_is_refused_and_another_offered(cast):
    answer = send(cast, "Aziza", "/colour", colour="#e91e63")

    assert (answer.status_code, look(cast)) == (422, ("", ""))
    assert "looks like one that warns" in answer.text
    tried = cast.browser("Aziza").get(path(cast, "/trial?colour=%23e91e63")).text
    assert "people would read it as “stop”" in tried
    assert "the nearest that works" in tried


@pytest.mark.parametrize("typed", ["red", "#12345", "url(x)", "#1e3fa0;}"])
def test_what_is_no_colour_is_refused(cast, typed):
    assert send(cast, "Aziza", "/colour", colour=typed).status_code == 422


def test_only_who_sets_the_camp_up_changes_its_look(cast):
    assert cast.browser("Bobur").get(path(cast)).status_code == 403
    assert send(cast, "Bobur", "/colour", colour="#1e3fa0").status_code == 403


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_logo_is_made_anew_from_its_pixels(cast, kind):
    given = picture(kind, exif=b"Exif\0\0where it was taken") if kind == "JPEG" else picture(kind)

    answer = send(cast, "Aziza", "/logo", logo=(BytesIO(given), "x.svg"))

    assert answer.status_code == 303
    kept = cast.app.test_client().get(f"/camps/{cast.slug}/logo/{look(cast)[1]}")
    assert (kept.status_code, kept.mimetype) == (200, "image/webp")
    assert kept.headers["X-Content-Type-Options"] == "nosniff"
    assert b"where it was taken" not in kept.data
    assert Image.open(BytesIO(kept.data)).size == (512, 256)
    assert cast.app.test_client().get(f"/camps/{cast.slug}/logo/other").status_code == 404


@pytest.mark.parametrize(
    "given",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a", picture("GIF"), picture()[:60], picture(size=(16, 200)), b"\0" * 1_000_001,
        picture(size=(8000, 4000)),
    ],
    ids=["svg", "half a gif", "gif", "half a png", "small", "heavy", "large"],
)  # fmt: skip
def test_what_is_no_logo_is_refused_in_words(given):
    with pytest.raises(Invalid) as refused:
        make_logo(given)

    assert list(refused.value.facts["fields"]) == ["logo"]


def test_a_logo_is_taken_away_again(cast):
    send(cast, "Aziza", "/logo", logo=(BytesIO(picture()), "logo.png"))

    assert send(cast, "Aziza", "/logo", drop="yes").status_code == 303

    assert look(cast) == ("", "")
    assert send(cast, "Aziza", "/logo").status_code == 422
    with cast.db.read() as session:
        assert session.query(Logo).count() == 0


def test_a_reader_chooses_day_or_night_and_the_page_stays(cast):
    client = cast.app.test_client()
    here = f"/camps/{cast.slug}/schedule"
    assert 'class="by-device"' in client.get(here).text

    answer = client.get(f"/light/night?next={here}")

    assert (answer.status_code, answer.location) == (303, here)
    assert 'class="night"' in client.get(here).text
    assert client.get("/light/dusk").status_code == 404
    assert client.get("/light/day?next=//elsewhere.example").location == "/"
