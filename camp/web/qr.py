"""QR codes as SVG markup for pages and paper."""

from functools import lru_cache

import qrcode
from flask import Flask
from markupsafe import Markup

from camp.core.ledger import short


@lru_cache(maxsize=512)
def qr(text: str, label: str = "", css: str = "") -> Markup:
    """Return `text` as an SVG of one path with a quiet zone of four modules."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(text)
    code.make(fit=True)
    modules = code.get_matrix()
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(modules) for x, dark in enumerate(row) if dark
    )
    size = len(modules)
    return Markup(
        '<svg class="{3}" viewBox="0 0 {0} {0}" role="img" aria-label="{1}" shape-rendering='
        '"crispEdges"><path class="qr__ground" d="M0 0h{0}v{0}H0z" fill="#fff"/>'
        '<path d="{2}" fill="#0C2233"/></svg>'
    ).format(size, label, path, f"qr {css}".strip())


def root_qr(root: str, label: str) -> Markup:
    """Return the digits of a root or a receipt, as `camp verify` takes them, for a camera."""
    # Capital letters and digits alone make the smallest code.
    return qr(short("".join(root.split())).replace(" ", "").upper(), label, "qr--root")


def register(app: Flask) -> None:
    app.jinja_env.globals.update(qr=qr, root_qr=root_qr)
