"""Groups of jurors that share no project, and the exchanges that join them."""

import numpy as np

from scoring import Sitting
from scoring.cover import Cover
from scoring.spread import labels, link, spectral_gap


def blocks(projects: int, jurors: int, quorum: int, **more: object) -> Cover:
    """Plan by blocks: the first jurors on the first projects, and so on, never mixed."""
    sitting = Sitting(
        "sampled",
        tuple(f"p{n:02}" for n in range(projects)),
        tuple(f"j{n:02}" for n in range(jurors)),
        quorum,
        **more,  # type: ignore[arg-type]
    )
    cover = Cover(sitting)
    size = projects * quorum // jurors
    for row in range(projects):
        first = row // size * quorum
        cover.chosen[row, first : first + quorum] = True
    return cover


def test_one_exchange_joins_two_groups() -> None:
    cover = blocks(4, 4, 2)
    before = cover.chosen.copy()
    link(cover)

    assert list(labels(before)) == [0, 0, 1, 1]
    assert list(labels(cover.chosen)) == [0, 0, 0, 0]
    assert (before != cover.chosen).sum() == 4


def test_three_groups_are_joined_one_after_the_other() -> None:
    cover = blocks(6, 6, 2)
    link(cover)

    assert labels(cover.chosen).max() == 0


def test_conflicts_keep_groups_apart() -> None:
    barred = {(f"j{j:02}", f"p{p:02}") for j in (0, 1) for p in (2, 3)}
    cover = blocks(4, 4, 2, conflicts=barred)
    before = cover.chosen.copy()
    link(cover)

    assert (cover.chosen == before).all()


def test_pairs_that_meet_once_are_left_as_they_are() -> None:
    for pairs in (3, 20):
        cover = blocks(pairs, 2 * pairs, 2)
        before = cover.chosen.copy()
        link(cover)

        assert (cover.chosen == before).all()


def test_a_juror_without_a_visit_is_in_no_group() -> None:
    seen = np.array([[True, False, False], [False, False, True]])

    assert list(labels(seen)) == [0, -1, 1]


def test_the_gap_of_small_designs() -> None:
    full = np.ones((3, 2), dtype=bool)
    # Two jurors, one project together, one each alone: the walk stays with 1/2 (1 + 1/2) = 3/4
    # and goes with 1/4, so the eigenvalues are 1 and 1/2.
    chain = np.array([[1, 0], [1, 1], [0, 1]], dtype=bool)

    assert spectral_gap(full) == 1
    assert spectral_gap(chain) == 0.5
    assert spectral_gap(np.eye(2, dtype=bool)) == 0
    assert spectral_gap(np.zeros((2, 2), dtype=bool)) == 0
