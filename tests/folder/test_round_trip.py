"""A camp made on pages goes into a folder and comes back the same, with every kind of ballot."""

from uuid import uuid4

import pytest

from camp.core.ids import new_id
from camp.jury.models import Ballot, HeldBallot, PaperEntry
from camp.people.models import Person
from camp.projects.models import Submission
from tests.again import again
from tests.folder.road import there_and_back
from tests.grants.court import Court

FACTS = {
    "name": "Bahor", "starts_at": "2027-04-16T09:00", "ends_at": "2027-04-18T18:00",
    "timezone": "Asia/Tashkent", "place": "Library", "currency": "UZS", "capacity": "40",
    "language": "uz",
}  # fmt: skip


def test_a_camp_that_was_only_just_begun(cast, elsewhere, tmp_path, clock):
    cast.db.write(
        lambda session: setattr(session.get(Person, cast.id("Aziza")), "starts_camps", True)
    )
    browser = cast.browser("Aziza")
    page = browser.get("/camps/new").text
    assert "preset" in page
    made = cast.form(browser, "/camps", {**FACTS, "preset": "weekend"}, back="/camps/new")
    slug = made.headers["Location"].split("/")[2]

    before, after = there_and_back(cast.db, slug, elsewhere, tmp_path, clock)

    assert after == before
    assert all(one["anchors_uz"]["1"] for one in before["rubric"]["criteria"])


@pytest.mark.parametrize("phase", ["jury", "deliberation", "appeals"])
def test_ballots_that_came_late_carried_and_on_paper(app, clock, elsewhere, tmp_path, phase):
    court = again(Court, app, clock, is_closed=False)
    court.cast("Jasur", "Kaft", 4, 4)
    court.cast("Jamila", "Kaft", 3, 4)
    court.db.write(lambda session: strew(session, court))
    court.move(phase)

    before, after = there_and_back(court.db, court.slug, elsewhere, tmp_path, clock)

    assert after == before
    called = [*before["staff"], *before["jurors"]["jurors"], *before["teams"]]
    names = {one["name"]: one["id"] for one in called}
    sources = [one.get("source", "") for one in before["scores"]]
    assert sorted(sources) == ["", "carried", "paper"]
    assert before["jurors"]["held"][0] | {"device_at": None} == {
        "juror": names["Jasur"], "team": names["Kaft"], "cause": "closed",
        "marks": {"impact": 3, "problem": 2},
        "comment": "Kept", "shares_comment": True, "revision": 1, "device_at": None,
        "received_at": "2027-04-16T14:00:00+05:00", "by": names["Kamol"], "decision": "refused",
        "reason": "Too late", "decided_at": "2027-04-16T14:00:00+05:00",
        "decided_by": names["Jamila"],
    }  # fmt: skip
    assert [one["by"] for one in before["jurors"]["paper"]] == [names["Kamol"]]
    with elsewhere.read() as session:
        (kept,), (typed,) = session.query(HeldBallot), session.query(PaperEntry)
        secretary = session.query(Person).filter_by(name="Kamol").one()
        assert (kept.by, typed.by) == (secretary.id, secretary.id)


def strew(session, court):
    cell = {"round_id": court.round_id, "team_id": court.teams["Kaft"]}
    for one in session.query(Ballot).filter_by(juror_id=court.jurors["Jasur"]):
        one.source = "carried"
    session.add(
        Ballot(
            id=new_id(), juror_id=court.jurors["Lobar"], revision=1, state="submitted",
            marks={"impact": 2, "problem": 2}, received_at=court.clock(), source="paper", **cell,
        )
    )  # fmt: skip
    session.add(
        HeldBallot(
            id=new_id(), camp_id=court.camp.id, juror_id=court.jurors["Jasur"], cause="closed",
            key=str(uuid4()), marks={"impact": 3, "problem": 2}, comment="Kept",
            shares_comment=True, revision=1, received_at=court.clock(), by=court.id("Kamol"),
            decision="refused", reason="Too late", decided_at=court.clock(),
            decided_by=court.id("Jamila"), **cell,
        )
    )  # fmt: skip
    session.add(
        PaperEntry(
            id=new_id(), juror_id=court.jurors["Jamila"], nth=1, by=court.id("Kamol"),
            at=court.clock(), marks={"impact": 1, "problem": 1}, outcome="", **cell,
        )
    )  # fmt: skip


def test_a_ballot_that_was_reopened(app, clock, elsewhere, tmp_path):
    court = again(Court, app, clock, is_closed=False)
    court.cast("Jasur", "Kaft", 4, 4)
    court.program("Kamol").post(
        f"/rounds/{court.round_id}/ballots/{court.teams['Kaft']}/reopening",
        {"juror": court.jurors["Jasur"], "reason": "A slip"},
    )

    before, after = there_and_back(court.db, court.slug, elsewhere, tmp_path, clock)

    assert [one["status"] for one in before["scores"]] == ["reopened"]
    assert after == before


@pytest.mark.parametrize("word", ["waiting", "refused", "accepted"])
def test_a_late_version_keeps_the_word_on_it(app, clock, elsewhere, tmp_path, word):
    court = again(Court, app, clock, is_closed=False)

    def verb(session):
        (one,) = session.query(Submission).filter_by(team_id=court.teams["Kaft"])
        one.is_late = True
        one.body = {**one.body, "gloss": "Signs for all."}
        if word == "refused":
            one.refused_at, one.refused_reason = clock(), "Too late"
        if word == "accepted":
            one.accepted_at, one.accepted_reason = clock(), "The router"

    court.db.write(verb)

    before, after = there_and_back(court.db, court.slug, elsewhere, tmp_path, clock)

    assert after == before
    with elsewhere.read() as session:
        (one,) = [one for one in session.query(Submission) if one.is_late]
        assert (one.counts, one.is_refused) == (word == "accepted", word == "refused")
        assert one.body["gloss"] == "Signs for all."
