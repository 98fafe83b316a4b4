"""What people do at a camp, each act with the answer that the plain model expects."""

from datetime import datetime, timedelta
from uuid import uuid4

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from tests.life.plain import DOTS, DOTS_PER_IDEA, TEAM_MAX, Ballot, Plain

JURORS = ("Jamila", "Jasur", "Lobar")
any_index = st.integers(0, 99)
marks = st.fixed_dictionaries({"impact": st.integers(1, 5), "problem": st.integers(1, 5)})


def during(*phases):
    return precondition(lambda self: self.plain.phase in phases)


def pick(some, index):
    """Return one of `some`, the same for the same index."""
    # Ids are random: what was made first stands first.
    ordered = list(some) if isinstance(some, dict) else sorted(some)
    return ordered[index % len(ordered)] if ordered else None


class Acts(RuleBasedStateMachine):
    """Sends every act over HTTP and keeps what was answered, for replays."""

    def __init__(self):
        super().__init__()
        self.plain = Plain()
        self.answered = []
        self.programs = {}

    def send(self, name, method, path, body=None, *, expect):
        key = str(uuid4())
        answer = self._program(name).send(method, path, body, key=key)
        assert answer.status_code == expect, (name, method, path, body, answer.json, expect)
        if answer.status_code < 300:
            self.answered.append((name, method, path, body, key, answer.status_code, answer.json))
        return answer.json

    def _program(self, name):
        if name not in self.programs:
            self.programs[name] = self.bench.program(name)
        return self.programs[name]

    @property
    def camp(self):
        return f"/camps/{self.bench.slug}"

    @property
    def round(self):
        return f"/rounds/{self.bench.round_id}"

    # Arriving.

    @during("checkin", "voting", "forming", "build", "jury")
    @rule(index=any_index)
    def scans(self, index):
        name = pick(self.plain.people, index)
        was_in = name in self.plain.checked_in
        badge = self.bench.badge(name).code
        told = self.send(
            "Shoira", "POST", f"{self.camp}/checkins", {"badge": badge, "station": "Door"},
            expect=200 if was_in else 201,
        )  # fmt: skip
        assert told["result"] == ("already_in" if was_in else "welcome")
        self.plain.checked_in.add(name)
        self.last_in = (name, told["id"], datetime.fromisoformat(told["at"]))

    @during("checkin")
    @precondition(lambda self: getattr(self, "last_in", None))
    @rule()
    def takes_the_scan_back(self):
        name, check_in, at = self.last_in
        in_time = self.bench.clock() - at <= timedelta(seconds=60)
        self.send(
            "Shoira", "DELETE", f"{self.camp}/checkins/{check_in}", expect=204 if in_time else 409
        )
        if in_time:
            self.plain.checked_in.discard(name)
        self.last_in = None

    # Ideas and dots.

    @during("checkin")
    @rule(index=any_index)
    def has_an_idea(self, index):
        name = pick(self.plain.people, index)
        words = {"title": f"Idea {len(self.plain.ideas) + 1}", "problem": "Dust", "solution": "Sow"}
        made = self.send(name, "POST", f"{self.camp}/ideas", words, expect=201)["id"]
        self.send(name, "POST", f"/ideas/{made}/submission", expect=200)
        screened = {"decision": "screened_in"}
        self.send("Aziza", "PUT", f"/ideas/{made}/screening", screened, expect=200)
        self.plain.ideas[made] = name

    @during("voting")
    @precondition(lambda self: self.plain.voting == "open" and self.plain.ideas)
    @rule(index=any_index, other=any_index, dots=st.integers(0, 3))
    def gives_dots(self, index, other, dots):
        name, idea = pick(self.plain.people, index), pick(self.plain.ideas, other)
        used = self.plain.dots_of(name, but=idea)
        if self.bench.clock() > self.plain.voting_ends:
            expect = 409
        elif name not in self.plain.checked_in or self.plain.ideas[idea] == name:
            expect = {"not in": 403, "own": 403}[
                "own" if name in self.plain.checked_in else "not in"
            ]
        elif dots > DOTS_PER_IDEA:
            expect = 422
        else:
            expect = 409 if dots and used + dots > DOTS else 200
        self.send(name, "PUT", f"/ideas/{idea}/dots", {"dots": dots}, expect=expect)
        if expect == 200:
            self.plain.dots[name, idea] = dots

    # Teams.

    @during("forming")
    @precondition(lambda self: self.plain.ideas)
    @rule(index=any_index)
    def makes_a_team(self, index):
        idea = pick(self.plain.ideas, index)
        name = self.plain.ideas[idea]
        made_before = idea in self.team_ideas
        if self.plain.team_of(name) and not made_before:
            expect = 409
        elif made_before and name not in self.plain.seats[self.team_ideas[idea]]:
            return  # Its author has left: who makes it anew is another test's.
        else:
            expect = 201
        body = {"name": f"Team {idea[:6]}", "ideas": [idea]}
        told = self.send(name, "POST", f"{self.camp}/teams", body, expect=expect)
        if expect == 201 and not made_before:
            self.team_ideas[idea] = told["id"]
            self.plain.seats[told["id"]] = {name}
            self._drop_requests(name)

    @during("forming")
    @precondition(lambda self: self.plain.seats)
    @rule(index=any_index, other=any_index)
    def asks_for_a_seat(self, index, other):
        name, team = pick(self.plain.people, index), pick(self.plain.seats, other)
        if self.plain.team_of(name):
            self.send(name, "POST", f"/teams/{team}/requests", {"text": ""}, expect=409)
            return
        told = self.send(name, "POST", f"/teams/{team}/requests", {"text": ""}, expect=201)
        self.plain.requests[told["id"]] = (name, team)

    @during("forming")
    @precondition(lambda self: self.plain.requests)
    @rule(index=any_index)
    def lets_somebody_in(self, index):
        request = pick(self.plain.requests, index)
        name, team = self.plain.requests[request]
        is_full = len(self.plain.seats[team]) >= TEAM_MAX
        answer = {"state": "accepted"}
        self.send("Aziza", "PUT", f"/requests/{request}", answer, expect=409 if is_full else 200)
        if not is_full:
            self.plain.seats[team].add(name)
            self._drop_requests(name)

    @during("forming")
    @precondition(lambda self: any(self.plain.seats.values()))
    @rule(index=any_index)
    def leaves_a_team(self, index):
        name = pick({name for names in self.plain.seats.values() for name in names}, index)
        team = self.plain.team_of(name)
        if any(of == team for _, of in self.plain.requests.values()):
            return  # A freed seat is offered to who waits; the tests of teams follow that.
        path = f"/teams/{team}/seats/{self.bench.participant(name).id}"
        self.send(name, "DELETE", path, {"reason": ""}, expect=204)
        self.plain.seats[team].discard(name)

    def _drop_requests(self, name):
        for request in [id for id, (who, _) in self.plain.requests.items() if who == name]:
            del self.plain.requests[request]

    # Mentors.

    @during("build")
    @precondition(lambda self: self.plain.seats)
    @rule(index=any_index, helped=st.booleans())
    def gets_a_note(self, index, helped):
        team = pick(self.plain.seats, index)
        note = {"light": "green", "works": "Yes", "risk": "Dust", "next_step": "Ask",
                "minutes": 20, "materially_helped": helped}  # fmt: skip
        self.send("Malika", "POST", f"/teams/{team}/feedback", note, expect=201)
        self.plain.notes += 1

    # The jury.

    @during("jury")
    @rule(
        juror=st.sampled_from(JURORS),
        index=any_index,
        given=marks,
        state=st.sampled_from(["draft", "submitted", "submitted"]),
        stale=st.integers(0, 5),
    )
    def marks_a_team(self, juror, index, given, state, stale):
        team = pick(self.plain.seats, index)
        now = self.plain.ballots.get((juror, team))
        seen = now.revision if now else 0
        seen = max(0, seen - 1) if stale == 0 else seen
        expect = self._answer_to(juror, team, given, state, seen)
        body = {"marks": given, "state": state, "revision": seen, "comment": ""}
        told = self.send(juror, "PUT", f"{self.round}/ballots/{team}", body, expect=expect)
        if expect != 200:
            return
        if now is None or (now.state, now.marks) != (state, given):
            made = now.next(state, given) if now else Ballot(state, given)
            self.plain.ballots[juror, team] = made
            self.plain.last_marks[juror, team] = given
        assert told["revision"] == self.plain.ballots[juror, team].revision

    def _answer_to(self, juror, team, given, state, seen):
        now = self.plain.ballots.get((juror, team))
        is_aside = (juror, team) in self.plain.conflicts
        is_known = now is not None and (now.state, now.marks) == (state, given)
        if self.plain.round_state == "closed" and state == "submitted":
            # Too late: it is kept for a decision, unless it counts already or never could.
            return 403 if is_aside else 200 if is_known else 409
        if self.plain.round_state != "open":
            return 409
        if is_aside or (now and now.state in {"void", "absent"}):
            return 403
        if is_known:
            return 200
        is_stale = seen != (now.revision if now else 0)
        takes_back = now is not None and now.state == "submitted" and state == "draft"
        return 409 if is_stale or takes_back else 200

    @during("jury")
    @precondition(lambda self: self.plain.round_state == "open")
    @rule(juror=st.sampled_from(JURORS), index=any_index)
    def gets_a_ballot_back(self, juror, index):
        team = pick(self.plain.seats, index)
        now = self.plain.ballots.get((juror, team))
        can = now is not None and now.state in {"submitted", "absent", "reopened"}
        body = {"juror": self.bench.jurors[juror], "reason": "A wrong row."}
        path = f"{self.round}/ballots/{team}/reopening"
        self.send("Kamol", "POST", path, body, expect=200 if can else 409)
        if can and now.state != "reopened":
            last = self.plain.last_marks.get((juror, team), {})
            self.plain.ballots[juror, team] = now.next("reopened", last)

    @during("jury")
    @precondition(lambda self: self.plain.round_state == "open")
    @rule(juror=st.sampled_from(JURORS), index=any_index)
    def steps_aside(self, juror, index):
        team = pick(self.plain.seats, index)
        body = {"team": team, "juror": self.bench.jurors[juror], "kind": "family", "text": ""}
        self.send("Kamol", "POST", f"{self.round}/conflicts", body, expect=201)
        now = self.plain.ballots.get((juror, team))
        if (juror, team) not in self.plain.conflicts and now is not None:
            state = "void" if now.state == "submitted" else "recused"
            self.plain.ballots[juror, team] = now.next(state, {})
        self.plain.conflicts.add((juror, team))

    @during("jury")
    @precondition(lambda self: self.plain.round_state == "open")
    @rule(juror=st.sampled_from(JURORS), index=any_index)
    def was_away(self, juror, index):
        team = pick(self.plain.seats, index)
        now = self.plain.ballots.get((juror, team))
        if (juror, team) in self.plain.conflicts:
            return
        is_in = now is not None and now.state == "submitted"
        body = {"juror": self.bench.jurors[juror], "team": team, "reason": "Late train"}
        self.send("Kamol", "POST", f"{self.round}/absences", body, expect=409 if is_in else 201)
        if not is_in and (now is None or now.state != "absent"):
            self.plain.ballots[juror, team] = (
                now.next("absent", {}) if now else Ballot("absent", {})
            )

    @during("jury")
    @rule()
    def freezes(self):
        self.send("Kamol", "PUT", f"{self.round}/freeze", expect=200)
        self.plain.is_frozen |= self.plain.round_state == "open"

    @during("jury")
    @rule(really=st.integers(0, 3))
    def closes_the_ballots(self, really):
        if really == 0:
            self.send("Kamol", "PUT", f"{self.round}/closure", expect=200)
            self.plain.round_state = "closed"
