"""A camp's colour and logo, in and out; a logo is made anew, for a folder may hold anything."""

from base64 import b64decode, b64encode
from typing import Any

from camp.control.logos import make_logo
from camp.control.look import put_logo
from camp.core.errors import Invalid
from camp.core.glaze import HEX, glaze
from camp.core.models import Logo
from camp.folder.files import Data
from camp.folder.places import Places


def colour(camp: dict[str, Any]) -> str:
    """Return the folder's colour if it may be used here; else none, and the export keeps it."""
    told = camp.get("look", {}).get("colour", "")
    return told if HEX.fullmatch(told) and not glaze(told).clashes else ""


def bring(places: Places, data: Data) -> None:
    told = data["camp"].get("look", {}).get("logo", "")
    try:
        content = make_logo(b64decode(told, validate=True)) if told else b""
    except (Invalid, ValueError):
        content = b""
    put_logo(places.session, places.camp, content)


def give(places: Places) -> Data:
    kept = places.session.get(Logo, places.camp.id)
    logo = b64encode(kept.content).decode() if kept else ""
    told = {"colour": places.camp.colour, "logo": logo}
    found = {name: value for name, value in told.items() if value}
    return {"look": found} if found else {}
