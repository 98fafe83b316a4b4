"""What went wrong at the demo camp, each as a test at the doors (incidents.json)."""

import pytest

from camp.core.models import Deadline
from camp.core.rules import Role
from tests.ideas.scene import Scene
from tests.jury.bench import Bench
from tests.teams import scenes

AGREED = {"code": "yes", "data": "yes", "photo": "yes"}


def scan(cast, name):
    body = {"badge": cast.badge(name).code, "station": "Foyer"}
    return cast.program("Shoira").post(f"/camps/{cast.slug}/checkins", body)


def conduct(cast):
    """The organiser publishes the code, so that the door asks for it."""
    text = {"version": "1", "lines-en": "We listen.", "full-en": "We listen to each other."}
    path = f"/camps/{cast.slug}/settings/conduct"
    assert cast.form(cast.browser("Aziza"), path, text).status_code == 303


@pytest.fixture
def scene(cast):
    cast.move("ideas")
    return Scene(cast)


@pytest.fixture
def bench(app, clock):
    return Bench(app, clock)


def ballot(bench, juror, team, state="submitted", marks=None, revision=0):
    body = {"marks": marks or {"impact": 4, "problem": 3}, "state": state, "revision": revision}
    return bench.program(juror).put(f"/rounds/{bench.round_id}/ballots/{bench.teams[team]}", body)


def absent(bench, juror, team, reason):
    body = {"juror": bench.jurors[juror], "team": bench.teams[team], "reason": reason}
    answer = bench.program("Kamol").post(f"/rounds/{bench.round_id}/absences", body)
    assert answer.status_code == 201, answer.text


def progress(bench):
    """Submitted ballots by team's name, and whether every team is done with."""
    told = bench.program("Kamol").get(f"/rounds/{bench.round_id}/progress").json
    names = {team_id: name for name, team_id in bench.teams.items()}
    return {names[one["team"]]: one["submitted"] for one in told["teams"]}, told["all_in"]


def test_phone_without_camera(cast):
    """The code on the badge is typed, and the volunteer writes down what was agreed to."""
    conduct(cast)
    typed = {"badge": cast.badge("Bobur").code.lower(), "station": "Foyer"}
    door = cast.browser("Shoira")
    asked = cast.form(door, f"/camps/{cast.slug}/door/checkins", typed)
    assert asked.status_code == 303
    assert scan(cast, "Bobur").json["result"] == "needs_consent"

    said = {"person": cast.id("Bobur"), "station": "Foyer", **AGREED}
    cast.form(door, f"/camps/{cast.slug}/door/consents", said)

    assert scan(cast, "Bobur").json["result"] == "already_in"


def test_guardian_consent_missing(cast):
    """A minor waits at the desk until the safeguarding officer has the form."""
    conduct(cast)
    cast.add("Ruxshona", Role.PARTICIPANT, birth_year=2011)
    person = cast.id("Ruxshona")
    for kind in ("code", "data"):
        body = {"camp": cast.slug, "kind": kind, "version": "1", "given": True}
        answer = cast.program("Ruxshona").post(f"/people/{person}/consents", body)
        assert answer.status_code == 200
    assert scan(cast, "Ruxshona").json["result"] == "needs_guardian"

    form = {"camp": cast.slug, "guardian": "Odil Odilov"}
    assert cast.program("Shoira").post(f"/people/{person}/guardian", form).status_code == 403
    assert cast.program("Nodira").post(f"/people/{person}/guardian", form).status_code == 204

    assert scan(cast, "Ruxshona").json["result"] == "welcome"


def test_wifi_down_in_the_vote(scene):
    """Dots that waited on phones count: at once after an extension, else by the moderator."""
    cast, path = scene.cast, f"/camps/{scene.slug}/voting"
    scene.check_in("Bobur", "Dilnoza")
    scene.join("Zafar")
    idea = scene.on_board()
    scene.open_vote(minutes=10)
    given_at = scene.clock()
    scene.clock.pass_(minutes=11)
    queued = scene.give("Dilnoza", idea, 2, cast_at=given_at)
    assert queued.json["late"] == "waiting"
    until = scene.clock.now.replace(minute=15).isoformat()

    moderator = cast.program("Rustam")
    assert moderator.put(path, {"state": "open", "closes_at": until}).json["extended_minutes"] == 5
    scene.clock.pass_(minutes=5)
    assert moderator.put(path, {"state": "closed"}).status_code == 200
    after = scene.give("Zafar", idea, 1, cast_at=given_at)
    assert after.json["late"] == "waiting"
    late = f"{path}/late/{cast.participant('Zafar').id}"
    assert moderator.put(late, {"accept": True, "reason": "No network"}).status_code == 200

    moderator.put(path, {"state": "revealed"})
    told = moderator.get(f"{path}/tally").json
    assert told == [{"idea": idea, "dots": 3, "voters": 2}]


def test_team_full(cast):
    """Who waits for a full team joins another, and waits no more."""
    cast.move("forming")
    full = scenes.team(cast, "Bobur", "Saksovul", members=scenes.people(cast, 5))
    other = scenes.team(cast, "Dilnoza", "Yoʻlchi")
    [name] = scenes.people(cast, 1, prefix="Q")
    assert scenes.ask(cast, name, full).json["state"] == "waiting"

    asked = scenes.ask(cast, name, other)
    assert scenes.answer(cast, "Dilnoza", asked.json["id"]).status_code == 200

    assert name in scenes.members(cast, other)
    assert len(scenes.members(cast, full)) == 6
    assert scenes.states(cast, full) == ["cancelled"]


