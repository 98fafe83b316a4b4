"""The program with a language more, for tests: English that is 40 % longer and full of accents.

Started as `python -m tests.browser.pseudo demo …`. No page offers it; the language cookie asks.
"""

import re
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from camp.translations import catalogue

TAG = "en_AU"
"""A locale that Babel knows and nobody is offered: dates and plurals are English."""
_KEPT = re.compile(r"(%\(\w+\)[a-z]|%%|%[sd]|<[^>]*>|&\w+;|\{\w*\})")
_LONGER = str.maketrans({
    "a": "áà", "e": "éè", "i": "îï", "o": "öô", "u": "üû", "y": "ýÿ", "A": "ÁÀ", "E": "ÉÈ",
    "I": "ÎÏ", "O": "ÖÔ", "U": "ÜÛ", "c": "ç", "n": "ñ", "C": "Ç", "N": "Ñ",
})  # fmt: skip


def stretched(sentence: str) -> str:
    """Return the sentence in brackets, its vowels doubled; what code fills in stays as it is."""
    parts = _KEPT.split(sentence)
    longer = (part if n % 2 else part.translate(_LONGER) for n, part in enumerate(parts))
    return "".join(["[", *longer, "]"])


def write_catalogue(folder: Path) -> None:
    with catalogue("ru").open("rb") as file:
        sentences = [one for one in read_po(file) if one.id]
    made = Catalog(locale=TAG)
    for one in sentences:
        forms = one.id if isinstance(one.id, tuple) else (one.id,)
        longer = tuple(map(stretched, forms))
        made.add(one.id, longer if len(longer) > 1 else longer[0], context=one.context)
    place = folder / TAG / "LC_MESSAGES"
    place.mkdir(parents=True)
    with (place / "messages.mo").open("wb") as file:
        write_mo(file, made)


def main() -> None:
    from camp import app, cli
    from camp.web import i18n

    build, spoken = app.build, i18n.spoken
    with tempfile.TemporaryDirectory() as folder:
        write_catalogue(Path(folder))

        def built():
            made = build()
            made.extensions["babel"].translation_directories.append(folder)
            return made

        app.build = built
        i18n.spoken = lambda tag: TAG if tag == TAG else spoken(tag)
        cli.main()


if __name__ == "__main__":
    from gevent import monkey

    monkey.patch_all()
    main()
