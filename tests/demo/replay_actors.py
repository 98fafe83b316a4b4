"""The people of the demo's folder at our doors: each with a program, some with a browser."""

import json
from datetime import datetime

from sqlalchemy import select

from camp.core.models import Camp
from camp.demo.building import DATA
from camp.people.models import Badge, Person
from tests.cast import Cast, Program

PIN = "314159"
MINOR = 100
"""Tiyin of a soum."""


def folder(part):
    """Return one file of the demo's folder."""
    return json.loads((DATA / f"{part}.json").read_text("utf-8"))


class Hall(Cast):
    """The demo's people by their ids in the folder (O1, P07, J3), and what the doors told them.

    `ids` maps what the folder calls something (I05, T01) to the id that a door gave it.
    """

    def __init__(self, app, clock):
        self.app, self.clock, self.db = app, clock, app.extensions["db"]
        self.slug, self.ids, self.names = "", {}, {}
        self._programs, self._browsers, self._persons = {}, {}, {}

    def at(self, moment):
        """Move the clock; records that are stamped out of order never move it back."""
        asked = datetime.fromisoformat(moment)
        self.clock.now = max(self.clock.now, asked.astimezone(self.clock.now.tzinfo))

    def id(self, name):
        """Return a person's id. A door told it at registration, else the list of staff shows it."""
        if name not in self._persons:
            with self.db.read() as session:
                found = select(Person.id).filter_by(name=self.names[name])
                self._persons[name] = session.scalars(found).one()
        return self._persons[name]

    def knows(self, ref, name, person_id=None):
        self.names[ref] = name
        if person_id is not None:
            self._persons[ref] = person_id

    def do(self, who, method, path, body=None, *, status=None):
        """Send as `who` and return what the door answered; a refusal fails the test."""
        answer = self.answer(who, method, path, body)
        wanted = {status} if status else {200, 201, 204}
        assert answer.status_code in wanted, (who, method, path, body, answer.text)
        return answer.get_json() if answer.text else None

    def answer(self, who, method, path, body=None):
        if who not in self._programs:
            self._programs[who] = Program(self, who)
        return self._programs[who].send(method, path, body)

    def get(self, who, path):
        if who not in self._programs:
            self._programs[who] = Program(self, who)
        answer = self._programs[who].get(path)
        assert answer.status_code == 200, (who, path, answer.text)
        return answer.get_json()

    def send(self, who, path, data=None):
        """Send a form as `who`, signed in by their own link and PIN, and return where it led."""
        if who not in self._browsers:
            self._browsers[who] = self._sign_in(who)
        answer = self.form(self._browsers[who], path, data)
        assert answer.status_code == 303, (who, path, answer.status_code, answer.text[:2000])
        return answer.headers["Location"]

    def _sign_in(self, who):
        client = self.app.test_client()
        first = self.form(client, f"/l/{self.token(who, 'page')}")
        assert first.status_code == 303, first.text[:500]
        if first.headers["Location"] == "/pin":
            assert self.form(client, "/pin", {"pin": PIN}).status_code == 303
        return client

    def badge_code(self, ref):
        with self.db.read() as session:
            found = select(Badge.code).filter_by(person_id=self.id(ref), revoked_at=None)
            return session.scalars(found).one()

    def camp_now(self):
        with self.db.read() as session:
            return session.scalars(select(Camp).filter_by(slug=self.slug)).one()

    def move_on(self, who, phase, *, reason=""):
        path = f"/camps/{self.slug}/phase"
        return self.do(who, "PUT", path, {"phase": phase, "reason": reason})

    def begin(self, owner):
        """Make the server's owner on the first page and keep the browser."""
        client = self.app.test_client()
        answer = self.form(client, "/start", {"name": owner["name"], "pin": PIN})
        assert answer.status_code == 303, answer.text[:2000]
        self._browsers[owner["id"]] = client
        self.knows(owner["id"], owner["name"])
