"""The camp on a home screen: its manifest and icons, in its colour and under its own star."""

from io import BytesIO

from PIL import Image

from camp.core.models import Camp
from camp.web.install import SIZES


def manifest(cast, client=None):
    return (client or cast.app.test_client()).get(f"/camps/{cast.slug}/manifest.json")


def test_the_manifest_names_the_camp_and_where_it_begins(cast):
    answer = manifest(cast)

    told = answer.json
    assert answer.mimetype == "application/manifest+json"
    assert (told["name"], told["id"], told["start_url"], told["scope"], told["display"]) == (
        "Toshkent lageri", f"/camps/{cast.slug}", f"/camps/{cast.slug}", "/", "standalone",
    )  # fmt: skip
    assert (told["theme_color"], told["background_color"]) == ("#00707a", "#f6f9fa")
    page = cast.browser("Bobur").get(f"/camps/{cast.slug}/home").text
    assert f'<link rel="manifest" href="/camps/{cast.slug}/manifest.json"' in page
    assert 'rel="apple-touch-icon"' in page


def test_the_manifest_takes_the_camps_colour(cast):
    cast.db.write(lambda s: setattr(s.get_one(Camp, cast.camp.id), "colour", "#1e3fa0"))

    assert manifest(cast).json["theme_color"] == "#1e3fa0"


def test_every_icon_is_a_picture_of_its_size(cast):
    client = cast.app.test_client()
    icons = manifest(cast).json["icons"]

    assert [(one["sizes"], one["purpose"]) for one in icons] == [
        ("192x192", "any"), ("512x512", "any"), ("512x512", "maskable"),
    ]  # fmt: skip
    for one in icons:
        answer = client.get(one["src"])
        assert "immutable" in answer.headers["Cache-Control"]
        drawn = Image.open(BytesIO(answer.data))
        assert (drawn.format, f"{drawn.width}x{drawn.height}") == ("PNG", one["sizes"])
    assert set(SIZES) == {"48", "180", "192", "512", "maskable"}


def test_nobody_has_an_icon_drawn_that_no_camp_has(cast):
    client = cast.app.test_client()

    for name in ("00707a-0-4096", "00707a-99-192", "red-0-192", "00707a-0-192-1"):
        assert client.get(f"/assets/icons/{name}.png").status_code == 404


def test_a_camp_in_draft_shows_its_manifest_to_its_staff_alone(cast):
    cast.move("draft")

    assert manifest(cast).status_code in {401, 403, 302, 303}
    assert manifest(cast, cast.browser("Aziza")).status_code == 200


def test_the_page_more_tells_what_an_address_allows(cast):
    page = cast.browser("Bobur").get(f"/camps/{cast.slug}/more").text

    assert 'data-needs="secure"' in page
    assert "At this address a phone cannot keep the camp on its home screen" in page
