"""How fair, how sure and how honest: every way of scoring on simulated camps with a known truth.

    python3 dev.py bench fairness [--seeds 0-199] [--more 200-299] [--write]

prints the tables of docs/scoring.md, and with --write puts them and the figures there.
"""

import argparse
import time
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from scoring import fit, outlook
from scoring.compare import pairwise, z_scores
from tests.bench.figures import calibration
from tests.scoring.camps import REGIMES, balloted, make

DOCS = Path(__file__).parents[2] / "docs"
WAYS = ("mean", "z-score", "pairwise", "additive", "severity", "full")
TARGET = {
    "tiny_complete": 0.669, "complete": 0.794, "sparse": 0.664, "sparse_100pt": 0.674,
    "large_sparse": 0.714, "unbalanced": 0.659, "severe_bias": 0.668, "scale_use": 0.710,
    "noisy_jurors": 0.683, "adversary": 0.707, "conflicts": 0.691, "rooms_linked": 0.660,
    "rooms_thin_links": 0.642, "disconnected": 0.726, "drift": 0.699,
}  # fmt: skip
"""Kendall's tau of the published reference of the full model, seeds 0-199."""


def measure(regime, seed):
    """Measure one camp: by way (tau, efficiency, regret); coverage; chances; milliseconds."""
    camp = make(regime, seed)
    table, rubric = balloted(camp)
    fitted = {way: fit(table, rubric, way) for way in ("mean", "additive", "severity")}
    start = time.process_time()
    full = fitted["full"] = fit(table, rubric, "full")
    spent = 1000 * (time.process_time() - start)
    laid = full.cells
    rows = [int(project[1:]) for project in laid.projects]
    quality, truth = camp.quality[rows], camp.truth[rows]
    scores = {way: np.array(list(one.scores.values())) for way, one in fitted.items()}
    scores |= {"z-score": z_scores(laid), "pairwise": pairwise(laid)}
    ways = {way: (tau(scores[way], quality), *gain(scores[way], quality)) for way in WAYS}
    covered = {way: coverage(fitted[way], truth, rubric) for way in ("severity", "full")}
    best = np.argsort(-truth)[: camp.top_k]
    chances = np.array(list(outlook(full, camp.top_k).p_top_k.values()))
    return regime, ways, covered, (chances, np.isin(np.arange(len(rows)), best)), spent


def tau(one, other):
    """Kendall's tau-b."""
    i, j = np.triu_indices(len(one), 1)
    a, b = np.sign(one[i] - one[j]), np.sign(other[i] - other[j])
    return (a @ b) / np.sqrt(np.count_nonzero(a) * np.count_nonzero(b))


def gain(scores, quality):
    """How much of the best fifth's advantage is chosen; and what is lost, in sd of quality."""
    count = max(1, round(0.2 * len(scores)))
    chosen = quality[np.argsort(-scores, kind="stable")[:count]].mean()
    best = np.sort(quality)[-count:].mean()
    return (chosen - quality.mean()) / (best - quality.mean()), best - chosen


def coverage(fitted, truth, rubric):
    """Share of 90 % intervals that hold the truth, both against the camp's mean."""
    ends = (fitted.low, fitted.scores, fitted.high)
    low, score, high = (np.array(list(one.values())) for one in ends)
    aim = rubric.points(1.0) * (truth - truth.mean()) + score.mean()
    return np.mean((low <= aim) & (aim <= high))


def table_of(results):
    """Return the table's lines in Markdown, and the chances said and what happened."""
    by = defaultdict(list)
    for one in results:
        by[one[0]].append(one[1:])
    head = [
        "regime", *(f"tau {way}" for way in WAYS), "reference", "full - mean ± 2 se",
        "efficiency mean", "full", "regret mean", "full", "coverage severity", "full", "CPU ms",
    ]  # fmt: skip
    lines, means = [], []
    for regime in REGIMES:
        camps = by[regime]
        ways = {way: np.array([camp[0][way] for camp in camps]) for way in WAYS}
        gained = ways["full"][:, 0] - ways["mean"][:, 0]
        row = [ways[way][:, 0].mean() for way in WAYS] + [TARGET[regime]]
        row += [gained.mean(), 2 * gained.std() / np.sqrt(len(gained))]
        row += [ways[way][:, column].mean() for column in (1, 2) for way in ("mean", "full")]
        row += [np.mean([camp[1][way] for camp in camps]) for way in ("severity", "full")]
        row += [np.mean([camp[3] for camp in camps])]
        means.append(row)
        lines.append(_line(regime, row))
    lines.append(_line("**mean**", np.mean(means, axis=0)))
    chances = [one[3] for one in results]
    said, came = (np.concatenate([chance[side] for chance in chances]) for side in (0, 1))
    rule = "|---" + "|---:" * (len(head) - 1) + "|"
    return [f"| {' | '.join(head)} |", rule, *lines], (said, came)


def _line(name, row):
    first, rest = [f"{x:.3f}" for x in row[:7]], [f"{x:.3f}" for x in row[9:15]]
    gained = f"{row[7]:+.3f} ± {row[8]:.3f}"
    return f"| {' | '.join([name, *first, gained, *rest, f'{row[15]:.1f}'])} |"


def run(seeds):
    camps = [(regime, seed) for regime in REGIMES for seed in seeds]
    with ProcessPoolExecutor() as pool:
        return list(pool.map(measure, *zip(*camps, strict=True), chunksize=20))


def main(arguments):
    parser = argparse.ArgumentParser(prog="dev.py bench fairness", description=__doc__)
    parser.add_argument("--seeds", default="0-199")
    parser.add_argument("--more", default="200-299")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args(arguments)
    tables, chances = [], []
    for span in (options.seeds, options.more):
        first, last = map(int, span.split("-"))
        lines, seen = table_of(run(range(first, last + 1)))
        tables.append("\n".join([f"Seeds {first} to {last}:", "", *lines]))
        chances.append(seen)
        print(tables[-1], flush=True)
    said, came = (np.concatenate(each) for each in zip(*chances, strict=True))
    drawing, bins = calibration(said, came)
    print(bins)
    if options.write:
        (DOCS / "pictures").mkdir(exist_ok=True)
        (DOCS / "pictures/chances.svg").write_text(drawing, "utf-8")
        page = DOCS / "scoring.md"
        before, _, rest = page.read_text("utf-8").partition("<!-- measured -->")
        _, _, after = rest.partition("<!-- end -->")
        inner = "\n\n".join([*tables, bins])
        page.write_text(f"{before}<!-- measured -->\n\n{inner}\n\n<!-- end -->{after}", "utf-8")
