"""Hypothesis lives through camps: whatever people do, the camp and a plain model agree.

Every act goes through the HTTP doors; acts are sent again, the server is restarted or moved by a
backup to another folder, time passes.
"""

import contextlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select

from camp.app import connect
from camp.backup import make, restore
from camp.core.errors import CampError
from camp.core.models import Camp, Deadline, LogEntry
from camp.core.rules import Role
from camp.grants import service as grants
from camp.grants.models import Decision, Publication
from camp.jury.models import Round
from camp.mentoring.models import Feedback
from tests.jury.bench import Bench
from tests.life.acts import JURORS, Acts, any_index, during, pick
from tests.life.looking import (
    ballots,
    check_chain,
    dots,
    expected,
    in_house,
    scores,
    seats,
)
from tests.life.plain import DOTS, DOTS_PER_IDEA, TEAM_MAX

PEOPLE = ("Anvar", "Botir", "Charos", "Davron", "Elyor")
MILLION = 1_000_000_00
RULES = {
    "quorum": 1, "score_mode": "mean", "tie_margin": 0.0, "team_min": 1, "team_max": TEAM_MAX,
    "dots": DOTS, "dots_per_idea": DOTS_PER_IDEA, "envelope": 90 * MILLION,
    "min_award": 10 * MILLION, "max_award": 40 * MILLION, "submission_grace_minutes": 0,
}  # fmt: skip
REASONED = {"reason": "By the list.", "votes": {"for": 1, "against": 0, "abstained": 0}}
STARTS = ("checkin", "forming", "jury", "marked", "decided")
"""How far a camp has come when it is looked at first."""
MOVES = {
    "forming": ("build", "Rustam"), "build": ("locked", "Rustam"), "locked": ("jury", "Aziza"),
    "jury": ("deliberation", "Kamol"),
}  # fmt: skip


