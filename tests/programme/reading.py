"""An officer of some camps, and what the page shows of one of them."""

from datetime import UTC, datetime

from camp.core.models import Camp
from camp.core.rules import Actor, Role
from camp.programme import queries

LATER = datetime(2027, 7, 20, 9, tzinfo=UTC)


def officer_of(*camps):
    return Actor(
        person_id="one", roles={one.id: frozenset({Role.PROGRAMME_OFFICER}) for one in camps}
    )


def told(session, camp, actor, now=LATER):
    return queries.overview(session, session.get(Camp, camp.id), actor, now)
