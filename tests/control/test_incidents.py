"""The incident log: written down, closed with what was done, told to nobody else."""

from functools import partial

import pytest

from camp.control import incidents
from camp.control.models import Incident
from camp.core.errors import Invalid


def note(cast, text="The lights went out."):
    return cast.db.write(
        partial(
            incidents.note_incident, camp_id=cast.camp.id, text=text, by=cast.id("Rustam"),
            now=cast.clock(),
        )
    )  # fmt: skip


def test_an_incident_is_noted_and_closed_on_its_page(cast):
    root = f"/camps/{cast.slug}/incidents"
    browser = cast.browser("Rustam")
    cast.form(browser, root, {"text": "The lights went out."})
    with cast.db.read() as session:
        (one,) = incidents.incidents(session, cast.camp.id)

    for done in ("The caretaker came.", "Nobody came."):
        cast.form(browser, f"{root}/{one.id}/closure", {"done": done})

    page = browser.get(root).text
    assert "The lights went out." in page
    assert "14:00 · The caretaker came." in page
    assert "Nobody came." not in page


def test_what_is_open_stands_first(cast):
    first, second = note(cast), note(cast, "A glass door broke.")
    cast.db.write(
        partial(
            incidents.close_incident, camp_id=cast.camp.id, incident_id=second.id,
            done="It is taped.", by=cast.id("Rustam"), now=cast.clock(),
        )
    )  # fmt: skip

    with cast.db.read() as session:
        found = [one.id for one in incidents.incidents(session, cast.camp.id)]
    assert found == [first.id, second.id]


def test_the_words_stay_out_of_the_log_and_away_from_others(cast):
    note(cast)

    log = cast.browser("Aziza").get(f"/camps/{cast.slug}/log").text
    assert "An incident was written down." in log
    assert "The lights went out." not in log
    for name in ("Bobur", "Shoira", "Jasur", "Malika"):
        assert cast.browser(name).get(f"/camps/{cast.slug}/incidents").status_code == 403


def test_nothing_is_noted_or_closed_without_a_sentence(cast):
    one = note(cast)

    with pytest.raises(Invalid):
        note(cast, "  ")
    with pytest.raises(Invalid):
        cast.db.write(
            partial(
                incidents.close_incident, camp_id=cast.camp.id, incident_id=one.id, done=" ",
                by=cast.id("Rustam"), now=cast.clock(),
            )
        )  # fmt: skip


def test_what_a_folder_tells_of_a_minor_is_the_safeguarding_officer_s(cast):
    cast.db.write(
        lambda session: session.add(
            Incident(
                camp_id=cast.camp.id, kind="safeguarding_note", text="A photo was deleted.",
                at=cast.clock(),
            )
        )
    )  # fmt: skip

    seen = {
        name: "A photo was deleted." in cast.browser(name).get(f"/camps/{cast.slug}/incidents").text
        for name in ("Nodira", "Aziza", "Rustam")
    }
    assert seen == {"Nodira": True, "Aziza": False, "Rustam": False}
