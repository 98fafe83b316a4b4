"""A jury's hour to be struck: a camp with an open round, as many jurors as wanted, their tokens."""

from camp.jury import rounds
from tests.jury.bench import SEATS, Bench

KEYS = ("impact", "problem", "idea", "team", "plan")
CRITERIA = [{"key": key, "name": key.capitalize(), "weight": 20} for key in KEYS]


class Hall(Bench):
    """The bench with `tokens`, one for each of its jurors, by name."""

    def __init__(self, app, clock, *, jurors=12, teams=10) -> None:
        super().__init__(
            app, clock, is_open=False, criteria=CRITERIA,
            teams=[f"Team {number}" for number in range(1, teams + 1)],
        )  # fmt: skip
        seated = [name for name, role in SEATS.items() if role != "reserve"]
        for number in range(len(seated) + 1, jurors + 1):
            name = f"Juror {number}"
            self.add(name)
            self.jurors[name] = self._seat(name, "juror", 10 + number)
            seated.append(name)
        self.do(rounds.open_round, by=self.id("Kamol"))
        self.tokens = {name: self.token(name) for name in seated}

    def leave(self) -> "Hall":
        """Let go of the database, so that a server may have it."""
        self.db.close()
        return self