def machine(app, clock, config):  # noqa: C901  -- one class: its rules are read one by one
    house = {"config": config}

    class Life(Acts):
        @initialize(start=st.sampled_from(STARTS))
        def begins(self, start):
            self.bench = Bench(app, clock, is_open=False, teams=(), **RULES)
            self.team_ideas, self.last_in = {}, None
            for name in PEOPLE:
                self.bench.add(name, Role.PARTICIPANT)
            self.plain.people = set(PEOPLE)
            self.go("checkin")
            if start != "checkin":
                for index in range(3):
                    self.scans(index)
                    self.has_an_idea(index)
                self.go("forming")
            if start in {"jury", "marked", "decided"}:
                for index in range(3):
                    self.makes_a_team(index)
                for _ in range(3):
                    self.moves_on()
            if start in {"marked", "decided"}:
                for index in range(6):
                    given = {"impact": 1 + index % 5, "problem": 5 - index % 3}
                    self.marks_a_team(JURORS[index % 2], index, given, "submitted", 1)
            if start == "decided":
                self.moves_on()
                self.decides_for_nobody()
                self.all_sign()

        def go(self, phase):
            self.bench.move(phase)
            self.plain.phase = phase

        @during("checkin")
        @rule()
        def the_vote_opens(self):
            self.go("voting")
            ends = clock() + timedelta(hours=1)
            vote = {"state": "open", "closes_at": ends.isoformat()}
            self.send("Rustam", "PUT", f"{self.camp}/voting", vote, expect=200)
            self.plain.voting, self.plain.voting_ends = "open", ends

        @during("voting")
        @rule()
        def the_vote_ends(self):
            for state in ("closed", "revealed"):
                self.send("Rustam", "PUT", f"{self.camp}/voting", {"state": state}, expect=200)
                self.plain.voting = state
            self.go("forming")

        @during(*MOVES)
        @precondition(lambda self: any(self.plain.seats.values()))
        @rule()
        def moves_on(self):
            after, who = MOVES[self.plain.phase]
            expect = 200 if self._is_ready() else 409
            if self.plain.phase == "build":
                self._set_deadline()
            self.send(who, "PUT", f"{self.camp}/phase", {"phase": after}, expect=expect)
            if expect == 409:
                return
            self.plain.phase = after
            if after == "jury":
                self.plain.round_state = "open"
            if after == "deliberation":
                self.plain.round_state = "closed"

        def _is_ready(self):
            match self.plain.phase:
                case "forming":
                    return all(self.plain.seats.values())
                case "locked":
                    return bool(self.plain.seats)
                case "jury":
                    return all(self.plain.submitted(team) for team in self.plain.seats)
            return True

        def _set_deadline(self):
            at = clock() - timedelta(minutes=1)
            with_camp = {"camp_id": self.bench.camp.id, "name": "submission"}
            self.bench.db.write(lambda session: session.merge(Deadline(**with_camp, at=at)))

        @during("deliberation")
        @rule(index=any_index, share=st.integers(1, 4))
        def decides(self, index, share):
            """Any decision is allowed to be refused; none may break the envelope."""
            team = pick(self.plain.seats, index)
            choice = {
                "team": team, "decision": "award", "kind": "reduced",
                "amount": share * 10 * MILLION, **REASONED,
            }  # fmt: skip
            program = self._program("Kamol")
            answer = program.put(f"{self.camp}/awards", [choice])
            assert answer.status_code in {200, 409, 422}, answer.json

        @during("deliberation")
        @rule()
        def decides_for_nobody(self):
            choices = [
                {"team": team, "decision": "not_awarded", **REASONED} for team in self.plain.seats
            ]
            told = self._program("Kamol").put(f"{self.camp}/awards", choices)
            asides = [team for _, team in self.plain.conflicts]
            if all(asides.count(team) < len(JURORS) for team in self.plain.seats):
                assert told.status_code == 200, told.json

        @during("deliberation")
        @rule()
        def all_sign(self):
            for juror in JURORS:
                with contextlib.suppress(CampError):
                    self.bench.db.write(
                        lambda session, one=self.bench.jurors[juror]: grants.sign(
                            session, camp_id=self.bench.camp.id, juror_id=one,
                            by=self.bench.id("Kamol"), now=clock(),
                        )
                    )  # fmt: skip

        @during("deliberation")
        @rule()
        def turns_both_keys(self):
            path = f"{self.round}/publication"
            told = [self._program(name).post(path) for name in ("Aziza", "Jamila")]
            assert {answer.status_code for answer in told} <= {200, 409}, [a.json for a in told]
            if told[-1].status_code == 200:
                assert told[-1].json["published"]
                self.plain.published = told[-1].json["fingerprint"]

        @precondition(lambda self: self.answered)
        @rule(index=any_index)
        def sends_again(self, index):
            """The same key with the same content: the same answer, and nothing happens."""
            name, method, path, body, key, status, told = self.answered[index % len(self.answered)]
            answer = self._program(name).send(method, path, body, key=key)
            assert (answer.status_code, answer.json) == (status, told)

        @precondition(lambda self: self.answered)
        @rule(index=any_index)
        def reuses_a_key(self, index):
            name, method, path, body, key, *_ = self.answered[index % len(self.answered)]
            if not body or "reason" not in body:
                return
            other = {**body, "reason": "Something else."}
            assert self._program(name).send(method, path, other, key=key).status_code == 422

        @rule(minutes=st.integers(0, 3))
        def time_passes(self, minutes):
            clock.pass_(minutes=minutes)

        @rule(really=st.integers(0, 19))
        def the_server_restarts_or_moves(self, really):
            """A move: a backup is restored in another folder, which goes on from there."""
            if really > 1:
                return
            if really == 1:
                folder = Path(mkdtemp(dir=config.data))
                make(house["config"], folder / "one.backup", now=clock())
                moved = replace(config, data=folder / "data", database_url="")
                restore(folder / "one.backup", moved, now=clock())
                house["config"] = moved
            self.bench.db.close()
            del app.wsgi_app
            connect(app, house["config"], clock=clock)
            self.bench.db = app.extensions["db"]
            self.programs.clear()

        def teardown(self):
            with self.bench.db.read() as session:
                check_chain(session, self.bench.camp.id)

        @invariant()
        def the_camp_is_as_the_model_says(self):
            if not hasattr(self, "bench"):
                return
            with self.bench.db.read() as session:
                self.check(session)

        def check(self, session):
            plain, camp_id = self.plain, self.bench.camp.id
            camp = session.get_one(Camp, camp_id)
            assert camp.phase == plain.phase
            assert in_house(session, camp_id) == plain.checked_in
            assert seats(session, camp_id) == {
                (n, t) for t, names in plain.seats.items() for n in names
            }
            assert dots(session, camp_id) == {key: n for key, n in plain.dots.items() if n}
            assert (
                len(session.scalars(select(Feedback).filter_by(camp_id=camp_id)).all())
                == plain.notes
            )
            assert ballots(session, self.bench) == {
                key: (one.state, one.marks, one.revision) for key, one in plain.ballots.items()
            }
            round_ = session.get_one(Round, self.bench.round_id)
            assert (round_.state, round_.frozen_at is not None) == (
                plain.round_state,
                plain.is_frozen,
            )
            numbers = session.scalars(
                select(LogEntry.seq).filter_by(camp_id=camp_id).order_by(LogEntry.seq)
            ).all()
            assert numbers == list(range(1, camp.last_seq + 1))
            given = session.scalar(
                select(func.sum(Decision.amount)).filter_by(round_id=round_.id, is_current=True)
            )
            assert (given or 0) <= camp.settings.envelope
            published = session.scalars(
                select(Publication.fingerprint).filter_by(round_id=round_.id)
            ).all()
            assert (self.plain.published in published) == bool(self.plain.published)
            if round_.result is not None:
                assert scores(round_) == expected(plain)

    return Life


def test_whatever_happens_the_camp_is_what_the_model_says(app, clock, long_share):
    config = app.extensions["config"]
    examples, steps = (500, 60) if long_share == 1 else (50, 40)

    run_state_machine_as_test(
        machine(app, clock, config),
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            derandomize=long_share < 1,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
