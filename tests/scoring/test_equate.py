"""Camps on one scale: what is planted is found, and what cannot be compared is said."""

from itertools import pairwise

import numpy as np
import pytest

from scoring import Ballot, BallotTable, equate
from tests.scoring.cells import ONE, single

PLANTED = {"a": 0.0, "b": 12.0, "c": -9.0, "d": 4.0, "e": -7.0}


def planted(seed: int, *, bridges: bool) -> tuple[dict[str, BallotTable], dict[str, float]]:
    """Five camps whose juries are as generous as planted, in points, and their true levels.

    Bridging jurors are nobody's: they sit in two neighbouring camps each, as strict in both.
    """
    rng = np.random.default_rng(seed)
    names = sorted(PLANTED)
    camps, levels = {}, {}
    visits = {name: [] for name in names}
    if bridges:
        for n, (one, other) in enumerate(pairwise(names)):
            for juror in (f"bridge{n}", f"bridge{n}x"):
                effect = rng.normal(0, 6)
                visits[one].append((juror, effect))
                visits[other].append((juror, effect))
    for name in names:
        local = [(f"{name}{n}", PLANTED[name] + rng.normal(0, 6)) for n in range(6)]
        jury = local + visits[name]
        quality = rng.normal(55, 10, 14)
        camps[name] = BallotTable(
            Ballot(j, f"P{p}", {"all": float(np.clip((q + b + rng.normal(0, 6)) / 10, 0, 10))})
            for p, q in enumerate(quality)
            for j, b in jury
        )
        levels[name] = float(np.mean([b for _, b in jury]))
    return camps, levels


def test_planted_levels_are_recovered_within_their_errors() -> None:
    away = []
    for seed in range(20):
        camps, levels = planted(seed, bridges=True)
        found = equate(camps, dict.fromkeys(camps, ONE))
        assert found.groups == (tuple(camps),)
        for name in list(camps)[1:]:
            gap = (found.levels[name] - found.levels["a"]) - (levels[name] - levels["a"])
            error = np.hypot(found.errors[name], found.errors["a"])
            away.append((gap, gap / error))
    gaps, ratios = np.array(away).T

    # Differences of up to 21 points are found to about one, without bias, as sure as is said.
    assert abs(gaps.mean()) < 1
    assert np.sqrt((gaps**2).mean()) < 2.5
    assert 0.6 < np.sqrt((ratios**2).mean()) < 1.6


def test_a_recorded_pitch_links_camps_as_a_juror_does() -> None:
    # Both camps judge the same pitch: 6 in one, 8 in the other, so b gives 2 marks more.
    camps = {
        "a": single({("film", "J1"): 6, ("A", "J1"): 7}),
        "b": single({("video", "J2"): 8, ("B", "J2"): 7}),
    }

    apart = equate(camps, dict.fromkeys(camps, ONE))
    linked = equate(camps, dict.fromkeys(camps, ONE), {"pitch": {"a": "film", "b": "video"}})

    assert apart.groups == (("a",), ("b",))
    assert apart.levels == {"a": 0.0, "b": 0.0}
    assert linked.groups == (("a", "b"),)
    assert linked.levels == pytest.approx({"a": -10.0, "b": 10.0})
    assert linked.scores == pytest.approx(
        {("a", "A"): 80.0, ("a", "film"): 70.0, ("b", "B"): 60.0, ("b", "video"): 70.0}
    )


def test_a_juror_who_saw_a_pitch_twice_counts_once() -> None:
    camps = {"a": single({("film", "J1"): 6}), "b": single({("film", "J1"): 8})}

    found = equate(camps, dict.fromkeys(camps, ONE), {"pitch": {"a": "film", "b": "film"}})

    assert found.scores == {("a", "film"): 70.0, ("b", "film"): 70.0}


def test_no_camps_and_strange_anchors() -> None:
    assert equate({}, {}).groups == ()
    with pytest.raises(ValueError, match="an anchor names camp 'x'"):
        equate({}, {}, {"pitch": {"x": "A"}})
