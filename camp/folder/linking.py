"""Ids of a folder: each once, and none that points nowhere."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from camp.folder.faults import Fault
from camp.folder.files import Data

LISTS = ("schedule", "staff", "participants", "ideas", "teams", "mentors", "mentor_feedback",
         "portfolio", "cafes", "trainings", "internships", "grants")  # fmt: skip

WAITING = ("asked", "waiting", "offered")
"""States of a request for a seat that is still open."""


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
    yield from _double_rows(data)
    seated = Counter(
        member["participant"]
        for team in data["teams"]
        for member in team["members"]
        if member["left_at"] is None
    )
    for ref, times in seated.items():
        if times > 1:
            yield Fault("teams.json", ref, "members", "one team for a person")
    yield from _double_wishes(data)


def _double_wishes(data: Data) -> Iterator[Fault]:
    for idea in data["ideas"]:
        wishes = Counter(wish["participant"] for wish in idea.get("joiners", []))
        for ref, times in wishes.items():
            if times > 1:
                yield Fault("ideas.json", idea["id"], "joiners", f"{ref} once, not {times} times")
    for team in data["teams"]:
        for asked in team.get("requests", []):
            if (asked["decided_at"] is None) != (asked["state"] in WAITING):
                yield Fault("teams.json", team["id"], "requests", "decided_at, once it is decided")
            elif asked["state"] == "offered" and asked["offered_until"] is None:
                yield Fault("teams.json", team["id"], "requests", "offered_until of an offer")
        open_ones = Counter(
            asked["participant"]
            for asked in team.get("requests", [])
            if asked["decided_at"] is None
        )
        for ref, times in open_ones.items():
            if times > 1:
                yield Fault("teams.json", team["id"], "requests", f"one open request of {ref}")


def _double_rows(data: Data) -> Iterator[Fault]:
    for file, place, keys in (
        ("deliberation", "hands", ("team", "juror")),
        ("volunteers", "turns", ("person", "desk", "starts_at")),
    ):
        rows = Counter(tuple(str(one[key]) for key in keys) for one in data[file].get(place, []))
        for row, times in rows.items():
            if times > 1:
                yield Fault(f"{file}.json", "/".join(row), place, f"once, not {times} times")
    certificates = data["camp"].get("certificates") or {}
    for place, key in (("names", "person"), ("given", "serial")):
        told = Counter(one[key] for one in certificates.get(place, []))
        for name, times in told.items():
            if times > 1:
                yield Fault("camp.json", name, f"certificates.{place}", f"once, not {times} times")


def loose_ids(data: Data) -> Iterator[Fault]:
    helpers = _ids(data["participants"]) | _ids(data["staff"])
    known = {
        "participant": _ids(data["participants"]),
        "idea": _ids(data["ideas"]),
        "team": _ids(data["teams"]),
        "mentor": _ids(data["mentors"]),
        "juror": _jurors(data["jurors"]),
        "criterion": _ids(data["rubric"].get("criteria", [])),
        "participant or of staff": helpers,
        "participant, mentor or of staff": helpers | _ids(data["mentors"]),
        "person": helpers | _ids(data["mentors"]) | _jurors(data["jurors"]),
    }
    for file, record, field, kind, ref in _links(data):
        if ref is not None and ref not in known[kind]:
            yield Fault(f"{file}.json", record, field, f"the id of a {kind}, not {ref!r}")


Link = tuple[str, str, str, str, str | None]


def _links(data: Data) -> Iterator[Link]:
    for idea in data["ideas"]:
        yield "ideas", idea["id"], "author", "participant", idea["author"]
        yield "ideas", idea["id"], "merged_into", "idea", idea["merged_into"]
        for wish in idea.get("joiners", []):
            yield "ideas", idea["id"], "joiners", "participant", wish["participant"]
    for vote in data["votes"].get("votes", []):
        yield "votes", vote["voter"], "voter", "participant", vote["voter"]
        yield "votes", vote["voter"], "idea", "idea", vote["idea"]
    for team in data["teams"]:
        for ref in team["ideas"]:
            yield "teams", team["id"], "ideas", "idea", ref
        for member in team["members"]:
            yield "teams", team["id"], "members", "participant", member["participant"]
        for asked in team.get("requests", []):
            yield "teams", team["id"], "requests", "participant", asked["participant"]
            decider = "participant or of staff"
            yield "teams", team["id"], "requests", decider, asked["decided_by"]
    for note in data["mentor_feedback"]:
        yield "mentor_feedback", note["id"], "mentor", "mentor", note["mentor"]
        yield "mentor_feedback", note["id"], "team", "team", note["team"]
    yield from _person_links(data)
    yield from _jury_links(data)


def _person_links(data: Data) -> Iterator[Link]:
    yield from _namesakes(data)
    yield from _helper_links(data)
    for item in data["schedule"]:
        for asked in item.get("questions", []):
            for ref in (asked["asked_by"], asked["decided_by"], *asked["wanted_by"]):
                yield "schedule", item["id"], "questions", "person", ref


def _namesakes(data: Data) -> Iterator[Link]:
    """Say who a record names as the same person: only one of a file that is read before it."""
    for one in data["staff"]:
        yield "staff", one["id"], "person", "participant", one.get("person")
    for one in data["mentors"]:
        yield "mentors", one["id"], "person", "participant or of staff", one.get("person")
    for one in seats_of(data["jurors"]):
        yield "jurors", one["id"], "person", "participant, mentor or of staff", one.get("person")


def _helper_links(data: Data) -> Iterator[Link]:
    for rows in (data["camp"].get("certificates") or {}).values():
        for one in rows:
            for ref in (one["person"], one["by"]):
                yield "camp", "certificates", "person", "person", ref
    for turn in data["volunteers"].get("turns", []):
        cases = (turn.get("handover") or {}).get("open_cases", {})
        said = turn.get("confirmed") or {}
        for ref in (turn["person"], said.get("by"), *cases):
            yield "volunteers", "turns", "person", "person", ref


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
    yield from _sitting_links(data)
    for grant in data["grants"]:
        yield "grants", grant["id"], "team", "team", grant["team"]


def _sitting_links(data: Data) -> Iterator[Link]:
    for decision in data["deliberation"].get("decisions", []):
        yield "deliberation", decision["team"], "team", "team", decision["team"]
    for hand in data["deliberation"].get("hands", []):
        yield "deliberation", "hands", "team", "team", hand["team"]
        yield "deliberation", "hands", "juror", "juror", hand["juror"]
    for tie in data["deliberation"].get("ties", []):
        for ref in tie["order"]:
            yield "deliberation", "ties", "order", "team", ref
    for key in ("present", "signed_by"):
        for ref in data["deliberation"].get(key, []):
            yield "deliberation", key, key, "juror", ref


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
