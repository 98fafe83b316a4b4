"""Fingerprints: canonical JSON, and SHA-256 of what went in, how, and what came out."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from hashlib import sha256
from math import isfinite

DECIMALS = 9


@dataclass(frozen=True, slots=True)
class Seal:
    """SHA-256 in hex of the inputs, the settings and the result, and of the three together."""

    inputs: str
    settings: str
    result: str
    whole: str


def seal(inputs: object, settings: object, result: object) -> Seal:
    """Fingerprint one computation; equal parts give equal fingerprints on every machine.

    Raises TypeError or ValueError as `canonical_json` does.
    """
    parts = digest(inputs), digest(settings), digest(result)
    return Seal(*parts, digest(parts))


def digest(value: object) -> str:
    """SHA-256 of the canonical JSON, in hex."""
    return sha256(canonical_json(value)).hexdigest()


def canonical_json(value: object) -> bytes:
    """Write a value as JSON that depends on nothing but the value.

    UTF-8, keys sorted, no spaces. Dataclasses become objects, sets are sorted, ballot tables
    and other iterables become lists. Numbers are rounded to nine decimals and whole ones
    written without a point: the last bits of a solve differ between processors, and a mark
    of 3.0 is a mark of 3.

    Raises
    ------
    TypeError
        For a key that is not text, or a value that JSON cannot hold.
    ValueError
        For a number that is not finite.
    """
    plain = _plain(value)
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def _plain(value: object) -> object:
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return _number(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        for key in value:
            if not isinstance(key, str):
                raise TypeError(f"a key must be text, got {key!r}")
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((_plain(item) for item in value), key=canonical_json)
    if isinstance(value, Iterable) and not isinstance(value, bytes):
        return [_plain(item) for item in value]
    raise TypeError(f"JSON cannot hold {type(value).__name__}")


def _number(value: float) -> int | float:
    if not isfinite(value):
        raise ValueError(f"a number must be finite, got {value!r}")
    rounded = round(value, DECIMALS)
    return int(rounded) if rounded.is_integer() else rounded
