"""The demo camp's folder comes in and goes out, and is the same."""

from base64 import b64encode
from io import BytesIO

import pytest
from PIL import Image

from camp.control.logos import make_logo
from camp.core.models import Camp, Logo
from camp.core.phases import PHASES
from camp.demo.building import DATA
from camp.demo.standing import at_phase
from camp.folder import files
from camp.folder.carrying import bring, export
from camp.folder.checking import check
from camp.folder.faults import FaultyFolder
from tests.cast import NOON


@pytest.fixture(scope="module")
def folder():
    return files.read(DATA)


@pytest.mark.parametrize("part", files.PARTS)
def test_an_export_of_an_import_equals_the_folder(brought_in, folder, part):
    assert brought_in[part] == folder[part]


@pytest.fixture(scope="module")
def brought_in(tmp_path_factory, folder):
    from camp.core.work import Database
    from camp.migrations import upgrade

    database = Database(f"sqlite:///{tmp_path_factory.mktemp('folder')}/camp.sqlite")
    upgrade(database.engine)
    slug = database.write(lambda session: bring(session, data=folder, now=NOON))
    with database.read() as session:
        yield export(session, slug)
    database.close()


def test_a_floor_and_a_public_board_come_in_and_go_out(db, folder):
    changed = {"rules": folder["camp"]["rules"] | {"merit_floor": 40.5, "live_board": True}}
    data = folder | {"camp": folder["camp"] | changed}

    slug = db.write(lambda session: bring(session, data=data, now=NOON))

    with db.read() as session:
        assert export(session, slug)["camp"]["rules"] == changed["rules"]


def test_other_tranches_come_in_and_go_out_and_must_sum_to_one(db, folder):
    halves = [{"no": n, "share": 0.5, "condition": ""} for n in (1, 2)]
    policy = folder["programme"]["grant_policy"] | {"tranches": halves}
    data = folder | {"programme": folder["programme"] | {"grant_policy": policy}}
    check(data)

    slug = db.write(lambda session: bring(session, data=data, now=NOON))

    with db.read() as session:
        assert session.query(Camp).one().settings.tranche_shares == (0.5, 0.5)
        assert export(session, slug)["programme"]["grant_policy"]["tranches"] == halves
    policy["tranches"] = halves[:1]
    with pytest.raises(FaultyFolder, match="sum to 1"):
        check(data)


def test_colour_and_logo_come_in_and_go_out(db, folder):
    made = BytesIO()
    Image.new("RGBA", (300, 200), "#1e3fa0").save(made, "PNG")
    look = {"colour": "#1e3fa0", "logo": b64encode(make_logo(made.getvalue())).decode()}
    data = folder | {"camp": folder["camp"] | {"look": look}}
    check(data)

    slug = db.write(lambda session: bring(session, data=data, now=NOON))

    with db.read() as session:
        assert export(session, slug)["camp"]["look"] == look
        assert session.query(Logo).count() == 1


def test_a_look_that_may_not_be_used_goes_out_as_it_came(db, folder):
    look = {"colour": "#e91e63", "logo": b64encode(b"<svg onload='alert(1)'/>").decode()}
    data = folder | {"camp": folder["camp"] | {"look": look}}

    slug = db.write(lambda session: bring(session, data=data, now=NOON))

    with db.read() as session:
        assert export(session, slug)["camp"]["look"] == look
        assert session.query(Camp.colour, Camp.logo).one() == ("", "")
        assert session.query(Logo).count() == 0


def test_who_goes_where_comes_in_and_goes_out(db, folder):
    panel = {
        "kind": "rooms", "rooms": ["1", "3"], "line_places": 0, "left": ["J2"],
        "ends_by": folder["camp"]["ends"],
        "places": [{"team": "T01", "room": "1"}, {"team": "T02", "room": "3"}],
        "visits": [
            {"juror": "J1", "team": "T01", "turn": 1, "begun_at": folder["camp"]["starts"]},
            {"juror": "J1", "team": "T02", "turn": 2, "begun_at": None},
        ],
    }  # fmt: skip
    data = {**folder, "jurors": {**folder["jurors"], "panel": panel}}
    check(data)
    slug = db.write(lambda session: bring(session, data=data, now=NOON))

    with db.read() as session:
        assert export(session, slug)["jurors"]["panel"] == panel


def test_a_visit_to_an_unknown_team_is_named(folder):
    visit = {"juror": "J1", "team": "T99", "turn": 1, "begun_at": None}
    panel = {
        "kind": "sampled", "rooms": [], "line_places": 0, "left": [], "ends_by": None,
        "places": [], "visits": [visit],
    }  # fmt: skip
    with pytest.raises(FaultyFolder, match="T99"):
        check({**folder, "jurors": {**folder["jurors"], "panel": panel}})


@pytest.mark.parametrize("phase", PHASES)
def test_the_demo_stands_at_any_phase(db, folder, phase):
    data = at_phase(folder, phase)

    slug = db.write(lambda session: bring(session, data=data, now=NOON))

    with db.read() as session:
        assert export(session, slug)["camp"]["phase"] == phase


@pytest.mark.parametrize("phase", PHASES)
def test_the_demo_is_sound_at_any_phase(folder, phase):
    check(at_phase(folder, phase))
