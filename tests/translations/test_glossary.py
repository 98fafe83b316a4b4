"""One word per thing in every language, as the glossary has it."""

import csv

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


@pytest.mark.parametrize(
    "word",
    ["Participant", "Mentor", "Idea", "Solution", "Project", "Save", "Results", "Draft",
     "Organiser", "Budget", "Schedule", "Appeal"],
)  # fmt: skip
@pytest.mark.parametrize(
    ("tag", "column"), [("ru", "ru"), ("uz", "uz_Latn"), ("uz_Cyrl", "uz_Cyrl")]
)
def test_nouns_are_the_glossary_s(tag, column, word):
    assert load(tag).get(word).string == ROWS[word][column]
