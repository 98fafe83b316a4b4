"""Who wants to join an idea, and who asked for a seat, go with a camp's folder."""

import json
from datetime import timedelta
from functools import partial

import pytest

from camp.core.ids import new_id
from camp.folder.carrying import export_folder, import_folder
from camp.folder.faults import FaultyFolder
from camp.ideas import joining
from camp.ideas.models import JoinWish
from camp.people.models import Participant, Person
from camp.teams.models import Request
from tests.folder.road import kept, there_and_back
from tests.teams import scenes


@pytest.fixture
def wishing(cast):
    """Bobur's idea that two want to join, and his team that they and others asked."""
    cast.move("ideas")
    idea = scenes.idea(cast, "Bobur", "Suv")
    names = scenes.people(cast, 3)
    for name in names[:2]:
        cast.db.write(
            partial(
                joining.want_to_join, idea_id=idea, wants=True, by=cast.id(name), now=cast.clock()
            )
        )
        cast.clock.pass_(seconds=1)
    cast.move("forming")
    team = scenes.team(cast, "Bobur", "Toza havo")

    def ask(session, name, state, **more):
        asked = Request(
            id=new_id(), camp_id=cast.camp.id, team_id=team, state=state, at=cast.clock(),
            participant_id=cast.participant(name).id, **more,
        )  # fmt: skip
        session.add(asked)

    later = cast.clock() + timedelta(minutes=20)
    cast.db.write(partial(ask, name=names[0], state="asked", text="I can draw."))
    cast.db.write(partial(ask, name=names[1], state="offered", offered_until=later))
    for why in ("taken_back", "joined"):
        cast.db.write(
            partial(
                ask, name=names[2], state="cancelled", decided_at=later, why=why,
                decided_by=cast.id("Aziza"),
            )
        )  # fmt: skip
        cast.clock.pass_(seconds=1)
    return cast


def told(database):
    """Return wishes and requests by the names of the people, without ids."""
    with database.read() as session:
        wishes = (
            session.query(Person.name, JoinWish.at)
            .join(Participant, Participant.person_id == Person.id)
            .join(JoinWish, JoinWish.participant_id == Participant.id)
            .order_by(JoinWish.at)
        )
        requests = [
            (
                one.participant.person.name, one.state, one.text, one.at, one.offered_until,
                one.decided_at, one.why,
                one.decided_by and session.get_one(Person, one.decided_by).name,
            )
            for one in session.query(Request).order_by(Request.at, Request.id)
        ]  # fmt: skip
        return [tuple(one) for one in wishes], requests


def test_wishes_and_requests_go_there_and_back(wishing, elsewhere, tmp_path, clock):
    before, after = there_and_back(wishing.db, wishing.slug, elsewhere, tmp_path, clock)

    assert after == before
    assert kept(elsewhere) == {}
    assert told(elsewhere) == told(wishing.db)
    wishes, requests = told(elsewhere)
    assert (len(wishes), len(requests)) == (2, 4)


@pytest.mark.parametrize("part", ["ideas", "teams"])
@pytest.mark.parametrize("fault", ["twice", "nobody"])
def test_a_wish_that_stands_twice_or_is_nobodys_is_refused(
    wishing, elsewhere, tmp_path, clock, part, fault
):
    export_folder(wishing.db, wishing.slug, tmp_path / "out")
    path = tmp_path / "out" / f"{part}.json"
    rows = json.loads(path.read_text())
    field = {"ideas": "joiners", "teams": "requests"}[part]
    (row,) = [one for one in rows if one.get(field)]
    first = next(one for one in row[field] if not one.get("decided_at"))
    if fault == "twice":
        row[field].append(first)
    else:
        first["participant"] = "P999"
    path.write_text(json.dumps(rows))
    (tmp_path / "out" / "manifest.json").unlink()

    with pytest.raises(FaultyFolder) as refused:
        import_folder(elsewhere, tmp_path / "out", now=clock())
    assert field in str(refused.value.faults)


@pytest.mark.parametrize(
    "change", [{"state": "declined"}, {"state": "offered", "offered_until": None}]
)
def test_a_request_that_could_never_end_is_refused(wishing, elsewhere, tmp_path, clock, change):
    export_folder(wishing.db, wishing.slug, tmp_path / "out")
    path = tmp_path / "out" / "teams.json"
    rows = json.loads(path.read_text())
    (row,) = [one for one in rows if one.get("requests")]
    next(one for one in row["requests"] if not one["decided_at"]).update(change)
    path.write_text(json.dumps(rows))
    (tmp_path / "out" / "manifest.json").unlink()

    with pytest.raises(FaultyFolder) as refused:
        import_folder(elsewhere, tmp_path / "out", now=clock())
    assert "requests" in str(refused.value.faults)