def test_idea_not_formed(cast):
    """An idea with two people keeps the lock; it is closed, and its author joins another team."""
    cast.move("forming")
    small = scenes.team(cast, "Bobur", "Dori eslatgich", members=scenes.people(cast, 1))
    large = scenes.team(cast, "Dilnoza", "Hasharchi", members=scenes.people(cast, 2, prefix="Q"))
    organiser, phase = cast.program("Aziza"), f"/camps/{cast.slug}/phase"
    held = organiser.put(phase, {"phase": "build"})
    assert (held.status_code, held.json["missing"][0]["who"]) == (409, ["Dori eslatgich"])

    why = {"state": "withdrawn", "reason": "Two members at the lock"}
    assert cast.program("Bobur").put(f"/teams/{small}/closure", why).status_code == 200
    asked = scenes.ask(cast, "Bobur", large)
    scenes.answer(cast, "Dilnoza", asked.json["id"])

    assert organiser.put(phase, {"phase": "build"}).status_code == 200
    assert "Bobur" in scenes.members(cast, large)
    ideas = cast.program("Aziza").get(f"/camps/{cast.slug}/ideas").json
    assert {one["title"]: one["state"] for one in ideas}["Dori eslatgich"] == "not_formed"


def test_dropout(cast):
    """Somebody leaves in the build: the team goes on, the idea keeps its author."""
    cast.move("forming")
    team = scenes.team(cast, "Dilnoza", "Saksovul", members=["Bobur", *scenes.people(cast, 3)])
    cast.move("build")
    seat = f"/teams/{team}/seats/{cast.participant('Bobur').id}"
    assert cast.program("Bobur").delete(seat, {"reason": "family"}).status_code == 204
    gone = cast.form(cast.browser("Bobur"), f"/camps/{cast.slug}/withdrawal", {"reason": "family"})
    assert gone.status_code == 303

    assert len(scenes.members(cast, team)) == 4
    assert cast.participant("Bobur").state == "withdrawn"
    [idea] = cast.program("Aziza").get(f"/camps/{cast.slug}/ideas").json
    assert "Dilnoza" in idea["author"]


def test_late_submission(cast):
    """Inside the grace a version is kept as late and counts once it is accepted; then no more."""
    cast.move("forming")
    team = scenes.team(cast, "Bobur", "Mahalla kompost")
    cast.move("build")
    ends = cast.clock()
    cast.db.write(
        lambda session: session.add(Deadline(camp_id=cast.camp.id, name="submission", at=ends))
    )
    device = ends.isoformat()
    cast.clock.pass_(minutes=2)
    path = f"/teams/{team}/submission"
    sent = {"title": "Mahalla kompost", "problem": "Waste.", "saved_at": device}
    told = cast.program("Bobur").put(path, sent).json
    assert (told["late"], told["counts"]) == (True, False)

    accepted = cast.program("Aziza").put(f"{path}/acceptance", {"reason": "Was offline"})
    assert (accepted.json["late"], accepted.json["counts"]) == (True, True)

    cast.clock.pass_(minutes=9)
    refused = cast.program("Bobur").put(path, {**sent, "problem": "More waste."})
    assert (refused.status_code, scenes.slug_of(refused)) == (409, "deadline-passed")


def test_juror_late(bench):
    """A juror in traffic has no ballot for the first team; nobody scores in their place."""
    absent(bench, "Lobar", "Kaft", "In traffic")
    assert ballot(bench, "Jamila", "Kaft").status_code == 200
    assert ballot(bench, "Jasur", "Kaft").status_code == 200
    refused = ballot(bench, "Lobar", "Kaft")
    assert (refused.status_code, scenes.slug_of(refused)) == (403, "absent")
    assert ballot(bench, "Lobar", "Yoʻlchi").status_code == 200

    assert progress(bench)[0]["Kaft"] == 2


def test_tablet_offline(bench):
    """A ballot with an empty criterion stays a draft and counts nowhere."""
    gap = {"impact": 4}
    refused = ballot(bench, "Lobar", "Kaft", marks=gap)
    assert refused.status_code == 422
    assert ballot(bench, "Lobar", "Kaft", state="draft", marks=gap).json["state"] == "draft"
    for juror in ("Jamila", "Jasur"):
        ballot(bench, juror, "Kaft")

    closed = bench.program("Kamol").put(f"/rounds/{bench.round_id}/closure")

    assert closed.status_code == 200
    assert progress(bench)[0]["Kaft"] == 2
    standings = bench.program("Kamol").get(f"/rounds/{bench.round_id}/standings").json["teams"]
    assert {one["name"]: one["ballots"] for one in standings}["Kaft"] == 2


def test_juror_left(bench):
    """A juror is called away: with the quorum held, the camp goes on without the reserve."""
    for team in bench.teams:
        for juror in ("Jamila", "Jasur"):
            ballot(bench, juror, team)
    ballot(bench, "Lobar", "Kaft")
    for team in ("Yoʻlchi", "Saksovul"):
        absent(bench, "Lobar", team, "Called away")
    assert progress(bench) == ({"Kaft": 3, "Yoʻlchi": 2, "Saksovul": 2}, True)
    assert ballot(bench, "Nodir", "Saksovul").status_code == 403

    moved = bench.program("Kamol").put(f"/camps/{bench.slug}/phase", {"phase": "deliberation"})

    assert (moved.status_code, moved.json["phase"]) == (200, "deliberation")
