"""The camp on a phone's home screen: its manifest and icons, drawn from the seals' geometry."""

import re
from functools import lru_cache
from io import BytesIO
from math import pi
from zlib import crc32

from flask import Blueprint, Flask, Response, g, json
from flask_babel import gettext
from markupsafe import Markup

from camp.core.errors import NotFound
from camp.core.glaze import glaze
from camp.core.models import Camp
from camp.web import i18n
from camp.web.assets import FOREVER
from camp.web.context import camp
from camp.web.geometry import Point, polygon, star
from camp.web.guard import PUBLIC, rule
from camp.web.look import GROUNDS
from camp.web.ornament import ANGLES, ORDERS

bp = Blueprint("install", __name__)
USUAL = "#00707a"
SIZES = {"48": 48, "180": 180, "192": 192, "512": 512, "maskable": 512}
"""Pixels of a side; "maskable" keeps its drawing inside the circle that a phone may cut out."""
ICON = re.compile(r"([0-9a-f]{6})-(\d{1,2})-([a-z0-9]+)")
SEALS = len(ORDERS) * len(ANGLES)


def seal_of(one: Camp | None) -> str:
    """Return the colour and the seal of a camp as its icons' names begin with them."""
    colour = glaze(one.colour).day["live"] if one and one.colour else USUAL
    return f"{colour[1:]}-{crc32(one.slug.encode()) % SEALS if one else 0}"


def icon_links() -> Markup:
    """Return what the head of a camp's page says of its icons and its manifest."""
    one = g.get("camp")
    icon = f"/assets/icons/{seal_of(one)}"
    links = Markup(
        '<link rel="icon" href="{0}-48.png"><link rel="apple-touch-icon" href="{0}-180.png">'
    )
    found = links.format(icon)
    if one is None:
        return found
    # With credentials: a camp in draft is its staff's alone, and names follow the language.
    manifest = Markup(
        '<link rel="manifest" href="/camps/{}/manifest.json" crossorigin="use-credentials">'
    )
    return found + manifest.format(one.slug)


@bp.get("/camps/<slug>/manifest.json")
@rule("camp.read")
def manifest(slug: str) -> Response:
    one = camp()
    icon = f"/assets/icons/{seal_of(one)}"
    colour = f"#{seal_of(one)[:6]}"
    name = i18n.camp_name(one)
    told = {
        "id": f"/camps/{slug}",
        "name": name,
        "short_name": name if len(name) <= 12 else gettext("Camp"),
        "lang": i18n.tag(),
        "start_url": f"/camps/{slug}",
        # The person's devices, sign-in and rounds stand outside the camp's own address.
        "scope": "/",
        "display": "standalone",
        "theme_color": colour,
        "background_color": GROUNDS["phone"][0],
        "icons": [
            {
                "src": f"{icon}-{kind}.png", "sizes": f"{SIZES[kind]}x{SIZES[kind]}",
                "type": "image/png", "purpose": "maskable" if kind == "maskable" else "any",
            }
            for kind in ("192", "512", "maskable")
        ],
    }  # fmt: skip
    return Response(json.dumps(told), mimetype="application/manifest+json")


@bp.get("/assets/icons/<name>.png")
@rule(PUBLIC)
def icon(name: str) -> Response:
    """Draw an icon, which its name says all about: nothing of it is kept or asked for."""
    found = ICON.fullmatch(name)
    if found is None or found[3] not in SIZES or int(found[2]) >= SEALS:
        raise NotFound
    response = Response(draw(f"#{found[1]}", int(found[2]), found[3]), mimetype="image/png")
    response.headers["Cache-Control"] = FOREVER
    return response


@lru_cache(maxsize=32)
def draw(colour: str, index: int, kind: str) -> bytes:
    """Return a seal on its glaze as PNG: white on the colour, to every edge."""
    # Loaded when it is needed: no page waits for it.
    from PIL import Image, ImageDraw

    size = SIZES[kind]
    fine = 4 * size
    reach = fine * (0.36 if kind == "maskable" else 0.44)
    order, angle = ORDERS[index % len(ORDERS)], ANGLES[index // len(ORDERS)]
    turn = -pi / 2 + (pi / order if order % 2 == 0 else 0)
    outer, _ = star(order, angle, reach, turn)
    heart, inner = star(order, angle, reach / 2, turn + pi / order)
    picture = Image.new("RGB", (fine, fine), colour)
    pen = ImageDraw.Draw(picture)
    width = round(reach * 0.07)
    for points, fill in (
        (outer, None),
        (heart, "#fff"),
        (polygon(order, inner * 0.62, turn), colour),
    ):
        corners = _placed(points, fine / 2)
        if fill:
            pen.polygon(corners, fill=fill)
        else:
            pen.line([*corners, *corners[:2]], fill="#fff", width=width, joint="curve")
    made = BytesIO()
    picture.resize((size, size), Image.Resampling.LANCZOS).quantize(32).save(
        made, "PNG", optimize=True
    )
    return made.getvalue()


def _placed(points: list[Point], middle: float) -> list[Point]:
    return [(middle + x, middle + y) for x, y in points]


def register(app: Flask) -> None:
    app.register_blueprint(bp)
    app.jinja_env.globals["icon_links"] = icon_links
