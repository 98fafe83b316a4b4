"""The door of the whole camp as one file: for its owner, at any second, and told in the log."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Response, current_app
from sqlalchemy.orm import Session

from camp.core.errors import Forbidden, words
from camp.core.events import Event, record
from camp.core.models import Camp
from camp.core.phases import has_reached
from camp.core.rules import may_fetch_all
from camp.folder import files
from camp.folder.carrying import read_whole
from camp.web.context import actor, camp
from camp.web.errands import Made, Task, begin, errand
from camp.web.guard import rule

bp = Blueprint("folder", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class CampExported(Event):
    """Somebody fetched the whole camp: people, ballots and all."""

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"camp:{camp.slug}",)


@bp.post("/camps/<slug>/export")
@rule("camp.zip")
def export(slug: str) -> Response:
    if not may_fetch_all(actor(), camp().id, is_published=has_reached(camp(), "results")):
        raise Forbidden
    return begin("camp.zip", {})


@errand("camp.zip", words("Export of the camp"), rule="camp.zip")
def pack(task: Task) -> Made:
    """Make the folder of `camp export` as one file; the log inside tells of its making."""
    task.db.write(partial(_note, camp_id=task.camp.id, by=task.person_id))
    folder: Path = current_app.extensions["config"].data
    data, beside = read_whole(task.db, task.camp.slug, task.step, data_folder=folder)
    texts = files.texts(data, beside)
    content = task.natively(partial(packed, texts, task.camp.slug))
    said = words("The whole camp, with people and ballots: keep it safe. Its seal is %(seal)s.")
    seal = sha256(texts[files.MANIFEST]).hexdigest()
    return Made(said, {"seal": seal}, file=f"{task.camp.slug}.zip", content=content)


def packed(texts: Mapping[str, bytes], folder: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in texts.items():
            package.writestr(f"{folder}/{name}", text)
    return out.getvalue()


def _note(session: Session, *, camp_id: str, by: str) -> None:
    record(session, CampExported(camp_id=camp_id, by=by))
