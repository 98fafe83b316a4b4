"""Is a folder sound? Shapes first, then ids that hang in the air, doubles and sums."""

from collections.abc import Iterator
from typing import Any

from marshmallow import Schema, ValidationError

from camp.folder import shapes_camp, shapes_strands, shapes_work
from camp.folder.faults import Fault, FaultyFolder
from camp.folder.files import Data
from camp.folder.linking import double_ids, loose_ids
from camp.folder.shapes import Part
from camp.folder.sums import wrong_sums

SHAPES = shapes_camp.SHAPES | shapes_work.SHAPES | shapes_strands.SHAPES
MAY_BE_EMPTY = (
    "votes", "debate", "rubric", "deliberation", "audience_vote", "volunteers", "jurors",
)  # fmt: skip


def check(data: Data) -> None:
    """Raise FaultyFolder with every fault that `data` has."""
    faults = [fault for part in data for fault in _misshapen(part, data[part])]
    if not faults:
        faults = [*double_ids(data), *loose_ids(data)]
    if not faults:
        faults = list(wrong_sums(data))
    if faults:
        raise FaultyFolder(faults)


def empty(part: str) -> list[Any] | dict[str, Any]:
    """Return what a part says that has nothing to say."""
    return [] if isinstance(SHAPES[part], list) else {}


def _misshapen(part: str, body: Any) -> Iterator[Fault]:
    shape = SHAPES[part]
    if body == {} and part in MAY_BE_EMPTY:
        return
    is_list = isinstance(shape, list)
    kind: type[Schema] = Part.from_dict(shape[0] if isinstance(shape, list) else shape)
    if not isinstance(body, list if is_list else dict):
        yield Fault(f"{part}.json", "", "", "a list" if is_list else "an object")
        return
    try:
        kind(many=is_list).load(body)
    except ValidationError as error:
        messages: Any = error.messages
        if not is_list:
            messages = {"": messages}
        for place, found in messages.items():
            record = _record(body, place)
            for field, expected in _flat(found):
                yield Fault(f"{part}.json", record, field, expected)


def _record(body: Any, place: Any) -> str:
    if not isinstance(place, int):
        return ""
    one = body[place]
    return str(one.get("id") or f"#{place + 1}") if isinstance(one, dict) else f"#{place + 1}"


def _flat(found: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(found, dict):
        for key, inner in found.items():
            name = "" if key == "_schema" else str(key)
            yield from _flat(inner, f"{path}.{name}".strip("."))
    else:
        for sentence in found if isinstance(found, list) else [found]:
            yield path, str(sentence)
