"""The demo camp shows the code of conduct that its people agreed to."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from camp.checkin.queries import standing_of
from camp.checkin.rules import EXPECTED
from camp.config import Config
from camp.core.models import Camp
from camp.core.work import Database
from camp.demo import build
from camp.people.consenting import conduct_of, standing
from camp.people.models import Participant

NOW = datetime(2026, 5, 4, 7, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    config = Config(data=tmp_path_factory.mktemp("demo") / "data")
    build(config, phase="checkin", now=NOW)
    database = Database(config.url())
    yield database
    database.close()


def test_whoever_agreed_has_agreed_to_the_version_that_stands(demo):
    with demo.read() as session:
        camp = session.scalars(select(Camp)).one()
        conduct = conduct_of(session, camp.id)
        people = session.scalars(select(Participant).where(Participant.state.in_(EXPECTED))).all()
        said = {one.id: standing(session, camp, one.person).said_yes("code") for one in people}
        verdicts = {one.id: standing_of(session, camp, one.person_id) for one in people}
        stands = standing(session, camp, people[0].person)

    assert set(conduct.texts) == {"en", "ru", "uz", "uz_Cyrl"}
    assert conduct.at < NOW
    assert len(people) > 50
    # Three never came and never agreed: the door would ask them.
    assert [said[one] for one, verdict in verdicts.items() if verdict == "needs_consent"] == [
        False
    ] * 3
    assert {verdict for one, verdict in verdicts.items() if said[one]} == {"welcome"}
    assert stands.answers["code"].version == conduct.version
