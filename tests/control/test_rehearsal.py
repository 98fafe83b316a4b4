"""The rehearsal: a camp beside the real one, with invented people, wiped without a trace."""

import pytest

from camp.control import rehearsing, simulating
from camp.core.db import Base
from camp.core.models import Camp, Gate, LogEntry
from camp.core.wiping import KEPT
from camp.jury.models import Ballot, Juror, Round
from camp.people.appointing import dismiss
from camp.people.models import Badge, Participant, Person
from tests.jury.bench import Bench


@pytest.fixture
def bench(app, clock):
    return Bench(app, clock, is_open=False)


def begin(bench):
    return bench.db.write(
        lambda session: rehearsing.begin_rehearsal(
            session, camp_id=bench.camp.id, by=bench.id("Aziza"), now=bench.clock()
        )
    )


def go_to_jury(bench):
    bench.db.write(
        lambda session: rehearsing.go_to_jury(
            session, camp_id=bench.camp.id, by=bench.id("Aziza"), now=bench.clock()
        )
    )


def counts(bench):
    """Return how many rows each table has; log and numbers only grow."""
    growing = {"log_entry", "topic", "answered", "camp"}
    with bench.db.read() as session:
        return {
            table.name: session.query(table).count()
            for table in Base.metadata.sorted_tables
            if table.name not in growing
        }


def test_it_has_the_rules_and_the_staff_and_people_who_are_nobody(bench):
    twin = begin(bench)
    again = begin(bench)

    assert again.id == twin.id
    with bench.db.read() as session:
        rubric = session.query(Round).filter_by(camp_id=twin.id).one()
        jurors = session.query(Juror).filter_by(camp_id=twin.id).all()
        people = session.query(Participant).filter_by(camp_id=twin.id).count()
        revoked = session.query(Badge).filter(
            Badge.camp_id == twin.id, Badge.revoked_at.is_not(None)
        )
        assert (twin.phase, twin.settings, twin.rehearses) == (
            "checkin", bench.camp.settings, bench.camp.id,
        )  # fmt: skip
        assert [one.key for one in rubric.criteria] == ["impact", "problem"]
        assert {"Jamila", "Jasur", "Titan"} <= {one.person.name for one in jurors}
        assert (people, revoked.count()) == (24, 1)


def test_its_invented_jury_scores_every_team_once(bench):
    twin = begin(bench)
    go_to_jury(bench)
    go_to_jury(bench)

    told = bench.db.write(
        lambda session: simulating.scripts(
            session, camp_id=bench.camp.id, secret=b"key", now=bench.clock()
        )
    )
    for _ in range(2):
        bench.db.write(
            lambda session: simulating.let_score(session, camp_id=bench.camp.id, now=bench.clock())
        )

    with bench.db.read() as session:
        cast = session.query(Ballot).join(Round).filter(Round.camp_id == twin.id)
        assert cast.count() == len(told) * 6
        assert {one.state for one in cast} == {"submitted"}
    assert {len(one["ballots"]) for one in told} == {6}


def test_wiping_it_leaves_the_real_camp_and_nothing_else(bench):
    browser = bench.browser("Aziza")
    before = counts(bench)
    twin = begin(bench)
    go_to_jury(bench)
    bench.form(browser, f"/camps/{bench.slug}/rehearsal/ballots", {})

    for _ in range(2):
        assert bench.form(browser, f"/camps/{bench.slug}/rehearsal/wipe", {}).status_code == 303

    assert counts(bench) == before
    assert "/join" in bench.app.test_client().get(f"/camps/{twin.slug}").location
    with bench.db.read() as session:
        assert session.query(Person).filter(Person.name.in_(["Vega", "Titan"])).count() == 0
        assert session.query(LogEntry).filter_by(camp_id=twin.id).count() > 0
    assert begin(bench).id == twin.id


def test_staff_who_were_dismissed_meanwhile_are_somebody(bench):
    begin(bench)
    bench.db.write(
        lambda session: dismiss(
            session, camp_id=bench.camp.id, person_id=bench.id("Malika"), role="mentor",
            by=bench.id("Aziza"),
        )
    )  # fmt: skip

    bench.form(bench.browser("Aziza"), f"/camps/{bench.slug}/rehearsal/wipe", {})

    with bench.db.read() as session:
        assert session.get(Person, bench.id("Malika")) is not None


