"""Panels that overlap evenly: pairs of jurors, exchanges between them, and the spectral gap."""

import numpy as np
from numpy.typing import NDArray

from scoring.cover import Counts, Cover, Flags

EFFORT = 300
"""Visits a sweep for which an exchange is sought: it keeps 200 projects well under 0.2 s."""
TRIES = 60
"""Exchanges that `link` tries between two groups."""


def spread(cover: Cover) -> None:
    """Exchange jurors between panels so that pairs of jurors share few projects.

    Lowers the sum of squared concurrences (projects that two jurors share), the usual measure
    of a good incomplete block design (John and Williams 1995, (M,S)-optimality); it raises
    the spectral gap. Loads and panels keep their sizes, conflicts stay out.
    """
    for _ in range(4):
        if not _sweep(cover):
            break
    link(cover)


def _sweep(cover: Cover) -> bool:
    """Try every planned visit, those with the most crowded pairs first."""
    rows, columns = np.nonzero(cover.chosen)
    state = _Overlaps(cover)
    crowd = state.crowd[rows, columns]
    better = False
    for number in np.argsort(-crowd, kind="stable")[:EFFORT]:
        row, column = int(rows[number]), int(columns[number])
        if not cover.chosen[row, column]:
            continue
        found = state.best_exchange(cover, row, column)
        if found is not None:
            exchange(cover, (row, column), found)
            state = _Overlaps(cover)
            better = True
    return better


class _Overlaps:
    """Who shares how much; whole numbers kept as floats, which multiply much faster.

    `pairs` counts the projects that two jurors share, `crowd` (projects, jurors) sums them over
    a project's panel.
    """

    def __init__(self, cover: Cover) -> None:
        self.seen: NDArray[np.float64] = (cover.judged | cover.chosen).astype(np.float64)
        self.sizes = self.seen.sum(axis=1)
        self.pairs = self.seen.T @ self.seen
        np.fill_diagonal(self.pairs, 0)
        self.crowd = self.seen @ self.pairs

    def best_exchange(self, cover: Cover, row: int, column: int) -> tuple[int, int] | None:
        """The visit to exchange jurors with for the largest gain, None when nothing gains.

        With a = `column` leaving project p = `row` for q, and b coming from q to p, the pairs
        of a change by d = q - p (as sets, without a and b) and those of b by -d, so the sum of
        squares over pairs changes by 2 d (pairs_a - pairs_b) + 2 d d. The products with p and q
        are in `crowd`, and d d is the size of the difference of the two panels.
        """
        free_b = cover.allowed[row] & ~cover.chosen[row]
        free_a = cover.allowed[:, column] & ~cover.chosen[:, column]
        common = self.seen @ self.seen[row]
        of_a = self.crowd[:, column] - self.crowd[row, column]
        of_b = self.crowd[row] - self.crowd - 2 * self.pairs[column]
        apart = self.sizes + self.sizes[row] - 2 - 2 * common
        gain = (of_a + apart)[:, None] + of_b
        gain[~(cover.chosen & free_b & free_a[:, None])] = 0
        best = divmod(int(np.argmin(gain)), gain.shape[1])
        return best if gain[best] < 0 else None


def exchange(cover: Cover, one: tuple[int, int], other: tuple[int, int]) -> None:
    """Let two planned visits (project, juror) change jurors."""
    for (row, column), (_, comes) in ((one, other), (other, one)):
        cover.chosen[row, column] = False
        cover.chosen[row, comes] = True


def link(cover: Cover) -> None:
    """Exchange jurors between groups that share none, while that joins them."""
    parts = labels(cover.judged | cover.chosen)
    while parts.max(initial=0) > 0 and _joined(cover, parts):
        parts = labels(cover.judged | cover.chosen)


def _joined(cover: Cover, parts: Counts) -> bool:
    visits = [(int(row), int(column)) for row, column in np.argwhere(cover.chosen)]
    tries = 0
    for one in visits:
        for other in visits:
            apart = parts[one[1]] == 0 and parts[other[1]] > 0
            if not (apart and cover.allowed[one[0], other[1]] and cover.allowed[other[0], one[1]]):
                continue
            exchange(cover, one, other)
            if labels(cover.judged | cover.chosen).max() < parts.max():
                return True
            exchange(cover, (one[0], other[1]), (other[0], one[1]))
            tries += 1
            if tries == TRIES:
                return False
    return False


def labels(seen: Flags) -> Counts:
    """Number the groups of jurors who share projects, (jurors,), from 0; -1 without a visit."""
    steps = seen.astype(np.int64)
    found: Counts = np.full(seen.shape[1], -1)
    for column in np.flatnonzero(seen.any(axis=0)):
        if found[column] >= 0:
            continue
        mine = np.zeros(seen.shape[1], dtype=bool)
        mine[column] = True
        size = 0
        while mine.sum() > size:
            size = int(mine.sum())
            mine |= ((steps @ mine) > 0) @ steps > 0
        found[mine] = found.max() + 1
    return found


def spectral_gap(seen: Flags) -> float:
    """1 less the second largest eigenvalue of the walk juror - project - juror, 0..1.

    `seen` is (projects, jurors). In a complete design it is 1, in parts 0; one juror alone is
    complete, nobody is 0. It bounds how far errors of juror effects can grow in the fit.
    """
    here: NDArray[np.float64] = seen[seen.any(axis=1)][:, seen.any(axis=0)].astype(np.float64)
    if here.shape[1] < 2:
        return float(here.shape[1])
    root = np.sqrt(here.sum(axis=0))
    scaled = here / root
    walk = scaled.T @ (scaled / here.sum(axis=1)[:, None])
    second = float(np.linalg.eigvalsh(walk)[-2])
    return round(min(max(1.0 - second, 0.0), 1.0), 9) + 0.0
