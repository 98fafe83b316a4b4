"""Brings the catalogues to the sentences that stand in the sources now."""

from pathlib import Path
from tempfile import TemporaryDirectory

from babel.messages.catalog import Catalog
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po, write_po

from camp.translations import HERE, TAGS, catalogue
from camp.translations.transliterate import cyrillic

ROOT = HERE.parent.parent


def extracted() -> Catalog:
    """Return every sentence of the sources that is marked for translation."""
    with TemporaryDirectory() as folder:
        pot = Path(folder, "messages.pot")
        # Without --ignore-dirs Babel passes over folders such as templates/_macros.
        marks = ["--keywords", "words", "--add-location", "file", "--sort-by-file",
                 "--ignore-dirs", ".*"]  # fmt: skip
        mapping = ["-F", str(ROOT / "babel.cfg")]
        CommandLineInterface().run(  # type: ignore[no-untyped-call]
            ["pybabel", "--quiet", "extract", *mapping, *marks, "-o", str(pot), str(ROOT)]
        )
        with pot.open("rb") as file:
            return read_po(file)


def load(tag: str) -> Catalog:
    with catalogue(tag).open("rb") as file:
        return read_po(file, locale=tag)


def save(tag: str, words: Catalog) -> None:
    catalogue(tag).parent.mkdir(parents=True, exist_ok=True)
    with catalogue(tag).open("wb") as file:
        write_po(file, words, width=99, ignore_obsolete=True, no_location=True, sort_output=True)


def update_all() -> None:
    """Add new sentences, drop old ones, and write Uzbek in Cyrillic letters from the Latin."""
    template = extracted()
    for tag in TAGS[:2]:
        words = load(tag)
        # Guessed translations of other sentences would pass for real ones.
        words.update(template, no_fuzzy_matching=True)
        save(tag, words)
    save("uz_Cyrl", in_cyrillic(load("uz")))


def in_cyrillic(latin: Catalog) -> Catalog:
    """Return the Uzbek catalogue in Cyrillic letters, its places and marks untouched."""
    other = Catalog(locale="uz_Cyrl", project=latin.project, creation_date=latin.creation_date)
    other.revision_date = latin.revision_date
    for message in latin:
        if not message.id:
            continue
        said = message.string or ""
        text = cyrillic(said) if isinstance(said, str) else tuple(map(cyrillic, said))
        other.add(message.id, text, message.locations, message.flags)
    return other
