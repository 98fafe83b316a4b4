"""The lock of all teams: what stands in its way, waivers, what ends with it."""

import pytest

from camp.ideas.models import Idea
from camp.teams import lock
from camp.teams.rules import TeamsNotReady
from tests.teams.scenes import ask, get, idea, load, people, states, team


def lock_all(cast):
    return cast.db.write(
        lambda session: lock.lock_teams(
            session, camp_id=cast.camp.id, by=cast.id("Aziza"), now=cast.clock()
        )
    )


def check(cast):
    with cast.db.read() as session:
        return lock.lock_check(session, cast.camp, cast.clock())


def test_a_team_below_the_minimum_stands_in_the_way(cast):
    made = team(cast)

    found = check(cast)
    with pytest.raises(TeamsNotReady) as refused:
        lock_all(cast)

    assert [card.team.id for card in found.short] == [made]
    assert [one.person.name for one, _ in found.unplaced] == ["Dilnoza"]
    assert refused.value.facts == {"teams": ["Toza havo"]}


def test_a_waiver_lets_it_stay_small_and_the_lock_is_taken_once(cast):
    name = people(cast, 1)[0]
    made = team(cast)
    alone = idea(cast, "Dilnoza", "Yolgʻiz")
    ask(cast, name, made)
    path, body = f"/teams/{made}/waiver", {"reason": "the third comes on Saturday"}

    denied = [cast.program(who).put(path, body).status_code for who in ("Bobur", "Rustam")]
    waived = [cast.program("Aziza").put(path, body).status_code for _ in range(2)]
    locked = [lock_all(cast), lock_all(cast)]

    assert (denied, waived, locked) == ([403, 403], [200, 200], [1, 0])
    assert load(cast, made).state == "locked"
    assert states(cast, made) == ["cancelled"]
    assert get(cast, Idea, alone).state == "not_formed"


def test_going_back_opens_teams_again(cast):
    made = team(cast, members=people(cast, 1))
    lock_all(cast)

    back = [
        cast.db.write(
            lambda session: lock.unlock_teams(
                session, camp_id=cast.camp.id, by=None, now=cast.clock()
            )
        )
        for _ in range(2)
    ]

    assert back == [1, 0]
    assert load(cast, made).state == "forming"
