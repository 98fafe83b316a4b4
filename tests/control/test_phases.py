"""Moving the camp: who may, the ways back and their reasons, the race, gates by hand."""

from threading import Barrier, Thread

import pytest

from camp.control.rules import BACK, LEFT_BY, PhaseChanged
from camp.control.service import move_phase, set_deadline, set_gate
from camp.core.errors import Forbidden
from camp.core.models import Camp, Gate, LogEntry
from camp.core.phases import PHASES, open_gates
from camp.core.rules import Actor, Role
from camp.ideas.models import Voting
from tests.again import again
from tests.cast import Cast
from tests.control.moves import add, idea, phase_of, put

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


@pytest.mark.parametrize("before", FORWARD)
def test_only_those_of_the_table_leave_a_phase(app, clock, before):
    cast = again(Cast, app, clock, phase=before)
    _, after = FORWARD[before]

    for name in STRANGERS:
        assert put(cast, name, after, "Because.").status_code == 403, name
    assert phase_of(cast) == before
    allowed = {Role.OWNER, Role.ORGANISER} & LEFT_BY[before]
    assert allowed or before == "deliberation"


@pytest.mark.parametrize("before", PHASES)
def test_every_other_way_is_refused(app, clock, before):
    cast = again(Cast, app, clock, phase=before)
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
    cast = again(Cast, app, clock, phase=before)
    refused = put(cast, "Aziza", after)
    assert (refused.status_code, refused.json["type"]) == (422, "/problems/reason-needed")

    assert put(cast, "Aziza", after, "  We were too fast. ").status_code == 200
    with cast.db.read() as session:
        moved = session.query(LogEntry).filter_by(camp_id=cast.camp.id, kind="PhaseMoved").one()
    assert moved.told == {"before": before, "after": after, "reason": "We were too fast."}


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
