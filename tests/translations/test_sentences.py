"""No sentence is glued from halves: other languages put the halves in another order."""

from pathlib import Path

from tests.translations import glue

CAMP = Path(__file__).parents[2] / "camp"
ALLOWED = {
    # A heading in bold and a sentence of its own.
    ("jury/briefing.html", '{{ _("Grants") }} {{ funding_words(g.camp.settings) }}'),
    ("projects/workspace.html", '{{ _("Grants") }} {{ funding_words(camp.settings) }}'),
    # A label and its value.
    ("projects/_macros.html", '{{ _("Time left") }} {{ value }}'),
    ("projects/budget.html", '{{ _("All lines") }}{{ value }}'),
    ("projects/budget.html", '{{ _("Your own part") }}{{ value }}'),
    ("stage/_words.html", '{{ _("Ledger") }} {{ value }}'),
    ("stage/_now.html", '{{ _("Wi-Fi") }} {{ camp.wifi }}'),
    # A list with commas, on paper forms: name, seat; camp, place.
    ("grants/minutes.html", "line"),
    ("jury/paper_ballots.html", "line"),
}


def test_no_template_glues_a_sentence():
    found = {
        (file, "line" if run.startswith("{{ line(") else run)
        for file, run in glue.in_templates(CAMP / "templates")
    }

    assert found - ALLOWED == set()
    assert ALLOWED - found == set(), "Nothing is glued there any more: take it off the list."


def test_no_module_glues_a_sentence():
    assert list(glue.in_python(CAMP)) == []


def test_what_is_glued_is_found(tmp_path):
    texts = {
        "halves.html": '<p>{{ _("You have") }} {{ count }} {{ _("dots left") }}</p>',
        "joined.html": '<p>{{ _("Sent by ") ~ name }}</p>',
        "word.html": '<p>{{ _("Closed") }} at noon</p>',
        "clock.html": '<p><camp-timer ends="x"></camp-timer> {{ _("left") }}</p>',
        "well.html": '<p>{{ _("It is in.") }} {{ _("You may go.") }}</p><b>{{ _("Yes") }}</b>',
        "apart.html": '<p>{{ _("Yes") }} · {{ count }}</p>',
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "said.py").write_text('gettext("You are ") + name\nf"{gettext(_by)} {name}"')

    assert [name for name, _ in glue.in_templates(tmp_path)] == [
        "clock.html", "halves.html", "joined.html", "word.html",
    ]  # fmt: skip
    assert len(list(glue.in_python(tmp_path))) == 2
