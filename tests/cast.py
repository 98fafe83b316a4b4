"""The people of the tests, by name and role, and how they speak to the app.

Aziza owns and organises, Bobur and Dilnoza take part, Jamila and Jasur judge (Jamila chairs),
Malika mentors, Shoira stands at the door, Kamol is secretary, Nodira guards minors, Rustam
moderates, Olim is the programme officer. Sardor has no role here: he is the outsider.
"""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from camp.core.ids import new_code, new_id, sign
from camp.core.models import Camp
from camp.core.names import fold
from camp.core.rules import Role
from camp.core.settings import Settings
from camp.people import signin
from camp.people.models import Appointment, Badge, Login, Participant, Person
from camp.web.live import socketio

NOON = datetime(2027, 4, 16, 9, 0, tzinfo=UTC)
ROLES = {
    "Aziza": (Role.OWNER, Role.ORGANISER),
    "Jamila": (Role.CHAIR, Role.JUROR),
    "Jasur": (Role.JUROR,),
    "Malika": (Role.MENTOR,),
    "Shoira": (Role.VOLUNTEER,),
    "Kamol": (Role.SECRETARY,),
    "Nodira": (Role.SAFEGUARDING,),
    "Rustam": (Role.MODERATOR,),
    "Olim": (Role.PROGRAMME_OFFICER,),
    "Bobur": (Role.PARTICIPANT,),
    "Dilnoza": (Role.PARTICIPANT,),
    "Sardor": (),
}


class Clock:
    """The time that the app is told: it moves when a test says so."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **span) -> None:
        self.now += timedelta(**span)


class Cast:
    """One camp, its people, and a browser or a program for each of them."""

    def __init__(self, app, clock, *, phase="checkin", **settings) -> None:
        self.app, self.clock, self.db = app, clock, app.extensions["db"]
        self.camp = self.db.write(lambda session: self._camp(session, phase, settings))
        self.slug = self.camp.slug
        self.people: dict[str, Person] = {}
        self.db.write(lambda session: [self._add(session, *one) for one in ROLES.items()])

    def _camp(self, session, phase, settings):
        camp = Camp(
            id=new_id(), slug=f"tashkent-{new_id()[:6]}", code=new_code(4), name="Toshkent lageri",
            starts_at=NOON, ends_at=NOON + timedelta(days=2), timezone="Asia/Tashkent",
            currency="UZS", language="en", phase=phase, settings=Settings(**settings),
        )  # fmt: skip
        session.add(camp)
        return camp

    def add(self, name, *roles, birth_year=2002, **fields) -> Person:
        """Add a person with roles; a participant comes accepted and with a badge."""

        self.db.write(lambda session: self._add(session, name, roles, birth_year, **fields))
        return self.people[name]

    def _add(self, session, name, roles, birth_year=2002, **fields):
        person = Person(
            id=new_id(), name=name, folded=fold(name), birth_year=birth_year,
            phone=f"+99890{len(self.people):07d}", language="en", **fields,
        )  # fmt: skip
        session.add(person)
        session.flush()
        self._give(session, person, roles)
        self.people[name] = person

    def _give(self, session, person, roles) -> None:
        at = self.clock()
        for role in roles:
            if role is Role.PARTICIPANT:
                session.add(
                    Participant(
                        id=new_id(),
                        camp_id=self.camp.id,
                        person_id=person.id,
                        state="accepted",
                        applied_at=at,
                    )
                )
                session.add(
                    Badge(
                        id=new_id(),
                        camp_id=self.camp.id,
                        person_id=person.id,
                        code=new_code(6),
                        made_at=at,
                    )
                )
            else:
                session.add(
                    Appointment(
                        id=new_id(), camp_id=self.camp.id, person_id=person.id, role=role, at=at
                    )
                )

    def id(self, name) -> str:
        return self.people[name].id

    def participant(self, name) -> Participant:
        with self.db.read() as session:
            return (
                session.query(Participant)
                .filter_by(camp_id=self.camp.id, person_id=self.id(name))
                .one()
            )

    def badge(self, name) -> Badge:
        with self.db.read() as session:
            return (
                session.query(Badge).filter_by(camp_id=self.camp.id, person_id=self.id(name)).one()
            )

    def token(self, name, kind="api") -> str:
        def verb(session):
            link = signin.make_link(session, person_id=self.id(name), kind=kind, now=self.clock())
            return signin.token_of(link, self.app.extensions["secret"])

        return self.db.write(verb)

    def move(self, phase) -> None:
        """Put the camp into a phase, past all entry checks."""
        self.db.write(lambda session: setattr(session.get(Camp, self.camp.id), "phase", phase))

    def program(self, name) -> "Program":
        return Program(self, name)

    def browser(self, name=None):
        """Return a test client that is signed in by link, with the PIN given where it is needed."""
        client = self.app.test_client()
        if name is None:
            return client
        login_token = self.db.write(
            lambda session: signin.sign_in(
                session, person_id=self.id(name), device="test", kind="link", now=self.clock()
            )
        )
        with self.db.read() as session:
            who, _ = signin.actor_of_login(session, login_token)
        self.db.write(
            lambda session: setattr(session.get(Login, who.login_id), "pin_at", self.clock())
        )
        client.set_cookie("camp_lan", login_token, domain="localhost")
        return client

    def phone(self, name, *topics):
        """Return a socket client that watches these topics, from now on."""
        self.db.settle()
        auth = {"token": self.token(name)} if name else None
        client = socketio.test_client(self.app, auth=auth)
        for topic in topics:
            answer = client.emit("watch", topic, callback=True)
            assert "seq" in answer, (topic, answer)
        return client

    def heard(self, phone) -> list:
        """Return what the phone was told: (topic, news) in order."""
        self.db.settle()
        return [(message["name"], message["args"][0]) for message in phone.get_received()]

    def form(self, client, path, data=None, *, back=None):
        """Send a form as a browser without JavaScript does."""
        cookie = client.get_cookie("camp_lan", domain="localhost")
        bearer = "visitor"
        if cookie:
            with self.db.read() as session:
                found = signin.actor_of_login(session, cookie.value)
            bearer = found[0].login_id
        else:
            client.set_cookie("camp_visitor", bearer, domain="localhost")
        csrf = sign(self.app.extensions["secret"], "form", bearer)
        fields = {"csrf": csrf, "key": str(uuid4()), "back": back or path, **(data or {})}
        return client.post(path, data=fields)


class Program:
    """Somebody's program: JSON over HTTP with a token."""

    def __init__(self, cast, name) -> None:
        self._client = cast.app.test_client()
        self._headers = {"Authorization": f"Bearer {cast.token(name)}"} if name else {}

    def get(self, path):
        return self._client.get(f"/api/v1{path}", headers=self._headers)

    def send(self, method, path, json=None, *, key=None):
        headers = {**self._headers, "Idempotency-Key": key or str(uuid4())}
        return self._client.open(f"/api/v1{path}", method=method, json=json or {}, headers=headers)

    def post(self, path, json=None, **kwargs):
        return self.send("POST", path, json, **kwargs)

    def put(self, path, json=None, **kwargs):
        return self.send("PUT", path, json, **kwargs)

    def delete(self, path, json=None, **kwargs):
        return self.send("DELETE", path, json, **kwargs)
