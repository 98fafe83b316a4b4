"""One camp with a running grant, and a second one of the same owner."""

from functools import partial

import pytest

from camp.core.models import Camp
from camp.core.rules import Role
from camp.demo.building import DATA
from camp.folder.carrying import import_folder
from camp.people.appointing import appoint
from camp.people.signin import actor_of
from camp.programme import service
from camp.programme.queries import family, seen
from tests.again import again
from tests.cast import NOON
from tests.followup.field import Field
from tests.programme.reading import LATER


class Programme(Field):
    """The field, its camp in the programme "Youth"; Aziza owns a second camp, `other`."""

    def __init__(self, app, clock):
        super().__init__(app, clock)
        self.run_kaft()
        self.other = self.db.write(self._begin)
        self.join("Youth")

    def _begin(self, session):
        camp = self._camp(session, "call", {})
        camp.name, camp.starts_at = "Nukus lageri", NOON.replace(year=2026)
        session.flush()
        appoint(session, camp_id=camp.id, person_id=self.id("Aziza"), role=Role.OWNER,
                by=self.id("Aziza"), now=self.clock())  # fmt: skip
        return camp

    def actor(self, name):
        """Who a person is in both camps, the PIN given."""
        with self.db.read() as session:
            return actor_of(session, self.id(name), pin_given=True)

    def join(self, name, camp=None, by="Aziza"):
        verb = partial(
            service.join, camp_id=(camp or self.camp).id, name=name, actor=self.actor(by)
        )
        return self.db.write(verb)

    def seen_by(self, name, camp=None):
        with self.db.read() as session:
            chosen = session.get(Camp, (camp or self.camp).id)
            return [one.name for one in seen(family(session, chosen), self.actor(name))]


@pytest.fixture
def programme(app, clock):
    return again(Programme, app, clock)


@pytest.fixture
def demo(db):
    """The demo camp, which is one of four of its programme, and a reading of its tables."""
    import_folder(db, DATA, now=LATER)
    with db.read() as session:
        yield session, session.query(Camp).one()