def test_the_real_jury_wipes_it_before_its_first_ballot(bench):
    begin(bench)
    bench.move("locked")

    answer = bench.program("Aziza").put(
        f"/camps/{bench.slug}/phase", {"phase": "jury", "reason": ""}
    )

    assert answer.status_code == 200
    with bench.db.read() as session:
        assert rehearsing.rehearsal_of(session, bench.camp.id) is None


def test_opening_the_gate_of_ballots_by_hand_wipes_it_too(bench):
    begin(bench)
    bench.move("locked")

    bench.form(
        bench.browser("Aziza"),
        f"/camps/{bench.slug}/control/gates",
        {"gate": "ballots", "open": "true", "reason": "The jury begins early."},
    )

    with bench.db.read() as session:
        assert session.get(Gate, (bench.camp.id, "ballots")).is_open
        assert rehearsing.rehearsal_of(session, bench.camp.id) is None


def test_only_who_runs_the_camp_begins_it_and_it_has_none_of_its_own(bench):
    path = f"/camps/{bench.slug}/rehearsal"

    assert bench.form(bench.browser("Kamol"), path, {}).status_code == 403
    twin = begin(bench)
    browser = bench.browser("Aziza")
    assert "Rehearsal: nothing here counts" in browser.get(f"/camps/{twin.slug}/control").text
    assert "Rehearsal: nothing here counts" not in browser.get(f"/camps/{bench.slug}/control").text
    assert bench.form(browser, f"/camps/{twin.slug}/rehearsal", {}).status_code == 404


def test_before_the_jury_nobody_can_be_played(bench):
    path = f"/camps/{bench.slug}/rehearsal/ballots"
    browser = bench.browser("Aziza")

    assert bench.form(browser, path, {}).status_code == 409
    begin(bench)
    assert bench.form(browser, path, {}).status_code == 409


def test_every_table_is_wiped_or_kept_on_purpose(bench):
    """A table that hangs on a camp by no key would outlive a rehearsal."""
    from camp.core.wiping import _belongs

    shared = {"programme", "person", "link", "login", "topic", "answered", "server"}
    left = {
        table.name
        for table in Base.metadata.sorted_tables
        if _belongs(table, "x") is None and table.name not in KEPT
    }

    assert left == shared
    assert isinstance(bench.camp, Camp)


def test_camps_whose_names_begin_alike_have_rehearsals_of_their_own(bench, app, clock):
    other = Bench(app, clock, is_open=False)
    long = "the-youth-innovation-camp-of-the-east"

    def rename(session):
        for n, one in enumerate((bench, other)):
            session.get(Camp, one.camp.id).slug = f"{long}-{n}"

    bench.db.write(rename)
    slugs = {begin(one).slug for one in (bench, other)}

    assert len(slugs) == 2
    assert all(len(slug) <= 40 for slug in slugs)


def test_tokens_of_the_invented_jurors_end_with_their_run(bench):
    begin(bench)
    go_to_jury(bench)
    root = f"/camps/{bench.slug}/rehearsal"
    owner = bench.browser("Aziza")
    run = bench.form(owner, f"{root}/scripts", back=root).json
    other = bench.form(owner, f"{root}/scripts", back=root).json
    jurors = run["jurors"]
    url = jurors[0]["ballots"][0]["url"].partition("/ballots")[0]

    def opens(one):
        headers = {"Authorization": f"Bearer {one['jurors'][0]['token']}"}
        return bench.app.test_client().get(url, headers=headers).status_code == 200

    bench.clock.pass_(seconds=1)
    later = bench.form(owner, f"{root}/scripts", back=root).json
    before = [opens(one) for one in (run, other, later)]
    ended = bench.form(owner, f"{root}/run-end", {"run": run["run"]}, back=root)

    assert (before, ended.status_code < 400) == ([True] * 3, True)
    assert (opens(run), opens(later)) == (False, True)
    bench.clock.pass_(minutes=61)
    bench.form(owner, f"{root}/scripts", back=root)
    assert not opens(later)
