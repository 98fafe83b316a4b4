"""Nothing that a person reads is left in English, and every place in a sentence is kept."""

import re

import pytest

from camp.translations import TAGS
from camp.translations.updating import extracted, in_cyrillic, load

PLACE = re.compile(r"%\(\w+\)s|%%|\{\w+\}")


@pytest.fixture(scope="module")
def template():
    return [message for message in extracted() if message.id]


def forms(text):
    return [text] if isinstance(text, str) else list(text)


@pytest.mark.parametrize("tag", TAGS)
def test_every_sentence_is_translated(template, tag):
    words = load(tag)
    ready = {each.id for each in words if each.id and not each.fuzzy and all(forms(each.string))}

    assert [each.id for each in template if each.id not in ready] == []


@pytest.mark.parametrize("tag", TAGS)
def test_places_in_sentences_agree(tag):
    wrong = []
    for message in load(tag):
        if message.id:
            wanted = sorted(PLACE.findall(forms(message.id)[-1]))
            said = [sorted(PLACE.findall(form)) for form in forms(message.string)]
            wrong += [message.id for found in said if found != wanted]

    assert wrong == []


@pytest.mark.parametrize(("tag", "count"), [("ru", 3), ("uz", 2), ("uz_Cyrl", 2)])
def test_counts_have_the_forms_of_the_language(tag, count):
    counted = [each.string for each in load(tag) if isinstance(each.id, tuple)]

    assert {len(strings) for strings in counted} == {count}


def test_uzbek_in_cyrillic_letters_is_written_from_the_latin():
    made = {each.id: each.string for each in in_cyrillic(load("uz"))}

    assert {each.id: each.string for each in load("uz_Cyrl")} == made


def test_uzbek_uses_its_own_marks():
    said = [form for each in load("uz") if each.id for form in forms(each.string)]

    assert [text for text in said if re.search(r"['’‘`]", text)] == []
