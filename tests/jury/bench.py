"""A jury at work: three teams, two jurors, a chair's seat, a reserve, a rubric of two criteria.

Points are additive unless a test says otherwise: they can be worked out by hand.
"""

from camp.core.ids import new_id
from camp.core.rules import Role
from camp.jury import ballots, rounds, service
from camp.jury.models import Juror
from camp.teams.models import Seat, Team
from tests.cast import Cast

CRITERIA = [
    {"key": "impact", "name": "Impact", "weight": 60,
     "anchors": {"1": "Nobody gains.", "5": "Many gain."}},
    {"key": "problem", "name": "Problem", "weight": 40},
]  # fmt: skip
SEATS = {"Jamila": "chair", "Jasur": "juror", "Lobar": "juror", "Nodir": "reserve"}
RULES = {"quorum": 2, "score_mode": "additive"}
NAMES = ("Kaft", "Yoʻlchi", "Saksovul")


class Bench(Cast):
    """The cast in its jury phase, with `round_id`, `teams` and `jurors` by name."""

    def __init__(
        self, app, clock, *, is_open=True, teams=NAMES, criteria=CRITERIA, **settings
    ) -> None:
        super().__init__(app, clock, phase="jury", **{**RULES, **settings})
        self.add("Lobar")
        self.add("Nodir")
        self.add("Projector", Role.PROJECTOR)
        self.teams = {name: self._team(name, place) for place, name in enumerate(teams, start=1)}
        self.jurors = {
            name: self._seat(name, role, seat) for seat, (name, role) in enumerate(SEATS.items(), 1)
        }
        self.round_id = self.db.write(
            lambda session: service.prepare_round(
                session, camp_id=self.camp.id, name="Final", scale=(1, 5), criteria=criteria,
                by=self.id("Aziza"),
            ).id
        )  # fmt: skip
        if is_open:
            self.do(rounds.open_round, by=self.id("Kamol"))

    def _team(self, name, place):
        def verb(session):
            team = Team(
                id=new_id(), camp_id=self.camp.id, number=place, name=name, pitch_order=place,
                state="locked", made_at=self.clock(),
            )  # fmt: skip
            session.add(team)
            return team.id

        return self.db.write(verb)

    def _seat(self, name, role, seat):
        return self.db.write(
            lambda session: service.appoint_juror(
                session, camp_id=self.camp.id, person_id=self.id(name), organisation="Library",
                role=role, seat=seat, by=self.id("Aziza"), now=self.clock(),
            ).id
        )  # fmt: skip

    def sit(self, person, team):
        """Give the participant a seat in the team."""
        participant = self.participant(person).id

        def verb(session):
            session.add(
                Seat(
                    id=new_id(), camp_id=self.camp.id, team_id=self.teams[team],
                    participant_id=participant, joined_at=self.clock(),
                )
            )  # fmt: skip

        self.db.write(verb)

    def do(self, verb, **given):
        """Run a verb of the round; `juror` and `team` are names."""
        if "juror" in given:
            given["juror_id"] = self.jurors[given.pop("juror")]
        if "team" in given:
            given["team_id"] = self.teams[given.pop("team")]
        given.setdefault("now", self.clock())
        return self.db.write(lambda session: verb(session, round_id=self.round_id, **given))

    def cast(self, juror, team, impact=4, problem=3, *, state="submitted", revision=0, **more):
        said = ballots.Said(
            marks={"impact": impact, "problem": problem},
            state=state,
            comment=more.get("comment", ""),
        )
        return self.do(
            ballots.cast_ballot, camp_id=self.camp.id, person_id=self.id(juror), team=team,
            said=said, revision=revision,
        )  # fmt: skip

    def cast_all(self, *, but=()):
        """Hand in every ballot of the seated jurors, with marks that part the teams."""
        for number, team in enumerate(self.teams):
            for juror in ("Jamila", "Jasur", "Lobar"):
                if (juror, team) not in but:
                    self.cast(juror, team, impact=max(1, 5 - number), problem=4)

    def url(self, tail=""):
        return f"/rounds/{self.round_id}{tail}"

    def ballot_url(self, team):
        return self.url(f"/ballots/{self.teams[team]}")

    def seat_of(self, name) -> Juror:
        with self.db.read() as session:
            return session.get_one(Juror, self.jurors[name])
