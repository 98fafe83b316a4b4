"""Doors for lists of people: a file or a pasted table, looked at, mended, taken in, taken back."""

import re
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext

from camp.core import aside
from camp.core.errors import Invalid, NotFound, words
from camp.people import giving, importing, listing, sheets, taking_back
from camp.people.columns import FIELDS
from camp.people.importing import Typed
from camp.people.models_list import PeopleFile
from camp.people.regions import name_of
from camp.web import i18n
from camp.web.context import actor, camp, db, now
from camp.web.downloads import sheet_file
from camp.web.errands import Made, Task, begin, errand
from camp.web.guard import rule
from camp.web.writes import Answer, write

bp = Blueprint("people_files", __name__)
FIRST, SHOWN = 5, 50
"""Rows of the preview, and rows of each kind that are shown at once."""
LARGE = 60
"""Rows from which on taking in is done behind the request."""
FIELD = re.compile(r"(column|row|cell)-(\d{1,6})(?:-(\d{1,3}))?")
NOTHING = words("Choose a file or paste a table.")
CHANGES = {
    **FIELDS, "birth_year": words("Year of birth"), "birth_date": words("Date of birth"),
}  # fmt: skip


def root() -> str:
    return f"/camps/{camp().slug}/people"


@bp.get("/camps/<slug>/people/table")
@rule("people.admit")
def table(slug: str) -> str:
    """Take a file or a pasted table, go on with one, or take a list back."""
    with db().read() as session:
        files = importing.files_of(session, camp().id, actor().person_id, now())
        taken = taking_back.imports(session, camp(), now())
    return render_template("people/table.html", camp=camp(), files=files, taken=taken)


@bp.post("/camps/<slug>/people/table")
@rule("people.admit")
def bring(slug: str) -> Response:
    """Keep what was sent, to be looked at. Nobody is taken in yet."""
    sent, pasted = request.files.get("file"), request.form.get("table", "")
    if sent is not None and sent.filename:
        cells, name = aside.natively(partial(sheets.read_file, sent.read())), sent.filename
    elif pasted.strip():
        cells, name = sheets.read_text(pasted), ""
    else:
        raise Invalid(NOTHING, fields={"file": [NOTHING]})
    verb = partial(importing.keep_file, cells=cells, name=name, **_mine())
    place = f"{root()}/table"
    return write(verb, lambda kept: Answer(location=f"{place}/{kept.id}"))


@bp.get("/camps/<slug>/people/table/<file_id>")
@rule("people.admit")
def look(slug: str, file_id: str) -> str:
    with db().read() as session:
        kept = importing.file_of(session, camp().id, file_id, actor().person_id, now())
        found = importing.look(session, camp(), kept, _today())
    groups: dict[str, list[Any]] = {"bad": [], "changed": [], "twice": [], "alike": []}
    for one in found:
        group = "alike" if one.state == "new" and one.alike else one.state
        groups.setdefault(group, []).append(one)
    return render_template(
        "people/file.html", camp=camp(), kept=kept, fields=FIELDS, groups=groups, found=found,
        counts=_counts(found), first=FIRST, shown=SHOWN, said=said, changes=CHANGES,
        mapped=[at for at, field in enumerate(kept.columns) if field],
    )  # fmt: skip


@bp.post("/camps/<slug>/people/table/<file_id>")
@rule("people.admit")
def go_on(slug: str, file_id: str) -> Response:
    """Keep what was typed; then look again, take the list in, or throw it away."""
    do, place = request.form.get("do", "look"), f"{root()}/table/{file_id}"
    if do == "throw":
        gone = partial(importing.throw_away, camp_id=camp().id, file_id=file_id)
        return write(partial(gone, by=actor().person_id), Answer(location=f"{root()}/table"))
    keep = partial(importing.mend_file, file_id=file_id, typed=_typed(), **_mine())
    if do != "take":
        return write(keep, Answer(location=place))
    # Kept on its own, so that a refusal loses nothing; a list that was taken is answered below.
    with suppress(NotFound):
        db().write(keep)
    leave_bad = "leave_bad" in request.form
    if _is_large(file_id, leave_bad):
        return begin("people.import", {"file": file_id, "leave_bad": leave_bad})
    verb = partial(importing.take_file, file_id=file_id, leave_bad=leave_bad, **_mine())
    return write(verb, Answer(location=root()))


@bp.post("/camps/<slug>/people/imports/<import_id>/end")
@rule("people.admit")
def take_back(slug: str, import_id: str) -> Response:
    verb = partial(taking_back.take_back, import_id=import_id, **_mine())
    return write(verb, Answer(location=f"{root()}/table"))


@bp.get("/camps/<slug>/people/list.csv")
@rule("people.list")
def give(slug: str) -> Response:
    """Return the participants as a table for a spreadsheet."""
    with db().read() as session:
        listed = listing.registrations(session, camp())
    heads = [gettext(FIELDS[name]) for name in giving.COLUMNS]
    text = giving.table(heads, [one.participant for one in listed], _region)
    return sheet_file(text, f"{camp().slug}-people")


@errand("people.import", words("People from a file"), rule="people.admit")
def take(task: Task) -> Made:
    verb = partial(
        importing.take_file, camp_id=task.camp.id, file_id=task.facts["file"], by=task.person_id,
        now=task.now, leave_bad=task.facts["leave_bad"], step=task.step,
    )  # fmt: skip
    made = task.db.write(verb)
    place = f"/camps/{task.camp.slug}/people"
    if made is None:
        return Made(words("The list says nothing new."), location=place)
    counts = {"added": made.added, "changed": made.changed}
    return Made(words("Taken in: %(added)s. Corrected: %(changed)s."), counts, location=place)


def said(value: Any, field: str = "") -> str:
    """Return a value of a person in the reader's words."""
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if field == "region" and value:
        return _region(value)
    return str(value or "–")


def _region(code: str) -> str:
    return name_of(code, i18n.language())


def _mine() -> dict[str, Any]:
    return {"camp_id": camp().id, "by": actor().person_id, "now": now()}


def _today() -> date:
    return now().astimezone(camp().zone).date()


def _counts(found: list[Any]) -> Mapping[str, int]:
    """Return how many rows would come in, correct somebody, change nothing, or wait."""
    counts: Counter[str] = Counter()
    for one in found:
        counts["skip" if one.decided == "skip" and one.state != "same" else one.state] += 1
    return counts


def _is_large(file_id: str, leave_bad: bool) -> bool:
    """Whether the list is long; what would stop it is said at once, before anything begins."""
    with db().read() as session:
        try:
            kept: PeopleFile = importing.file_of(
                session, camp().id, file_id, actor().person_id, now()
            )
        except NotFound:
            return False
        if len(kept.rows) <= LARGE:
            return False
        if not leave_bad:
            importing.require_whole(importing.look(session, camp(), kept, _today()))
    return True


def _typed() -> Typed:
    columns, cells, choices = {}, {}, {}
    for name, value in request.form.items():
        found = FIELD.fullmatch(name)
        if found is None:
            continue
        kind, first, second = found.groups()
        if kind == "column":
            columns[int(first)] = value
        elif kind == "row":
            choices[first] = value[:20]
        elif second is not None:
            cells[int(first), int(second)] = value
    return Typed(columns, cells, choices)
