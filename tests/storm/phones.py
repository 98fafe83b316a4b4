"""Jurors' phones in few lines: a key for each state, sent in order until it is answered."""

import http.client
import json
import random
import time
from dataclasses import dataclass, field
from threading import Thread
from uuid import uuid4

from tests.storm.hall import KEYS

PATIENCE = 4.0
"""Seconds to wait for an answer before the question is asked again."""
PAUSE, LONGEST = 0.05, 1.0
AGAIN = {408, 425, 429, 502, 503, 504, 507}
"""Statuses that say: later. Other refusals are final, and a storm must not see any."""

DATA = {"application/json", "application/problem+json"}


@dataclass(slots=True)
class Sent:
    """One state of one ballot, and the receipt once there is one: its revision and log number."""

    team: str
    body: dict
    key: str = field(default_factory=lambda: str(uuid4()))
    receipt: dict | None = None


class Phone(Thread):
    """A juror who casts `count` ballots in a row; each is sent until the server answers it.

    `double` is the share of ballots that are tapped twice at once, `late` that of earlier ones
    which are sent again long after their answer. `wrong` holds what must never be heard.
    """

    def __init__(self, hall, name, port, *, count, teams=(), double=0.15, late=0.05) -> None:
        super().__init__(name=name, daemon=True)
        self.juror_id = hall.jurors[name]
        self.sent, self.wrong = [], []
        self.pauses = self.taps = self.replays = 0
        self.slowest = 0.0
        self._path = f"/api/v1/rounds/{hall.round_id}/ballots/"
        self._token, self._port = hall.tokens[name], port
        self.count, self._double, self._late = count, double, late
        # Apart, so that what a juror does hangs neither on the port nor on how often it waited.
        self._random, self._pauses = random.Random(name), random.Random(f"{name} {port}")
        self._revisions = dict.fromkeys(teams or hall.teams.values(), 0)
        self._lines = [None, None]

    @property
    def answered(self) -> int:
        return sum(one.receipt is not None for one in self.sent)

    def run(self) -> None:
        try:
            for number in range(self.count):
                self._cast(number)
        except Exception as error:  # noqa: BLE001  -- whoever counts the wrongs learns of it
            self.wrong.append(repr(error))
        self._hang_up()

    def _cast(self, number):
        chance = self._random
        team = chance.choice(list(self._revisions))
        sent = Sent(
            team,
            {
                "marks": {key: chance.randint(1, 5) for key in KEYS},
                "state": "submitted",
                "comment": f"No. {number}",
                "revision": self._revisions[team],
            },
        )
        self.sent.append(sent)
        began = time.monotonic()
        if chance.random() < self._double:
            self._tap_twice(sent)
        if sent.receipt is None:
            self._send(sent)
        self.slowest = max(self.slowest, time.monotonic() - began)
        if sent.receipt is not None:
            self._revisions[team] = sent.receipt["revision"]
        if chance.random() < self._late:
            self.replays += 1
            self._send(chance.choice(self.sent))

    def _send(self, sent):
        """Ask until there is an answer, with pauses that grow and differ from phone to phone."""
        pause = PAUSE
        while not self._asked(sent, lines=1):
            self.pauses += 1
            time.sleep(self._pauses.uniform(0.5, 1) * pause)
            pause = min(LONGEST, pause * 2)

    def _tap_twice(self, sent):
        self.taps += 1
        self._asked(sent, lines=2)

    def _asked(self, sent, *, lines):
        """Send on so many lines before any is heard; return whether there was a final answer."""
        try:
            for line in range(lines):
                self._ask(line, sent)
            heard = [self._hear(line) for line in range(lines)]
        except (OSError, http.client.HTTPException):
            self._hang_up()
            return False
        for status, answer in filter(None, heard):
            if status != 200:
                self.wrong.append(f"{sent.body['comment']}: {status} {answer}")
            elif sent.receipt not in (None, answer):
                self.wrong.append(f"{sent.body['comment']}: {sent.receipt}, then {answer}")
            else:
                sent.receipt = answer
        return any(heard)

    def _ask(self, line, sent):
        if self._lines[line] is None:
            self._lines[line] = http.client.HTTPConnection(
                "127.0.0.1", self._port, timeout=PATIENCE
            )
        headers = {
            "Authorization": f"Bearer {self._token}",
            "Idempotency-Key": sent.key,
            "Content-Type": "application/json",
        }
        self._lines[line].request("PUT", self._path + sent.team, json.dumps(sent.body), headers)

    def _hear(self, line):
        """Return the status and the data of a final answer, None for any other."""
        response = self._lines[line].getresponse()
        text = response.read()
        # The page of a captive portal is not an answer, whatever its status says.
        if response.status in AGAIN or response.headers.get_content_type() not in DATA:
            self._lines[line].close()
            return None
        return response.status, json.loads(text)

    def _hang_up(self):
        for line in filter(None, self._lines):
            line.close()
        self._lines = [None, None]
