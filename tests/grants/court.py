"""A jury after its round: three teams with asks, an envelope, and people in the teams.

Marks part the teams: Kaft 92 points, Yoʻlchi 80, Saksovul 68 (impact 5, 4, 3 at 60 %, problem 4).
"""

from camp.core.ids import new_id
from camp.core.rules import Role
from camp.grants import publishing, service
from camp.grants.choices import Choice
from camp.jury import ballots, rounds
from camp.mentoring.notes import write_note
from camp.mentoring.queries import mentor_of
from camp.mentoring.service import appoint_mentor
from camp.projects.models import Submission
from camp.teams.models import Team
from tests.jury.bench import Bench

MILLION = 1_000_000_00
ASKS = {"Kaft": 40 * MILLION, "Yoʻlchi": 30 * MILLION, "Saksovul": 20 * MILLION}
TERMS = {
    "envelope": 90 * MILLION,
    "min_award": 8 * MILLION,
    "max_award": 40 * MILLION,
    "quorum": 2,
}
VOTES = {"for": 3}


class Court(Bench):
    """The bench with its round closed and the camp in deliberation."""

    def __init__(self, app, clock, *, is_closed=True, asks=None, **settings) -> None:
        super().__init__(app, clock, **{**TERMS, **settings})
        for name, ask in (asks or ASKS).items():
            self.ask(name, ask)
        self.sit("Bobur", "Kaft")
        if "Saksovul" in self.teams:
            self.sit("Dilnoza", "Saksovul")
        if is_closed:
            self.cast_all()
            self.close()

    def ask(self, team, ask):
        self.db.write(
            lambda session: session.add(
                Submission(
                    id=new_id(), camp_id=self.camp.id, team_id=self.teams[team], version=1,
                    ask=ask, received_at=self.clock(),
                )
            )
        )  # fmt: skip

    def close(self):
        self.do(rounds.close_round, by=self.id("Kamol"))
        self.move("deliberation")

    def run(self, verb, *, by="Kamol", **given):
        """Run a verb of the grants room as somebody."""
        return self.db.write(
            lambda session: verb(
                session, camp_id=self.camp.id, by=self.id(by), now=self.clock(), **given
            )
        )

    def choice(self, team, decision, **given):
        return Choice(team=self.teams[team], decision=decision, **given)

    def full(self, team, **given):
        return self.choice(team, "award", kind="full", **given)

    def decide(self, *choices, **given):
        return self.run(service.decide, choices=choices, **given)

    def decide_all(self):
        """All three in full: 90 of 90 million."""
        return self.decide(*(self.full(team, votes=VOTES) for team in self.teams))

    def sign_all(self):
        for juror in ("Jamila", "Jasur", "Lobar"):
            self.run(service.sign, juror_id=self.jurors[juror])

    def turn(self, name, *roles):
        return self.run(publishing.turn_key, by=name, round_id=self.round_id, roles=roles)

    def publish(self):
        """Everything up to the second key."""
        self.decide_all()
        self.sign_all()
        self.turn("Aziza", Role.OWNER)
        return self.turn("Jamila", Role.CHAIR)[1]

    def with_reserve(self):
        """Kaft in full, Yoʻlchi first in reserve, Saksovul not awarded."""
        return self.decide(
            self.full("Kaft", votes=VOTES, conditions=("two quotes",)),
            self.choice("Yoʻlchi", "reserve", order=1),
            self.choice("Saksovul", "not_awarded"),
        )

    def share_comment(self, juror, team, comment):
        """Change a submitted ballot's comment and share it, while the round is open."""
        said = ballots.Said(
            marks={"impact": 3, "problem": 4}, state="submitted", comment=comment,
            shares_comment=True,
        )  # fmt: skip
        return self.do(
            ballots.cast_ballot, camp_id=self.camp.id, person_id=self.id(juror), team=team,
            said=said, revision=1,
        )  # fmt: skip

    def mentor_writes(self, mentor, team, **said):
        """Let a mentor write a note about a team; what is not said is empty."""
        common = {"by": self.id(mentor), "now": self.clock()}
        empty = {"light": "green", "works": "", "risk": "", "next_step": "", "minutes": 20}

        def verb(session):
            if mentor_of(session, self.camp.id, self.id(mentor)) is None:
                appoint_mentor(
                    session, camp_id=self.camp.id, person_id=self.id(mentor), expertise=(),
                    organisation="", speaks=(), by=self.id("Aziza"), now=self.clock(),
                )  # fmt: skip
            return write_note(
                session, team_id=self.teams[team], materially_helped=False,
                **{**empty, **said}, **common,
            )  # fmt: skip

        return self.db.write(verb)

    def rename(self, team, name):
        self.db.write(lambda session: setattr(session.get(Team, self.teams[team]), "name", name))

    def awards_url(self):
        return f"/camps/{self.slug}/awards"
