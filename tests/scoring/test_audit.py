"""Fingerprints: the same facts give the same bytes."""

from hashlib import sha256

import pytest

from scoring import Criterion, canonical_json, digest, seal
from tests.scoring.cells import single


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [True, None, "oʻ"]}, '{"a":[true,null,"oʻ"],"b":1}'),
        ((3.0, 0.1 + 0.2, -0.0, 1e-12), "[3,0.3,0,0]"),
        ({"z", "a"}, '["a","z"]'),
        (frozenset({2, 1}), "[1,2]"),
        (Criterion("impact", 25), '{"key":"impact","weight":25}'),
        (single({("A", "J"): 4.0}), '[{"juror":"J","marks":{"all":4},"project":"A"}]'),
    ],
)
def test_canonical_json(value: object, text: str) -> None:
    assert canonical_json(value) == text.encode()


@pytest.mark.parametrize("value", [{1: "a"}, object(), b"raw", Criterion])
def test_what_json_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical_json(value)


def test_a_number_is_finite() -> None:
    with pytest.raises(ValueError, match="must be finite"):
        canonical_json(float("nan"))


def test_a_digest_is_the_sha_256_of_the_text() -> None:
    assert digest({"a": 1}) == sha256(b'{"a":1}').hexdigest()


def test_a_seal_changes_with_each_of_its_parts() -> None:
    whole = {seal(*parts).whole for parts in [(1, 2, 3), (0, 2, 3), (1, 0, 3), (1, 2, 0)]}

    assert len(whole) == 4
    assert seal(1, 2, 3).inputs == digest(1)
