"""Makes a PDF from a Typst template of camp/templates/paper and plain data.

Data go in as one JSON value, so nothing that somebody typed is ever read as markup. A template sees
its own folder and no other, no package and none of the machine's fonts.
"""

import importlib.util
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import qrcode

TEMPLATES = Path(__file__).parent.parent / "templates" / "paper"
FONTS = Path(__file__).parent / "fonts"
NO_PACKAGES = str(FONTS / "no-packages")
MASK = 3
"""The pattern over a code's modules. Trying all eight takes ten times as long for 200 badges."""


@dataclass(frozen=True, slots=True)
class Code:
    """A text that the page shows as a QR code; templates get it as an SVG."""

    text: str


@cache
def is_ready() -> bool:
    """Whether this machine makes PDFs: the extra `pdf` is installed and the fonts are built."""
    return importlib.util.find_spec("typst") is not None and FONTS.exists()


def pdf(
    template: str,
    data: Mapping[str, Any],
    *,
    at: datetime,
    language: str,
    standards: Sequence[str] = (),
) -> bytes:
    """Return the tagged PDF of `template` ("badges") with `data`, dated `at`.

    The same data, time and language give the same bytes. `standards` such as "ua-1" refuse what
    does not keep to them: tests ask for it, a camp in its day needs the paper. It takes the
    processor for long, so call it through `camp.paper.sending.send`, which leaves the hub free.
    """
    import typst

    plain = language.partition("_")[0]
    told = {**data, "at": at.isoformat(), "lang": plain}
    compile_: Any = typst.compile
    made: bytes = compile_(
        str(TEMPLATES / f"{template}.typ"),
        root=str(TEMPLATES),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        package_path=NO_PACKAGES,
        package_cache_path=NO_PACKAGES,
        sys_inputs={"data": json.dumps(told, default=_spell, ensure_ascii=False)},
        timestamp=int(at.timestamp()),
        pdf_standards=list(standards),
    )
    return made


def _spell(value: object) -> str:
    if not isinstance(value, Code):
        raise TypeError(f"{type(value).__name__} is nothing that a template reads.")
    code = qrcode.QRCode(
        error_correction=qrcode.constants.ERROR_CORRECT_M, border=4, mask_pattern=MASK
    )
    code.add_data(value.text)
    code.make(fit=True)
    modules = code.get_matrix()
    # One shape for neighbours in a row: fewer of them, and no seams between them.
    path = "".join(
        f"M{run.start()} {y}h{len(run[0])}v1h-{len(run[0])}z"
        for y, row in enumerate(modules)
        for run in re.finditer("#+", "".join(" #"[dark] for dark in row))
    )
    size = len(modules)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" '
        f'shape-rendering="crispEdges"><path d="{path}"/></svg>'
    )
