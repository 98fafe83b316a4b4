"""Moving the camp: every row of the rulebook's table, the ways back, the two keys, the race."""

from threading import Barrier, Thread

import pytest

from camp.control import preview
from camp.control.rules import BACK, LEFT_BY, PhaseChanged
from camp.control.service import move_phase, set_deadline, set_gate
from camp.core.errors import Forbidden
from camp.core.models import Camp, Gate, LogEntry
from camp.core.phases import PHASES, open_gates
from camp.core.rules import Actor, Role
from camp.ideas.models import Idea, Voting
from camp.jury import service as jury
from camp.people.models import Conduct
from camp.teams.models import Team
from tests.cast import Cast
from tests.grants.court import Court
from tests.jury.bench import CRITERIA, Bench

FORWARD = {
    "draft": ("Aziza", "call"),
    "call": ("Aziza", "selection"),
    "selection": ("Aziza", "checkin"),
    "checkin": ("Aziza", "ideas"),
    "ideas": ("Rustam", "voting"),
    "voting": ("Rustam", "forming"),
    "forming": ("Rustam", "build"),
    "build": ("Rustam", "locked"),
    "locked": ("Aziza", "jury"),
    "jury": ("Kamol", "deliberation"),
    "results": ("Aziza", "appeals"),
    "appeals": ("Aziza", "followup"),
    "followup": ("Olim", "closed"),
}
STRANGERS = ("Bobur", "Jasur", "Malika", "Shoira", "Nodira", "Sardor")


def put(cast, name, phase, reason="", **more):
    return cast.program(name).put(
        f"/camps/{cast.slug}/phase", {"phase": phase, "reason": reason}, **more
    )


def lacks(answer):
    return [one["what"] for one in answer.json["missing"]]


def phase_of(cast):
    with cast.db.read() as session:
        return session.get_one(Camp, cast.camp.id).phase


def add(cast, *rows):
    cast.db.write(lambda session: session.add_all(rows))


def idea(cast, **fields):
    return Idea(
        camp_id=cast.camp.id, author_id=cast.participant("Bobur").id, title="Kaft",
        made_at=cast.clock(), **{"state": "screened_in", **fields},
    )  # fmt: skip


def test_the_call_opens_once_the_rules_are_published(app, clock):
    cast = Cast(app, clock, phase="draft")

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
    cast = Cast(app, clock, phase="selection")
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
    bench = Bench(app, clock, is_open=False, team_min=1)
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
    cast = Cast(app, clock, phase="build")
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
    bench = Bench(app, clock, is_open=False)
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
    assert put(bench, "Aziza", "jury", "Please.").status_code == 403
    assert put(bench, "Jamila", "jury", "A ballot was on paper.").status_code == 200


def test_a_jury_without_seats_stays_locked(app, clock):
    cast = Cast(app, clock, phase="locked")

    assert lacks(put(cast, "Aziza", "jury")) == [
        "The rubric has no criteria yet.",
        "There is no team to judge.",
        "Nobody sits in the jury yet.",
    ]


def test_owner_and_chair_leave_the_deliberation_together(app, clock):
    court = Court(app, clock)
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
    court = Court(app, clock)
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
    court = Court(app, clock)
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


@pytest.mark.parametrize("before", FORWARD)
def test_only_those_of_the_table_leave_a_phase(app, clock, before):
    cast = Cast(app, clock, phase=before)
    _, after = FORWARD[before]

    for name in STRANGERS:
        assert put(cast, name, after, "Because.").status_code == 403, name
    assert phase_of(cast) == before
    allowed = {Role.OWNER, Role.ORGANISER} & LEFT_BY[before]
    assert allowed or before == "deliberation"


@pytest.mark.parametrize("before", PHASES)
def test_every_other_way_is_refused(app, clock, before):
    cast = Cast(app, clock, phase=before)
    names = list(PHASES)
    beside = {*BACK.get(before, ()), before, *names[names.index(before) + 1 :][:1]}

    for after in set(PHASES) - beside:
        answer = put(cast, "Aziza", after, "Because.")
        assert (answer.status_code, answer.json["type"]) == (409, "/problems/no-such-way")
    assert phase_of(cast) == before


@pytest.mark.parametrize(
    ("before", "after"),
    [("call", "draft"), ("voting", "ideas"), ("forming", "voting"), ("forming", "ideas"),
     ("checkin", "selection"), ("selection", "call"), ("followup", "appeals")],
)  # fmt: skip
def test_a_way_back_asks_for_a_reason_and_keeps_it(app, clock, before, after):
    cast = Cast(app, clock, phase=before)
    refused = put(cast, "Aziza", after)
    assert (refused.status_code, refused.json["type"]) == (422, "/problems/reason-needed")

    assert put(cast, "Aziza", after, "  We were too fast. ").status_code == 200
    with cast.db.read() as session:
        moved = session.query(LogEntry).filter_by(camp_id=cast.camp.id, kind="PhaseMoved").one()
    assert moved.facts == {"before": before, "after": after, "reason": "We were too fast."}


