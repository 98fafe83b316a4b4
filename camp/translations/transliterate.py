"""Writes Uzbek in Cyrillic letters from its Latin ones, by the rules of the two alphabets."""

import re
from functools import lru_cache, partial

# These stay as they are: places to fill, tags, and names that are Latin in every alphabet.
KEPT = re.compile(
    r"(%\(\w+\)s|%%|\{\w+\}|<[^>]*>|https?://\S+"
    r"|\b(?:QR|UUID|URL|API|CSV|PDF|UZS|USD|Wi-Fi|VPN|CA|SHA|Idempotency-Key|O(?=, 1)|I"
    r"|Android|Chrome|Chromium|iPad|iPhone|Linux|macOS|Safari|Windows|Keychain|Access|login"
    r"|tls|self|certmgr|msc|ca|cer|crt)\b)"
)
# Borrowed words whose soft sign or letters the Latin alphabet does not show.
BORROWED = {
    r"lager(?![aeiou])": "лагерь",
    r"byulleten(?![aeiou])": "бюллетень",
    r"model(?![aeiou])": "модель",
    r"albom(?![aeiou])": "альбом",
    r"sentabr": "сентябрь",
    r"oktabr": "октябрь",
    r"aprel(?![aeiou])": "апрель",
    r"iyul(?![aeiou])": "июль",
    r"iyun(?![aeiou])": "июнь",
    r"litsey": "лицей",
    r"sotsi": "соци",
    r"ts(?=iya|ion)": "ц",
}
# In this order: the longer spelling is tried first.
LETTERS = (
    ("yoʻ", "йў"), ("oʻ", "ў"), ("gʻ", "ғ"), ("sh", "ш"), ("ch", "ч"), ("yo", "ё"), ("yu", "ю"),
    ("ya", "я"), ("ye", "е"), ("ʼ", "ъ"), ("a", "а"), ("b", "б"), ("d", "д"), ("e", "е"),
    ("f", "ф"), ("g", "г"), ("h", "ҳ"), ("i", "и"), ("j", "ж"), ("k", "к"), ("l", "л"), ("m", "м"),
    ("n", "н"), ("o", "о"), ("p", "п"), ("q", "қ"), ("r", "р"), ("s", "с"), ("t", "т"), ("u", "у"),
    ("v", "в"), ("x", "х"), ("y", "й"), ("z", "з"), ("c", "с"), ("w", "в"),
)  # fmt: skip
RULES = [
    *((re.compile(rf"\b{old}" if old[0] != "t" else old, re.IGNORECASE), new)
      for old, new in BORROWED.items()),
    # At the beginning of a word, and after a vowel, the letter is э.
    (re.compile(r"(?<![^\W\d_])e|(?<=[aeiou])e", re.IGNORECASE), "э"),
    *((re.compile(old, re.IGNORECASE), new) for old, new in LETTERS),
]  # fmt: skip


# What people type for the two signs of the Latin alphabet.
TURNED, STRAIGHT = re.compile(r"(?<=[OoGg])['’‘`ʼ]"), re.compile(r"(?<=[^\W\d_])['’‘`](?=[^\W\d_])")
# Where one writes or goes to; and letters and pairs that no Uzbek word has: a name from elsewhere.
ADDRESS = r"\S+@\S+|https?://\S+|(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?|@\w+"
FOREIGN = re.compile(r"[^\W\d_]*(?:w|c(?!h)|th(?!a)|ph)(?:[^\W\d_]|-)*", re.IGNORECASE)
LATIN = re.compile(f"{ADDRESS}|{FOREIGN.pattern}", re.IGNORECASE)
ENGLISH = re.compile(
    r"\b(?:the|and|of|to|for|is|no|not|with|from|your|our|you|we|my|by|at|on|in|day|days|demo|lunch"
    r"|dinner|start|startup|startups|camp|lab|labs|hub|club|jury|final|finals|award|awards|budget"
    r"|smart|pitch|pitches|mentor?ship|ideas?|voting|vote|welcome|opening|closing|challenge|summit"
    r"|forum|hack\w*|\w+(?:ity|ment|age|ages|ness|ship|able|ive|ance|ence))\b"
    r"|ee|oo|ou|ea|ck|tion\b|ing\b",
    re.IGNORECASE,
)
UZBEK = re.compile(
    r"[og][ʻ'’‘`ʼ]|q(?!u)|[^\W\d_]{3,}(?:lari|larni|larga|larda|larning|[ai]miz)\b|[^\W\d_]{5,}ning\b"
    r"|\b(?:va|uchun|bilan|kuni|choy|tushlik|nonushta|tanaffus|(?:trening|lager|jamoa|loyiha|savol"
    r"|mahalla|hakam|tanishuv|ochilish|yopilish|taqdimot|yoshlar|dastur)[^\W\d_]*)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def in_cyrillic(text: str) -> str:
    """Return what somebody typed in Uzbek in Cyrillic letters; addresses and foreign words stay.

    It is asked for the same titles with every push, so what was found is kept.
    """
    text = STRAIGHT.sub("ʼ", TURNED.sub("ʻ", text))
    parts, at = [], 0
    for word in LATIN.finditer(text):
        parts += [cyrillic(text[at : word.start()]), word[0]]
        at = word.end()
    return "".join([*parts, cyrillic(text[at:])])


@lru_cache(maxsize=4096)
def is_uzbek(text: str) -> bool:
    """Whether a text of an Uzbek camp may be Uzbek: English titles are common there, too."""
    return bool(UZBEK.search(text)) or not (ENGLISH.search(text) or FOREIGN.search(text))


def cyrillic(text: str) -> str:
    """Return a text in Cyrillic letters; placeholders and Latin names stay."""
    return "".join(
        part if place % 2 else _letters(part) for place, part in enumerate(KEPT.split(text))
    )


def _letters(text: str) -> str:
    for pattern, new in RULES:
        text = pattern.sub(partial(_cased, new), text)
    return text


def _cased(new: str, found: re.Match[str]) -> str:
    old = found[0]
    if old.isupper() and len(old.strip("ʻʼ")) > 1:
        return new.upper()
    return new[0].upper() + new[1:] if old[0].isupper() else new
