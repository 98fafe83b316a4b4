"""The camp as anybody would describe it: plain sets and numbers that know no database."""

from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

DOTS, DOTS_PER_IDEA, TEAM_MAX = 3, 2, 3
WEIGHTS = {"impact": 60, "problem": 40}


@dataclass
class Ballot:
    """What one juror said last about one team."""

    state: str
    marks: dict[str, int]
    revision: int = 1

    def next(self, state: str, marks: dict[str, int] | None = None) -> "Ballot":
        return Ballot(state, self.marks if marks is None else marks, self.revision + 1)


@dataclass
class Plain:
    """People by name, ideas and teams by id."""

    phase: str = "checkin"
    people: set[str] = field(default_factory=set)
    checked_in: set[str] = field(default_factory=set)
    ideas: dict[str, str] = field(default_factory=dict)
    """Author by idea."""
    voting: str = "waiting"
    voting_ends: datetime | None = None
    dots: dict[tuple[str, str], int] = field(default_factory=dict)
    seats: dict[str, set[str]] = field(default_factory=dict)
    """Members by team."""
    requests: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Open requests: who asks which team."""
    notes: int = 0
    helped: set[tuple[str, str]] = field(default_factory=set)
    round_state: str = "prepared"
    is_frozen: bool = False
    conflicts: set[tuple[str, str]] = field(default_factory=set)
    ballots: dict[tuple[str, str], Ballot] = field(default_factory=dict)
    last_marks: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict)
    """What a juror gets back with a ballot that is opened again."""
    published: str = ""
    """The fingerprint of what was published."""

    def team_of(self, name: str) -> str | None:
        return next((team for team, names in self.seats.items() if name in names), None)

    def dots_of(self, name: str, but: str) -> int:
        return sum(n for (who, idea), n in self.dots.items() if who == name and idea != but)

    def submitted(self, team: str) -> list[Ballot]:
        return [
            ballot
            for (_, of), ballot in self.ballots.items()
            if of == team and ballot.state == "submitted"
        ]

    def means(self) -> dict[str, Fraction]:
        """Return the mean composite of every team that has a ballot, exactly."""
        found = {}
        for team in self.seats:
            said = [
                Fraction(sum(WEIGHTS[key] * mark for key, mark in one.marks.items()), 100)
                for one in self.submitted(team)
            ]
            if said:
                found[team] = sum(said, Fraction()) / len(said)
        return found
