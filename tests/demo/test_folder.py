"""The demo camp's folder comes in and goes out, and is the same."""

import pytest

from camp.core.phases import PHASES
from camp.demo.building import DATA
from camp.demo.standing import at_phase
from camp.folder import files
from camp.folder.carrying import bring, export
from camp.folder.checking import check
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


@pytest.mark.parametrize("phase", PHASES)
def test_the_demo_stands_at_any_phase(db, folder, phase):
    data = at_phase(folder, phase)

    slug = db.write(lambda session: bring(session, data=data, now=NOON))

    with db.read() as session:
        assert export(session, slug)["camp"]["phase"] == phase


@pytest.mark.parametrize("phase", PHASES)
def test_the_demo_is_sound_at_any_phase(folder, phase):
    check(at_phase(folder, phase))
