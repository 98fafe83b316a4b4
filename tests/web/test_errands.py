"""Work that takes longer than a page: begun, left, found again, and forgotten."""

import io
import re
import zipfile
from functools import partial
from threading import Event

import pytest

from camp.core import errands as kept
from camp.core.errors import Invalid, words
from camp.core.models import LogEntry
from camp.folder.files import PARTS
from camp.people.models import Appointment, Person
from camp.verify import main as verify
from camp.web import errands
from camp.web.errands import Kind, Made


@pytest.fixture
def cast(cast):
    """The cast, of whom Aziza has the server."""
    cast.db.write(
        lambda session: setattr(session.get(Person, cast.id("Aziza")), "starts_camps", True)
    )
    return cast


@pytest.fixture
def threads(monkeypatch):
    """What was begun behind a request, to be waited for."""
    begun, launch = [], errands.launch
    monkeypatch.setattr(errands, "launch", lambda *given: begun.append(launch(*given)))
    return begun


@pytest.fixture
def work(monkeypatch):
    """Let the export do what a test says instead of exporting."""

    def say(doing):
        kind = Kind(words("Export of the camp"), "camp.zip", doing)
        monkeypatch.setitem(errands._kinds, "camp.zip", kind)

    return say


def begin(cast, client, **fields):
    answer = cast.form(client, f"/camps/{cast.slug}/export", fields)
    return answer.headers.get("Location")


def settle(threads):
    for thread in threads:
        thread.join()


def test_the_owner_fetches_the_whole_camp_and_the_log_tells(cast, threads, tmp_path):
    owner = cast.browser("Aziza")

    place = begin(cast, owner)
    settle(threads)

    page = owner.get(place)
    seal = re.search(r"Its seal is (\w{64})", page.text)[1]
    with owner.get(f"{place}/file") as fetched:
        package = zipfile.ZipFile(io.BytesIO(fetched.data))
    assert {f"{cast.slug}/{part}.json" for part in PARTS} < set(package.namelist())
    with cast.db.read() as session:
        assert session.query(LogEntry).filter_by(kind="CampExported").count() == 1
    package.extractall(tmp_path)
    assert verify([str(tmp_path / cast.slug), "--seal", seal]) == 0


def test_before_the_results_an_owner_without_the_server_gets_nothing(cast, threads):
    cast.db.write(lambda session: cast._give(session, cast.people["Malika"], ["owner"]))
    malika = cast.browser("Malika")

    assert begin(cast, malika) is None
    assert "/export" not in malika.get(f"/camps/{cast.slug}/control").text
    cast.move("results")
    assert "/export" in malika.get(f"/camps/{cast.slug}/control").text
    assert begin(cast, malika)
    settle(threads)


def test_an_errand_says_how_far_it_is_and_may_be_left(cast, threads, work):
    on, over = Event(), Event()

    def doing(task):
        task.step(3, 12)
        on.set()
        over.wait(10)
        return Made(words("The list says nothing new."), location="/")

    work(doing)
    owner = cast.browser("Aziza")
    place = begin(cast, owner)
    on.wait(10)

    page = owner.get(place).text
    listed = owner.get(f"/camps/{cast.slug}/errands").text
    over.set()
    settle(threads)

    assert '<progress class="progress" aria-label="Export of the camp" value="3" max="12">' in page
    assert 'http-equiv="refresh"' in page
    assert place in listed
    assert "At work" in listed
    ended = owner.get(place).text
    assert "The list says nothing new." in ended
    assert "The list says nothing new." in owner.get(f"{place}/state").text
    assert 'http-equiv="refresh"' not in ended


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (Invalid(words("Row %(number)s needs another look: mend it, or leave it out."), number=7),
         "Row 7 needs another look"),
        (ZeroDivisionError(), "Something broke on the server."),
    ],
)  # fmt: skip
def test_a_failure_is_one_clear_sentence(cast, threads, work, error, said):
    def doing(task):
        raise error

    work(doing)
    owner = cast.browser("Aziza")
    place = begin(cast, owner)
    settle(threads)

    assert said in owner.get(place).text


def test_an_errand_sent_twice_is_done_once(cast, threads, work):
    done = []
    work(lambda task: done.append(task.id) or Made())
    owner = cast.browser("Aziza")

    places = [begin(cast, owner, key="once") for _ in range(2)]
    settle(threads)

    assert places[0] == places[1]
    assert len(done) == 1


def test_an_errand_is_its_beginners_alone(cast, threads):
    cast.db.write(lambda session: cast._give(session, cast.people["Malika"], ["owner"]))
    place = begin(cast, cast.browser("Aziza"))
    settle(threads)

    asked = [
        cast.browser(name).get(f"{place}{end}").status_code
        for name in ("Malika", "Bobur", "Sardor")
        for end in ("", "/state", "/file")
    ]

    assert asked == [404] * 6 + [403] * 3
    assert begin(cast, cast.browser("Rustam")) is None
    assert "/export" not in cast.browser("Rustam").get(f"/camps/{cast.slug}/control").text


def test_who_lost_the_role_gets_no_result(cast, threads):
    place = begin(cast, cast.browser("Aziza"))
    settle(threads)
    cast.db.write(
        lambda session: [
            session.delete(one)
            for one in session.query(Appointment).filter_by(
                person_id=cast.id("Aziza"), role="owner"
            )
        ]
    )

    assert cast.browser("Aziza").get(f"{place}/file").status_code == 403


def test_results_are_forgotten_after_a_day(cast, threads):
    owner = cast.browser("Aziza")
    place = begin(cast, owner)
    settle(threads)
    with cast.app.app_context():
        path = errands.file_of(place.rpartition("/")[2])
    assert path.stat().st_mode & 0o077 == 0

    cast.clock.pass_(hours=25)
    assert cast.browser("Aziza").get(f"{place}/file").status_code == 404
    errands.forget(cast.app, cast.clock())

    assert not path.exists()
    assert re.search("Nothing is under way", cast.browser("Aziza").get(
        f"/camps/{cast.slug}/errands").text)  # fmt: skip


def test_what_ran_when_the_server_stopped_says_so(cast):
    made = cast.db.write(
        partial(
            kept.begin, camp_id=cast.camp.id, person_id=cast.id("Aziza"), kind="camp.zip",
            facts={}, now=cast.clock(),
        )
    )  # fmt: skip
    place = f"/camps/{cast.slug}/errands/{made.id}"
    assert "It waits for its turn." in cast.browser("Aziza").get(place).text

    cast.db.write(partial(kept.stop_all, now=cast.clock()))

    assert "The server was restarted meanwhile" in cast.browser("Aziza").get(place).text


def test_what_hangs_is_said_to_hang(cast):
    made = cast.db.write(
        partial(
            kept.begin, camp_id=cast.camp.id, person_id=cast.id("Aziza"), kind="camp.zip",
            facts={}, now=cast.clock(),
        )
    )  # fmt: skip

    cast.clock.pass_(minutes=16)

    page = cast.browser("Aziza").get(f"/camps/{cast.slug}/errands/{made.id}").text
    assert "The server was restarted meanwhile" in page
