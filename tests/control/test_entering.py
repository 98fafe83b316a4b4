"""What each phase asks for before it begins: every row of the rulebook's table."""

from camp.control import preview
from camp.control.service import move_phase
from camp.core.rules import Actor, Role
from camp.grants.models import Sitting
from camp.grants.service import seated
from camp.ideas.models import Idea, Voting
from camp.jury import service as jury
from camp.people.models import Conduct
from camp.teams.models import Team
from tests.again import again
from tests.cast import Cast
from tests.control.moves import add, idea, lacks, put
from tests.grants.court import Court
from tests.jury.bench import CRITERIA, Bench


def test_the_call_opens_once_the_rules_are_published(app, clock):
    cast = again(Cast, app, clock, phase="draft")

    refused = put(cast, "Aziza", "call")
    assert (refused.status_code, refused.json["type"]) == (409, "/problems/not-ready")
    assert lacks(refused) == ["The rubric has no criteria yet."]

    cast.db.write(
        lambda session: jury.prepare_round(
            session, camp_id=cast.camp.id, name="Final", scale=(1, 5), criteria=CRITERIA, by=None
        )
    )
    assert put(cast, "Aziza", "call").json == {
        "phase": "call", "gates": ["ideas", "registration"], "waiting_for": [],
    }  # fmt: skip


def test_check_in_asks_for_a_code_of_conduct(app, clock):
    cast = again(Cast, app, clock, phase="selection")
    assert lacks(put(cast, "Aziza", "checkin")) == ["The code of conduct has no text yet."]

    add(cast, Conduct(camp_id=cast.camp.id, version="1", texts={"en": []}, at=clock()))
    assert put(cast, "Aziza", "checkin").status_code == 200


def test_ideas_ask_for_one_idea_and_voting_for_an_empty_queue(cast):
    assert lacks(put(cast, "Aziza", "ideas")) == ["Nobody has handed in an idea yet."]
    one = idea(cast, pitch="waiting")
    add(cast, one)
    assert put(cast, "Aziza", "ideas").status_code == 200

    refused = put(cast, "Rustam", "voting")
    assert refused.json["missing"] == [
        {"what": "These ideas still wait for their pitch.", "who": ["Kaft"]}
    ]
    cast.db.write(lambda session: setattr(session.get(Idea, one.id), "pitch", "skipped"))
    assert put(cast, "Rustam", "voting").status_code == 200

    assert lacks(put(cast, "Rustam", "forming")) == ["The dots are not revealed yet."]
    add(cast, Voting(camp_id=cast.camp.id, state="revealed"))
    assert put(cast, "Rustam", "forming").status_code == 200


def test_the_build_locks_the_teams_and_asks_for_their_size(app, clock):
    bench = again(Bench, app, clock, is_open=False, team_min=1)
    bench.move("forming")
    assert lacks(put(bench, "Rustam", "build")) == [
        "These teams are below the minimum and have no waiver."
    ]
    for team in bench.teams.values():
        bench.db.write(lambda session, team=team: _waive(session, team))

    assert put(bench, "Rustam", "build").status_code == 200
    assert put(bench, "Rustam", "forming", "A team fell apart.").status_code == 200


def _waive(session, team_id):
    team = session.get(Team, team_id)
    team.waived, team.state = "One of them is ill.", "forming"


def test_the_lock_asks_for_the_deadline_and_its_grace(app, clock):
    cast = again(Cast, app, clock, phase="build")
    assert lacks(put(cast, "Rustam", "locked")) == ["The deadline for submissions is not set yet."]
    path = f"/camps/{cast.slug}/deadlines/submission"
    assert cast.program("Aziza").put(path, {"at": clock.now.isoformat()}).status_code == 200
    clock.pass_(minutes=9)
    assert lacks(put(cast, "Rustam", "locked")) == [
        "The deadline for submissions and its grace are not over."
    ]
    clock.pass_(minutes=2)
    assert put(cast, "Rustam", "locked").status_code == 200
    assert put(cast, "Aziza", "build", "A team was forgotten.").status_code == 200


def test_the_jury_opens_goes_back_and_closes_with_its_phase(app, clock):
    bench = again(Bench, app, clock, is_open=False)
    bench.move("locked")
    assert put(bench, "Aziza", "jury").status_code == 200
    bench.cast("Jasur", "Kaft", state="draft")
    assert put(bench, "Kamol", "locked", "A rehearsal.").status_code == 200
    assert put(bench, "Aziza", "jury").status_code == 200

    bench.cast("Jasur", "Kaft")
    refused = put(bench, "Kamol", "locked", "Once more.")
    assert lacks(refused) == ["A ballot was submitted already."]
    refused = put(bench, "Kamol", "deliberation", "We are late.")
    assert lacks(refused) == ["These teams have fewer ballots than the quorum."]
    assert refused.json["missing"][0]["who"] == ["Kaft", "Yoʻlchi", "Saksovul"]

    assert put(bench, "Jamila", "deliberation", "Two jurors fell ill.").status_code == 200
    with bench.db.read() as session:
        assert len(session.query(Sitting).one().present) == len(seated(session, bench.camp.id))
    assert put(bench, "Aziza", "jury", "Please.").status_code == 403
    assert put(bench, "Jamila", "jury", "A ballot was on paper.").status_code == 200


def test_a_jury_without_seats_stays_locked(app, clock):
    cast = again(Cast, app, clock, phase="locked")

    assert lacks(put(cast, "Aziza", "jury")) == [
        "The rubric has no criteria yet.",
        "There is no team to judge.",
        "Nobody sits in the jury yet.",
    ]


def test_owner_and_chair_leave_the_deliberation_together(app, clock):
    court = again(Court, app, clock)
    assert put(court, "Aziza", "results").status_code == 409
    court.decide_all()
    court.sign_all()

    first = put(court, "Aziza", "results")
    assert first.json["phase"] == "deliberation"
    assert first.json["waiting_for"] == ["chair"]
    assert put(court, "Aziza", "results").json["waiting_for"] == ["chair"]
    assert put(court, "Kamol", "results").status_code == 403
    assert put(court, "Jamila", "results").json == {
        "phase": "results", "gates": [], "waiting_for": [],
    }  # fmt: skip


def test_one_person_with_both_roles_has_one_key(app, clock):
    court = again(Court, app, clock)
    court.decide_all()
    court.sign_all()
    both = Actor(
        person_id=court.id("Aziza"), roles={court.camp.id: frozenset({Role.OWNER, Role.CHAIR})}
    )

    def turn(session):
        camp = move_phase(
            session, camp_id=court.camp.id, after="results", reason="", actor=both, now=clock()
        )
        session.flush()
        return camp.phase, preview.waiting_for(session, camp)

    assert court.db.write(turn) == ("deliberation", ("chair",))


def test_appeals_wait_for_the_publication_and_followup_for_answers(app, clock):
    court = again(Court, app, clock)
    court.decide_all()
    court.sign_all()
    court.move("results")
    assert lacks(put(court, "Aziza", "appeals")) == ["The result is not published yet."]

    court.turn("Aziza", Role.OWNER)
    court.turn("Jamila", Role.CHAIR)
    assert put(court, "Aziza", "appeals").json["gates"] == ["appeals"]
    sent = {"team": court.teams["Kaft"], "ground": "arithmetic", "text": "A sum is wrong."}
    assert court.program("Bobur").post(f"/camps/{court.slug}/appeals", sent).status_code == 201
    assert lacks(put(court, "Aziza", "followup")) == ["Some appeals are not answered yet."]
