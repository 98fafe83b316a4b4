"""What scoring and planning cost at 200 projects and 40 jurors, beside one 41 x 41 solve."""

import time
from dataclasses import replace
from functools import partial
from itertools import cycle
from statistics import median

import numpy as np

from scoring import LiveBoard, Sitting, fit, outlook, plan, replan
from scoring.cells import cells
from scoring.mixed import mixed
from tests.scoring.camps import balloted, make


def main(_arguments):
    """Print CPU milliseconds (median of nine runs) and the ratio to the solve."""
    table, rubric = balloted(make("large_sparse", 0))
    fitted = fit(table, rubric, "full")
    laid, board = fitted.cells, LiveBoard(fitted, rubric)

    turns = cycle(table)

    def live():
        board.apply(next(turns))
        board.standing()

    def full_with_chances():
        outlook(fit(table, rubric, "full"), 40)

    sitting = Sitting("sampled", laid.projects, laid.jurors, 4)
    fewer = replace(sitting, projects=laid.projects[1:], jurors=laid.jurors[1:])
    planned = plan(sitting)

    work = {
        "41 x 41 Cholesky solve": (_solve(), 500),
        "live update with errors": (live, 200),
        "ballots to cells": (partial(cells, table, rubric), 20),
        "model alone, from cells": (partial(mixed, laid.points, laid.judged), 5),
        "severity fit": (partial(fit, table, rubric, "severity"), 5),
        "full fit, ballots to intervals": (partial(fit, table, rubric, "full"), 5),
        "full fit and 1,000 draws": (full_with_chances, 5),
        "plan of 4 ballots a project": (partial(plan, sitting), 1),
        "the same, less juror and project": (partial(replan, planned, fewer), 1),
    }
    spent = {name: _cpu(*each) for name, each in work.items()}
    unit = spent["41 x 41 Cholesky solve"]
    print(
        f"{len(laid.projects)} projects, {len(laid.jurors)} jurors, {len(table)} ballots, "
        f"{len(rubric.keys)} criteria; CPU time, median of nine runs"
    )
    for name, ms in spent.items():
        print(f"{name:32} {ms:9.3f} ms {ms / unit:9.1f} x")


def _solve():
    rng = np.random.default_rng(0)
    root = rng.normal(size=(41, 80))
    matrix, right = root @ root.T, rng.normal(size=41)

    def solve():
        factor = np.linalg.cholesky(matrix)
        np.linalg.solve(factor.T, np.linalg.solve(factor, right))

    return solve


def _cpu(work, times):
    work()
    runs = []
    for _ in range(9):
        start = time.process_time()
        for _ in range(times):
            work()
        runs.append(1000 * (time.process_time() - start) / times)
    return median(runs)
