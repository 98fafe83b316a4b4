"""What choosing the next visit is worth: evenly, by a plan, or where the line is least certain.

    python3 dev.py bench assignment [--seeds 0-199]

Every juror's ballot on every project is simulated; each way then sees as many of them as the
others, one turn after another, and is scored by the full model. Efficiency and regret are of the
best fifth; differences are paired by camp.
"""

import argparse
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor

import numpy as np

from scoring import BallotTable, Sitting, fit, next_for, outlook, plan
from tests.bench.fairness import gain, tau
from tests.scoring.camps import BASE, REGIMES, balloted, make

WAYS = ("random", "even", "plan", "line")
CAMPS = ("sparse", "severe_bias", "scale_use", "noisy_jurors", "conflicts", "adversary", "drift")
FIRST = 2
"""Ballots of every project before the line draws the jurors."""
CEILING = 2.0
"""Ballots of one project at most, as a multiple of the mean."""


def measure(regime, seed):
    """Measure one camp: by way (tau, efficiency, regret)."""
    camp = make(regime, seed, design="complete")
    table, rubric = balloted(camp)
    reps = (BASE | REGIMES[regime])["reps"]
    found = {}
    for way in WAYS:
        cells = _chosen(way, table, rubric, reps, camp.top_k, seed)
        fitted = fit(BallotTable(table.get(p, j) for j, p in cells), rubric, "full")
        quality = camp.quality[[int(project[1:]) for project in fitted.scores]]
        scores = np.array(list(fitted.scores.values()))
        found[way] = (tau(scores, quality), *gain(scores, quality))
    return regime, found


def _chosen(way, table, rubric, reps, top_k, seed):
    projects = tuple(sorted({ballot.project for ballot in table}))
    jurors = tuple(sorted({ballot.juror for ballot in table}))
    if way == "plan":
        return plan(Sitting("sampled", projects, jurors, reps)).cells
    if way == "random":
        return _least_seen(projects, jurors, reps, np.random.default_rng(seed))
    return _step_by_step(way, table, rubric, reps, top_k, projects, jurors)


def _least_seen(projects, jurors, reps, rng):
    """Each free juror gets one of the projects with fewest ballots, by chance."""
    seen, cells = dict.fromkeys(projects, 0), set()
    while len(cells) < reps * len(projects):
        for juror in rng.permutation(jurors)[: reps * len(projects) - len(cells)]:
            free = [p for p in projects if (str(juror), p) not in cells]
            fewest = min(seen[p] for p in free)
            there = rng.choice([p for p in free if seen[p] == fewest])
            seen[there] += 1
            cells.add((str(juror), str(there)))
    return cells


def _step_by_step(way, table, rubric, reps, top_k, projects, jurors):
    budget, done, odds = reps * len(projects), set(), {}
    quorum = FIRST if way == "line" else reps
    while len(done) < budget:
        if way == "line" and len(done) >= FIRST * len(projects):
            seen = BallotTable(table.get(p, j) for j, p in done)
            odds = outlook(fit(seen, rubric, "severity"), top_k).p_top_k
        started = set()
        for juror in jurors[: budget - len(done)]:
            sitting = Sitting(
                "sampled", projects, jurors, quorum,
                done=frozenset(done), under_way=frozenset(started),
            )  # fmt: skip
            there = next_for(
                juror, sitting, mode="line" if way == "line" else "even",
                odds=odds, ceiling=round(CEILING * reps),
            )  # fmt: skip
            if there is not None:
                started.add((juror, there))
        if not started:
            break
        done |= started
    return done


def main(arguments):
    parser = argparse.ArgumentParser(prog="dev.py bench assignment", description=__doc__)
    parser.add_argument("--seeds", default="0-199")
    parser.add_argument("--camps", default=",".join(CAMPS))
    options = parser.parse_args(arguments)
    first, last = map(int, options.seeds.split("-"))
    camps = [
        (regime, seed) for regime in options.camps.split(",") for seed in range(first, last + 1)
    ]
    by = defaultdict(list)
    with ProcessPoolExecutor() as pool:
        for regime, found in pool.map(measure, *zip(*camps, strict=True), chunksize=5):
            by[regime].append([found[way] for way in WAYS])
    by["mean"] = [camp for camps in list(by.values()) for camp in camps]
    print(f"| camp | what | {' | '.join(WAYS)} | plan - even | line - even ± 2 se |")
    print("|---|---|" + "---:|" * (len(WAYS) + 2))
    for regime, found in by.items():
        every = np.array(found)
        for column, what in enumerate(("tau", "efficiency", "regret")):
            values = every[:, :, column]
            means = " | ".join(f"{mean:.3f}" for mean in values.mean(axis=0))
            told = " | ".join(
                _paired(values[:, WAYS.index(way)] - values[:, WAYS.index("even")])
                for way in ("plan", "line")
            )
            print(f"| {regime} | {what} | {means} | {told} |")


def _paired(gained):
    return f"{gained.mean():+.3f} ± {2 * gained.std() / np.sqrt(len(gained)):.3f}"
