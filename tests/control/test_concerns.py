"""A concern: told without a name, read by the safeguarding officer alone."""

import pytest

from camp.control.models import Concern
from camp.core.models import Answered, LogEntry
from camp.core.rules import Role
from camp.people.models import Appointment, Person

KEY = "3f0c7c5a-0000-4000-8000-00000000000c"
TEXT = "Somebody is laughed at, at our table."


def send(cast, name="Bobur", **more):
    sent = {"text": TEXT, "key": KEY, **more}
    return cast.form(cast.browser(name), f"/camps/{cast.slug}/concern", sent)


def kept(cast):
    with cast.db.read() as session:
        return [(one.text, one.reach) for one in session.query(Concern)]


def test_the_page_is_linked_and_names_who_reads_it_and_whom_to_call(cast):
    browser, root = cast.browser("Bobur"), f"/camps/{cast.slug}"
    for tail in ("consent", "more"):
        assert f'href="{root}/concern"' in browser.get(f"{root}/{tail}").text, tail

    page = browser.get(f"{root}/concern")
    assert "Nodira" in page.text
    assert f'href="tel:{cast.people["Nodira"].phone}"' in page.text
    assert 'waits="concern"' in page.text
    assert page.headers["Camp-Keep"]


def test_a_concern_reaches_the_officer_and_nothing_says_who_wrote_it(cast):
    answer = send(cast)
    assert answer.headers["Location"] == f"/camps/{cast.slug}/concern?sent=yes"
    assert "has arrived" in cast.browser("Bobur").get(answer.headers["Location"]).text

    assert TEXT in cast.browser("Nodira").get(f"/camps/{cast.slug}/concerns").text
    with cast.db.read() as session:
        facts = session.query(LogEntry).filter_by(camp_id=cast.camp.id, kind="ConcernRaised").all()
        assert [(one.person_id, set(one.told)) for one in facts] == [(None, {"concern_id"})]
        assert session.query(Answered).count() == 0
    columns = {one.name for one in Concern.__table__.columns}
    assert columns == {
        "id", "camp_id", "text", "reach", "at", "action", "closed_at", "closed_by",
    }  # fmt: skip


def test_a_concern_that_waited_on_a_phone_comes_in_once(cast):
    for _ in range(2):
        assert send(cast, reach="Table 4").status_code == 303
    assert kept(cast) == [(TEXT, "Table 4")]
    send(cast, key=KEY[:-1] + "d")
    assert len(kept(cast)) == 2


@pytest.mark.parametrize(
    "name", ["Aziza", "Rustam", "Kamol", "Olim", "Shoira", "Jamila", "Malika", "Bobur", "Sardor"]
)
def test_nobody_else_reads_concerns_nor_hears_of_them(cast, name):
    send(cast)
    browser, root = cast.browser(name), f"/camps/{cast.slug}/concerns"

    for tail in ("", "/list"):
        assert browser.get(f"{root}{tail}").status_code == 403
    phone = cast.phone(name)
    assert phone.emit("watch", f"camp:{cast.slug}:concerns", callback=True) == {
        "error": "forbidden"
    }
    if name == "Aziza":
        log = browser.get(f"/camps/{cast.slug}/log").text
        assert "A concern reached the safeguarding officer." in log
        assert TEXT not in log


def test_strangers_and_projectors_report_nothing(cast):
    cast.add("Sevara", Role.PROJECTOR)
    for name in ("Sardor", "Sevara"):
        assert send(cast, name).status_code == 403
    assert cast.browser().get(f"/camps/{cast.slug}/concern").status_code == 302
    assert kept(cast) == []


def test_the_officer_hears_it_at_once_and_closes_it(cast):
    phone = cast.phone("Nodira", f"camp:{cast.slug}:concerns")
    send(cast)
    ((_, news),) = cast.heard(phone)
    browser, root = cast.browser("Nodira"), f"/camps/{cast.slug}/concerns"
    piece = browser.get(f"{root}/list")
    assert (piece.headers["Camp-Seq"], news["html"]) == (str(news["seq"]), {})

    (concern_id,) = {part.split('"')[0] for part in piece.text.split('id="concern-')[1:]}
    path = f"{root}/{concern_id}/closure"
    assert cast.form(browser, path, {"done": " "}).status_code == 422
    for done in ("We talked to all of them.", "Another word."):
        assert cast.form(browser, path, {"done": done}).status_code == 303
    told = browser.get(f"{root}/list").text
    assert "We talked to all of them." in told
    assert "Another word." not in told
    assert cast.form(browser, f"{root}/nothing/closure", {"done": "x"}).status_code == 404


def test_without_words_or_a_reader_nothing_is_kept(cast):
    assert send(cast, text="  ").status_code == 422
    cast.db.write(
        lambda session: session.query(Appointment).filter_by(person_id=cast.id("Nodira")).delete()
    )
    refused = send(cast)
    assert (refused.status_code, "no safeguarding officer" in refused.text) == (409, True)
    page = cast.browser("Bobur").get(f"/camps/{cast.slug}/concern").text
    assert "no safeguarding officer" in page
    assert "<textarea" not in page
    assert kept(cast) == []


def test_who_sends_many_is_told_whom_to_call_and_loses_no_word(cast):
    for number in range(6):
        assert send(cast, key=f"{KEY[:-1]}{number}").status_code == 303

    refused = send(cast, key=f"{KEY[:-1]}6", text="One more thing.")
    assert refused.status_code == 409
    assert f"call Nodira: {cast.people['Nodira'].phone}" in refused.text
    assert "send it after 15:00" in refused.text
    assert "One more thing." in refused.text
    assert send(cast, key=f"{KEY[:-1]}0").status_code == 303
    assert send(cast, "Dilnoza", key=f"{KEY[:-1]}7").status_code == 303
    assert len(kept(cast)) == 7

    cast.clock.pass_(minutes=61)
    assert send(cast, key=f"{KEY[:-1]}6", text="One more thing.").status_code == 303


def test_the_count_of_concerns_names_nobody(app, cast):
    send(cast)
    portions = app.extensions["portions"]
    held = repr(vars(portions))

    assert list(portions._sent.values()) == [1]
    assert cast.id("Bobur") not in held
    with cast.db.read() as session:
        (concern,) = session.query(Concern)
        assert concern.id not in held


def test_without_a_phone_the_sentence_names_none(cast):
    cast.db.write(lambda session: setattr(session.get_one(Person, cast.id("Nodira")), "phone", ""))
    for number in range(7):
        answer = send(cast, key=f"{KEY[:-1]}{number}")
    assert answer.status_code == 409
    assert "send it after 15:00." in answer.text
    assert "If it cannot wait" not in answer.text