def test_a_closed_result_never_goes_back(app, clock):
    for before in ("results", "appeals", "closed"):
        assert BACK.get(before, frozenset()) == frozenset()


def test_asking_for_the_same_phase_twice_moves_once(cast):
    add(cast, idea(cast))
    key = "3f0c7c5a-0000-4000-8000-000000000001"
    first = put(cast, "Aziza", "ideas", key=key)
    again = put(cast, "Aziza", "ideas", key=key)
    third = put(cast, "Aziza", "ideas")

    assert first.json == again.json == third.json
    with cast.db.read() as session:
        moves = session.query(LogEntry).filter_by(camp_id=cast.camp.id, kind="PhaseMoved").count()
    assert moves == 1


def test_a_move_from_where_the_camp_no_longer_stands_is_told(cast):
    add(cast, idea(cast))
    who = Actor(person_id=cast.id("Aziza"), roles={cast.camp.id: frozenset({Role.OWNER})})

    def verb(session):
        return move_phase(
            session, camp_id=cast.camp.id, after="forming", reason="", actor=who,
            now=cast.clock(), seen="voting",
        )  # fmt: skip

    with pytest.raises(PhaseChanged) as refused:
        cast.db.write(verb)
    assert refused.value.facts == {"phase": "checkin"}


def test_two_organisers_at_once_move_the_camp_once(any_app, clock):
    cast = Cast(any_app, clock, phase="voting")
    cast.add("Zulfiya", Role.ORGANISER)
    add(cast, Voting(camp_id=cast.camp.id, state="revealed"))
    programs = {name: cast.program(name) for name in ("Aziza", "Zulfiya", "Rustam")}
    wanted = {"Aziza": "forming", "Zulfiya": "forming", "Rustam": "ideas"}
    together, answers = Barrier(3), {}

    def go(name):
        together.wait()
        answers[name] = programs[name].put(
            f"/camps/{cast.slug}/phase", {"phase": wanted[name], "reason": "Now."}
        )

    threads = [Thread(target=go, args=(name,)) for name in programs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    with cast.db.read() as session:
        moves = session.query(LogEntry).filter_by(camp_id=cast.camp.id, kind="PhaseMoved").all()
    told = [(one.facts["before"], one.facts["after"]) for one in moves]
    # A third may come so late that it sees the new phase and goes back from there, with a reason.
    assert told in ([("voting", "forming")], [("voting", "ideas")],
                    [("voting", "forming"), ("forming", "ideas")])  # fmt: skip
    assert phase_of(cast) == told[-1][1]
    for name, answer in answers.items():
        assert answer.status_code in {200, 409}, (name, answer.json)
        if answer.status_code == 409:
            assert answer.json["type"] in {"/problems/phase-changed", "/problems/no-such-way"}
            assert answer.json["phase"] in {"forming", "ideas"}


def test_gates_by_hand_last_until_the_phase_ends(cast):
    path = f"/camps/{cast.slug}/gates/dots"
    assert cast.program("Aziza").put(path, {"open": True, "reason": ""}).status_code == 422
    answer = cast.program("Aziza").put(path, {"open": True, "reason": "A trial vote."})
    assert answer.json == {"gates": ["door", "dots", "ideas"]}
    assert cast.program("Rustam").put(path, {"open": False, "reason": "No."}).status_code == 403
    unknown = f"/camps/{cast.slug}/gates/kitchen"
    assert cast.program("Aziza").put(unknown, {"open": True, "reason": "x"}).status_code == 404

    add(cast, idea(cast))
    put(cast, "Aziza", "ideas")
    with cast.db.read() as session:
        assert open_gates(session, session.get_one(Camp, cast.camp.id)) == PHASES["ideas"]
        assert session.query(Gate).count() == 0


def test_gates_and_deadlines_sent_twice_change_nothing(cast):
    def twice(session):
        for _ in range(2):
            set_gate(session, camp_id=cast.camp.id, gate="dots", is_open=True, reason="A trial.",
                     by=cast.id("Aziza"))  # fmt: skip
            set_deadline(session, camp_id=cast.camp.id, name="teams", at=cast.clock(),
                         by=cast.id("Aziza"))  # fmt: skip

    cast.db.write(twice)
    with cast.db.read() as session:
        kinds = [one.kind for one in session.query(LogEntry).order_by(LogEntry.seq)]
    assert kinds[-2:] == ["GateSet", "DeadlineSet"]
    assert kinds.count("GateSet") == 1


def test_a_stranger_may_not_move_by_the_verb_either(cast):
    nobody = Actor(person_id=cast.id("Bobur"), roles={cast.camp.id: frozenset({Role.PARTICIPANT})})
    with pytest.raises(Forbidden):
        cast.db.write(
            lambda session: move_phase(
                session, camp_id=cast.camp.id, after="ideas", reason="", actor=nobody,
                now=cast.clock(),
            )
        )  # fmt: skip
