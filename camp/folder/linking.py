"""Ids of a folder: each once, and none that points nowhere."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from camp.folder.faults import Fault
from camp.folder.files import Data

LISTS = ("schedule", "staff", "participants", "ideas", "teams", "mentors", "mentor_feedback",
         "portfolio", "cafes", "trainings", "internships", "grants")  # fmt: skip


def double_ids(data: Data) -> Iterator[Fault]:
    for part in LISTS:
        for ref, times in Counter(one["id"] for one in data[part]).items():
            if times > 1:
                yield Fault(f"{part}.json", str(ref), "id", f"an id of its own, not {times} times")
    for part, keys in (("scores", ("juror", "team")), ("mentor_feedback", ("id",))):
        cells = Counter(tuple(one[key] for key in keys) for one in data[part])
        for cell, times in cells.items():
            if times > 1 and part == "scores":
                yield Fault("scores.json", "/".join(cell), "", "one ballot, not two")
    seated = Counter(
        member["participant"]
        for team in data["teams"]
        for member in team["members"]
        if member["left_at"] is None
    )
    for ref, times in seated.items():
        if times > 1:
            yield Fault("teams.json", ref, "members", "one team for a person")


def loose_ids(data: Data) -> Iterator[Fault]:
    known = {
        "participant": _ids(data["participants"]),
        "idea": _ids(data["ideas"]),
        "team": _ids(data["teams"]),
        "mentor": _ids(data["mentors"]),
        "juror": _jurors(data["jurors"]),
        "criterion": _ids(data["rubric"].get("criteria", [])),
        "person": _ids(data["staff"]) | _jurors(data["jurors"]),
    }
    for file, record, field, kind, ref in _links(data):
        if ref is not None and ref not in known[kind]:
            yield Fault(f"{file}.json", record, field, f"the id of a {kind}, not {ref!r}")


Link = tuple[str, str, str, str, str | None]


def _links(data: Data) -> Iterator[Link]:
    for idea in data["ideas"]:
        yield "ideas", idea["id"], "author", "participant", idea["author"]
        yield "ideas", idea["id"], "merged_into", "idea", idea["merged_into"]
    for vote in data["votes"].get("votes", []):
        yield "votes", vote["voter"], "voter", "participant", vote["voter"]
        yield "votes", vote["voter"], "idea", "idea", vote["idea"]
    for team in data["teams"]:
        for ref in team["ideas"]:
            yield "teams", team["id"], "ideas", "idea", ref
        for member in team["members"]:
            yield "teams", team["id"], "members", "participant", member["participant"]
    for note in data["mentor_feedback"]:
        yield "mentor_feedback", note["id"], "mentor", "mentor", note["mentor"]
        yield "mentor_feedback", note["id"], "team", "team", note["team"]
    yield from _jury_links(data)


def _jury_links(data: Data) -> Iterator[Link]:
    for conflict in data["jurors"].get("conflicts", []):
        yield "jurors", "conflicts", "juror", "juror", conflict["juror"]
        yield "jurors", "conflicts", "team", "team", conflict["team"]
    yield from _visit_links(data["jurors"].get("panel") or {})
    yield from _held_links(data["jurors"])
    for cell in data["scores"]:
        name = f"{cell['juror']}/{cell['team']}"
        yield "scores", name, "juror", "juror", cell["juror"]
        yield "scores", name, "team", "team", cell["team"]
        for key in cell["scores"] or {}:
            yield "scores", name, "scores", "criterion", key
    for decision in data["deliberation"].get("decisions", []):
        yield "deliberation", decision["team"], "team", "team", decision["team"]
    for key in ("present", "signed_by"):
        for ref in data["deliberation"].get(key, []):
            yield "deliberation", key, key, "juror", ref
    for grant in data["grants"]:
        yield "grants", grant["id"], "team", "team", grant["team"]


def _held_links(jurors: Data) -> Iterator[Link]:
    for part in ("held", "paper"):
        for kept in jurors.get(part, []):
            yield "jurors", part, "juror", "juror", kept["juror"]
            yield "jurors", part, "team", "team", kept["team"]
            yield "jurors", part, "by", "person", kept["by"]
            yield "jurors", part, "decided_by", "person", kept.get("decided_by")
            for key in kept["marks"]:
                yield "jurors", part, "marks", "criterion", key


def _visit_links(panel: Data) -> Iterator[Link]:
    for visit in panel.get("visits", []):
        yield "jurors", "panel", "visits", "juror", visit["juror"]
        yield "jurors", "panel", "visits", "team", visit["team"]
    for place in panel.get("places", []):
        yield "jurors", "panel", "places", "team", place["team"]
    for ref in panel.get("left", []):
        yield "jurors", "panel", "left", "juror", ref


def _ids(records: list[dict[str, Any]]) -> set[str]:
    return {one["id"] for one in records}


def _jurors(jurors: dict[str, Any]) -> set[str]:
    return _ids(seats_of(jurors))


def seats_of(jurors: dict[str, Any]) -> list[dict[str, Any]]:
    """Return all who judge or may come to it, the reserve last."""
    reserve = jurors.get("reserve") or {}
    return [
        *jurors.get("jurors", []),
        *([reserve] if reserve else []),
        *jurors.get("further_reserve", []),
    ]
