"""Names and words folded for search and duplicate checks; display keeps what was typed.

People type five marks for one apostrophe, and write one name in two scripts (rulebook section 8).
"""

import re
import unicodedata

_PAIRS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ё": "yo", "ж": "j",
    "з": "z", "и": "i", "й": "y", "к": "k", "қ": "q", "л": "l", "м": "m", "н": "n", "о": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ў": "o", "ф": "f", "х": "x", "ҳ": "h",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "yu",
    "я": "ya",
}  # fmt: skip
_MARKS = "'`´‘’ʻʼʹ′"
LETTERS = {**_PAIRS, **dict.fromkeys(_MARKS, "")}
"""What each letter and mark becomes; phones at the door search names by the same table."""
_FOLD = str.maketrans(LETTERS)


def fold(text: str) -> str:
    """Return `text` in small Latin letters without marks: "Oʻktam", "O'ktam" and "Ўктам" agree."""
    plain = text.lower().translate(_FOLD)
    parts = unicodedata.normalize("NFKD", plain)
    kept = (letter for letter in parts if not unicodedata.combining(letter))
    return " ".join("".join(kept).replace("yo", "e").replace("kh", "x").split())


def matches(query: str, name: str) -> bool:
    """Return whether every word of `query` begins a word of `name`, both folded."""
    words = fold(name).split()
    return all(any(word.startswith(part) for word in words) for part in fold(query).split())


def mentions(text: str, name: str) -> bool:
    """Return whether `text` has every word of `name`, whole and in any order; no name is in none.

    "Karimov Bobur, lead" mentions Bobur Karimov; "Alisher" does not mention Ali.
    """
    wanted = _words(name)
    return bool(wanted) and wanted <= _words(text)


def same(one: str, other: str) -> bool:
    """Return whether two names have the same words, in any order."""
    return _words(one) == _words(other)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", fold(text)))


def shown(name: str) -> str:
    """Return a name as the projector shows a minor's: first name and an initial (rulebook R64)."""
    first, *rest = name.split()
    return f"{first} {rest[-1][0]}." if rest else first
