"""What a folder says beyond the tables: kept at import, laid over the export again.

`leftover(given, told)` is what `told` (the export of what was brought in) does not say, and
`merged(told, kept)` puts both together. A value that the tables hold in another form, such as a
phone number, is given back as it was typed for as long as the tables say the same. So an export of
an import gives the folder back, and what changed since is told as it is now.
"""

from typing import Any

_NOTHING = object()
ITEMS, GIVEN, TOLD = "items of the list", "given as", "told as"


def leftover(given: Any, told: Any) -> Any:
    """Return what must be kept besides `told` to give back `given`; None when nothing must."""
    found = _rest(given, told)
    return None if found is _NOTHING else found


def _rest(given: Any, told: Any) -> Any:
    if given == told and type(given) is type(told):
        return _NOTHING
    if isinstance(given, dict) and isinstance(told, dict):
        rests = {key: _rest(value, told.get(key, _NOTHING)) for key, value in given.items()}
        return {key: rest for key, rest in rests.items() if rest is not _NOTHING} or _NOTHING
    if isinstance(given, list) and isinstance(told, list) and _names(given) is not None:
        by_name = dict(zip(_names(told) or [], told, strict=False))
        pairs = zip(_names(given) or [], given, strict=True)
        rests = {name: _rest(one, by_name.get(name, _NOTHING)) for name, one in pairs}
        kept = {name: rest for name, rest in rests.items() if rest is not _NOTHING}
        return {ITEMS: kept} if kept else _NOTHING
    return given if told is _NOTHING else {GIVEN: given, TOLD: told}


def merged(told: Any, kept: Any) -> Any:
    """Return `told` with what was kept laid under it."""
    if kept is None:
        return told
    if isinstance(kept, dict) and GIVEN in kept:
        return kept[GIVEN] if told == kept[TOLD] else told
    if isinstance(told, dict) and isinstance(kept, dict):
        both = {key: merged(value, kept.get(key)) for key, value in told.items()}
        return both | {key: value for key, value in kept.items() if key not in told}
    if isinstance(told, list) and isinstance(kept, dict) and ITEMS in kept:
        names = _names(told) or []
        return [merged(one, kept[ITEMS].get(name)) for name, one in zip(names, told, strict=True)]
    return told


def _names(records: list[Any]) -> list[str] | None:
    """Return what tells the records apart: an id, a pair of ids, else nothing."""
    if not all(isinstance(one, dict) for one in records):
        return None
    for keys in (("id",), ("juror", "team"), ("voter", "idea"), ("participant", "joined_at"),
                 ("participant", "at"), ("team", "at"), ("team",), ("item",), ("no",)):  # fmt: skip
        names = ["/".join(str(one.get(key)) for key in keys) for one in records]
        if all(key in one for one in records for key in keys) and len(set(names)) == len(names):
            return names
    return None
