"""The words of the product: catalogues for gettext, made ready before the app starts."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

HERE = Path(__file__).parent
TAGS = ("ru", "uz", "uz_Cyrl")


def catalogue(tag: str) -> Path:
    """Return where the sentences of a language are kept."""
    return HERE / tag / "LC_MESSAGES" / "messages.po"


def compile_all() -> None:
    """Write each catalogue in the form that gettext reads, unless it is there already."""
    for source in map(catalogue, TAGS):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            words = read_po(file, locale=source.parts[-3])
        # Readers may come while it is written, so it appears whole.
        half = target.with_suffix(".half")
        with half.open("wb") as file:
            write_mo(file, words)
        half.replace(target)
