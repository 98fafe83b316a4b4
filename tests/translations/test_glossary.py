"""One word per thing in every language, as the glossary has it."""

import csv
import re

import pytest

from camp.translations import HERE
from camp.translations.transliterate import cyrillic
from camp.translations.updating import load

with (HERE / "glossary.csv").open(encoding="utf-8") as file:
    ROWS = {row["en"]: row for row in csv.DictReader(file)}

# Here custom differs from the rule, or from the Latin word itself.
BY_HAND = {"Volunteer (official)"}


def test_the_rule_writes_what_the_glossary_says():
    wrong = {
        name: (cyrillic(row["uz_Latn"]), row["uz_Cyrl"])
        for name, row in ROWS.items()
        if name not in BY_HAND and cyrillic(row["uz_Latn"]) != row["uz_Cyrl"]
    }

    assert wrong == {}


@pytest.mark.parametrize(
    ("latin", "written"),
    [
        ("%(name)s yoʻq", "%(name)s йўқ"),
        ("Yoʻl, yetti, men eʼlon", "Йўл, етти, мен эълон"),
        ("<b>Choy</b> {n} ta", "<b>Чой</b> {n} та"),
        ("QR-kod, SHAHAR, Shahar", "QR-код, ШАҲАР, Шаҳар"),
        ("lageri lagerda", "лагери лагерьда"),
    ],
)
def test_letters(latin, written):
    assert cyrillic(latin) == written


HOMONYMS = {
    # The word stands for another thing here than in the glossary.
    ("Withdrawn", "ru"): "of ideas, not of people", ("Withdrawn", "uz"): "of ideas, not of people",
    ("late", "ru"): "of a team that waits and of a version",
    ("accepted", "ru"): "of a mark that was agreed to",
    ("I agree", "ru"): "as the glossary notes for pages",
}  # fmt: skip
NOUNS = (
    "Participant", "Organiser", "Volunteer", "Mentor", "Jury", "Moderator", "Idea", "Project",
    "Badge", "Appeal", "Criterion", "Budget", "Milestone", "Deadline", "Schedule", "Announcement",
    "Comment", "Draft", "Certificate", "Shift",
)  # fmt: skip
"""Words that mean one thing in every sentence of ours."""
PLACE = re.compile(r"%\(\w+\)s")


@pytest.mark.parametrize(("tag", "column"), [("ru", "ru"), ("uz", "uz_Latn")])
def test_a_word_of_the_glossary_is_said_as_it_says(tag, column):
    words, wrong = load(tag), {}
    for english, row in ROWS.items():
        for written in {english, english.lower()} - {name for name, of in HOMONYMS if of == tag}:
            found = words.get(written)
            if found is not None and found.string.lower() != row[column].lower():
                wrong[written] = found.string

    assert wrong == {}


@pytest.mark.parametrize(("tag", "column"), [("ru", "ru"), ("uz", "uz_Latn")])
@pytest.mark.parametrize("word", NOUNS)
def test_a_noun_inside_a_sentence_is_the_glossary_s(word, tag, column):
    said = ROWS[word][column].lower().split()[0]
    stem = said[: max(3, min(4, len(said) - 1))]
    # A budget line is another word of the glossary than a budget.
    longer = [one[len(word) :] for one in ROWS if one.startswith(f"{word} ")]
    other = "".join(rf"(?!{re.escape(more)})" for more in longer)
    plain = re.compile(rf"\b{word}s?\b{other}", re.IGNORECASE)
    sentences = [
        (PLACE.sub("", " ".join(forms(each.id))), " ".join(forms(each.string)))
        for each in load(tag)
        if each.id
    ]

    wrong = [text for english, text in sentences if plain.search(english)
             and stem not in text.lower()]  # fmt: skip
    assert wrong == []


def forms(text):
    return [text] if isinstance(text, str) else list(text)
