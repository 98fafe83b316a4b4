"""What is kept of a photograph tells no place, and what is kept is carried everywhere."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from camp.backup import make, restore
from camp.config import Config
from camp.core.models import Camp
from camp.core.work import Database
from camp.demo.building import DATA
from camp.folder.carrying import export_folder, import_folder
from camp.folder.faults import FaultyFolder
from camp.followup import awards, files, queries, reporting
from camp.followup.models import Evidence
from camp.followup.rules import NotEvidence
from camp.migrations import upgrade
from camp.people.models import Appointment
from camp.verify import run as verify
from tests.followup.field import picture
from tests.grants.court import MILLION

GPS, SLUG = 0x8825, "tashkent"
PLACE = {1: "N", 2: (41.0, 18.0, 42.0), 3: "E", 4: (69.0, 16.0, 45.0)}


def with_a_place(**more):
    exif = Image.Exif()
    exif[0x010F] = "Phonemaker"
    exif[0x0112] = 6  # Lies on its side.
    exif[GPS] = PLACE
    return picture(size=(64, 48), exif=exif, **more)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_loses_its_place_and_stands_upright(form):
    sent = with_a_place(form=form)
    assert GPS in Image.open(BytesIO(sent)).getexif()

    media, kept = files.cleaned(sent)

    found = Image.open(BytesIO(kept))
    assert media == "image/jpeg"
    assert (dict(found.getexif()), found.size) == ({}, (48, 64))
    assert b"Phonemaker" not in kept


def test_a_large_photograph_becomes_small():
    _, kept = files.cleaned(picture(size=(4000, 3000)))

    assert Image.open(BytesIO(kept)).size == (1600, 1200)


@pytest.mark.parametrize(
    "content",
    [b"", b"<svg onload=alert(1)>", b"\xff\xd8\xff\xe0 no picture", picture()[:60],
     picture(form="GIF"), b"%PDF-" + bytes(files.LARGEST)],
    ids=["empty", "svg", "broken", "cut", "gif", "large"],
)  # fmt: skip
def test_anything_else_is_refused(content):
    with pytest.raises(NotEvidence):
        files.cleaned(content)


def test_a_picture_that_says_it_is_huge_is_refused_unread():
    with pytest.raises(NotEvidence):
        files.cleaned(picture(size=(9000, 7000)))


def test_the_same_file_twice_is_one(tmp_path):
    first, second = (files.keep(tmp_path, picture()) for _ in range(2))

    assert first == second
    assert [file.name for file in tmp_path.rglob("*") if file.is_file()] == [first.digest]


def test_a_file_that_was_changed_is_not_served(running):
    running.receipt(MILLION)
    data = running.app.extensions["config"].data
    with running.db.read() as session:
        row = session.query(Evidence).one()
    files.place(data, row.digest).write_bytes(b"something else")

    assert running.browser("Bobur").get(f"/evidence/{row.id}").status_code == 404


@dataclass
class Sent:
    """The demo camp in July, with files on a condition, a report and a receipt of Atlas xalta."""

    db: Database
    data: Path
    now: datetime


@pytest.fixture
def sent(db, app):
    data, now = app.extensions["config"].data, datetime(2027, 7, 20, 9, tzinfo=UTC)
    import_folder(db, DATA, now=now)
    with db.read() as session:
        camp = session.query(Camp).one()
        found = {one.team.name: one for one in queries.grants(session, camp, now)}
        officer = session.query(Appointment).filter_by(role="programme_officer").first().person_id
    ids = {name: (found[name].award.id, found[name].lead.id) for name in found}

    def act(verb, team, *, by_lead=True, **given):
        award_id, lead_id = ids[team]
        by = lead_id if by_lead else officer
        db.write(lambda session: verb(session, award_id=award_id, by=by, now=now, **given))

    def photo(n):
        return files.keep(data, picture(colour=(n, n, n)))

    act(awards.show_condition, "Kutubxona kodlaydi", no=1, kept=photo(1), note="Both adults.")
    act(
        reporting.send_report, "Atlas xalta", kind="milestone", milestone_no=2, may_show=True,
        text="214 ta sumka sotildi.", numbers={"direct_beneficiaries": 9}, photos=[photo(2)],
    )  # fmt: skip
    act(
        reporting.judge_report, "Atlas xalta", by_lead=False, no=2, accepts=False,
        comment="Which shops?",
    )  # fmt: skip
    act(
        reporting.send_receipt, "Atlas xalta", no=3, line="Collecting offcuts and delivery",
        amount=610_000_00, bought_on=date(2027, 6, 30), document="taxi", answer="Two trips.",
        kept=photo(3),
    )  # fmt: skip
    act(awards.remind, "Hasharchi", by_lead=False, step="warning", text="Sixteen days late.")
    act(awards.suspend, "Kaft", by_lead=False, reason="The partner has left.")
    return Sent(db, data, now)


def other_server(folder):
    folder.mkdir()
    other = Database(f"sqlite:///{folder}/camp.sqlite")
    upgrade(other.engine)
    return other


def test_an_export_carries_the_files_and_a_further_one_is_the_same(sent, tmp_path):
    out, again, other_data = (tmp_path / name for name in ("out", "again", "data"))
    export_folder(sent.db, SLUG, out, data_folder=sent.data)
    assert verify(out, "", []) == 0
    other = other_server(other_data)

    import_folder(other, out, now=sent.now, data_folder=other_data)
    export_folder(other, SLUG, again, data_folder=other_data)
    other.close()

    names = sorted(file.name for file in (out / "evidence").iterdir())
    assert len(names) == 3
    assert names == sorted(file.name for file in (again / "evidence").iterdir())
    assert all(sha256((again / "evidence" / n).read_bytes()).hexdigest() == n for n in names)
    assert json.loads((out / "grants.json").read_text()) == json.loads(
        (again / "grants.json").read_text()
    )


def test_a_folder_whose_file_is_missing_is_refused_whole(sent, tmp_path):
    out, other_data = tmp_path / "out", tmp_path / "data"
    export_folder(sent.db, SLUG, out, data_folder=sent.data)
    next((out / "evidence").iterdir()).unlink()
    other = other_server(other_data)

    with pytest.raises(FaultyFolder, match="evidence/"):
        import_folder(other, out, now=sent.now, data_folder=other_data)
    other.close()
    assert not (other_data / "evidence").exists()


def test_a_backup_carries_files_of_any_size(app, tmp_path):
    config = app.extensions["config"]
    large = files.keep(config.data, b"%PDF-1.7" + bytes(3_000_000))
    folder = tmp_path / "elsewhere"
    folder.mkdir()

    make(config, folder / "camp.backup", now=datetime.now(UTC))
    restored = Config(data=folder / "data", secret=config.secret)
    restore(folder / "camp.backup", restored, now=datetime.now(UTC))

    assert files.read(restored.data, large.digest) is not None
