"""`python -m scoring`: the engine on files."""

import argparse
import csv
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from scoring.allocate import propose
from scoring.cells import cells
from scoring.explain import Explanation, Step, english, explanation
from scoring.files import (
    BadFile,
    FileCamp,
    read_ballots,
    read_camps,
    read_meta,
    read_projects,
    read_query,
)
from scoring.mixed import mixed, plain
from scoring.model import MODES, Fit, fit
from scoring.ranks import outlook
from scoring.ties import official_order

Row = Sequence[object]


def rank(options: argparse.Namespace) -> None:
    """Score, rank and fund every project of every camp."""
    camps = _camps(options)
    rows = [row for name in sorted(camps) for row in _ranked(options, name, camps[name])]
    head = ("camp", "project", "score", "lo90", "hi90", "p_top_k", "funded")
    _write(options.out, head, rows)


def predict(options: argparse.Namespace) -> None:
    """Say what composite a juror would give a project."""
    data = _data(options)
    models = {}
    for name, camp in data.items():
        laid = cells(camp.table, camp.rubric)
        if not laid.projects:
            raise BadFile(options.train, None, f"{name} has no ballot")
        models[name] = laid, mixed(laid.points, laid.judged)
    rows = []
    for name, project, juror in read_query(options.query, data):
        laid, model = models[name]
        theta = dict(zip(laid.projects, model.theta, strict=True)).get(project, 0.0)
        severity = dict(zip(laid.jurors, model.severity, strict=True)).get(juror, 0.0)
        slope = dict(zip(laid.jurors, model.slopes, strict=True)).get(juror, 1.0)
        points = model.mean + severity + slope * theta
        rows.append((name, project, juror, _shown(data[name].shown(points))))
    _write(options.out, ("data", "project", "juror", "pred"), rows)


def blup(options: argparse.Namespace) -> None:
    """Predict the random effects of y ~ 1 + (1 | project) + (1 | juror) by plain REML."""
    rows: list[Row] = []
    for name, camp in sorted(_data(options).items()):
        laid = cells(camp.table, camp.rubric)
        if not laid.projects:
            raise BadFile(options.train, None, f"{name} has no ballot")
        model = plain(laid.points, laid.judged)
        for kind, ids, effects in (
            ("project", laid.projects, model.theta),
            ("juror", laid.jurors, model.severity),
        ):
            rows += [
                (name, kind, id, _shown(camp.rubric.mark(float(effect))))
                for id, effect in zip(ids, effects, strict=True)
            ]
    _write(options.out, ("data", "kind", "id", "blup"), rows)


def explain(options: argparse.Namespace) -> None:
    """Print the steps from one project's raw mean to its score, in marks of the jury's scale."""
    camps = _camps(options)
    if options.camp not in camps:
        raise BadFile(options.camps, None, f"there is no camp {options.camp!r}")
    camp = camps[options.camp]
    fitted = fit(camp.table, camp.rubric, options.mode)
    if options.project not in fitted.scores:
        raise BadFile(options.ballots, None, f"project {options.project!r} has no ballot")
    order = official_order(fitted, camp.table, camp.rubric, margin=0, ladder=())
    told = explanation(fitted, order, options.project)
    print(english(_in_marks(told, camp), unit="marks"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 2 and one line on stderr for a file that cannot be used."""
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output has seen enough; Python would complain when it flushes the rest.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except BadFile as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _camps(options: argparse.Namespace) -> dict[str, FileCamp]:
    camps = read_camps(options.camps)
    read_projects(options.projects, camps)
    read_ballots(options.ballots, camps, key="camp", known=True)
    return camps


def _data(options: argparse.Namespace) -> dict[str, FileCamp]:
    data = read_meta(options.meta)
    read_ballots(options.train, data, key="data", known=False)
    return data


def _ranked(options: argparse.Namespace, name: str, camp: FileCamp) -> Iterable[Row]:
    fitted = fit(camp.table, camp.rubric, options.mode)
    seen = outlook(fitted, camp.top_k)
    funded = _funded(options, name, camp, fitted)
    for project in sorted(camp.asks):
        score, low, high = (
            _shown(camp.shown(values[project])) if project in values else ""
            for values in (fitted.scores, fitted.low, fitted.high)
        )
        chance = _chance(fitted, camp, project) if seen is None else seen.p_top_k.get(project, 0.0)
        yield name, project, score, low, high, _shown(chance), int(project in funded)


def _chance(fitted: Fit, camp: FileCamp, project: str) -> float:
    """Where the mode knows no doubt: among the best k or not; equal scores share what is left."""
    if project not in fitted.scores:
        return 0.0
    mine = fitted.scores[project]
    above = sum(score > mine for score in fitted.scores.values())
    equal = sum(score == mine for score in fitted.scores.values())
    return min(1.0, max(0.0, (camp.top_k - above) / equal))


def _funded(options: argparse.Namespace, name: str, camp: FileCamp, fitted: Fit) -> set[str]:
    """Full asks only. Equal scores that the money cannot all pay stop the line: no lot is drawn."""
    order = official_order(fitted, camp.table, camp.rubric, margin=0, ladder=())
    envelope = round(camp.budget * 100)
    floor = 0.0
    if options.fund == "knapsack":
        if camp.merit_floor is None:
            raise BadFile(options.camps, None, f"{name}: knapsack needs a merit_floor")
        floor = camp.points(camp.merit_floor)
    proposal = propose(
        order,
        camp.asks,
        envelope=envelope,
        rule=options.fund,
        partial_min_share=1,
        merit_floor=floor,
    )
    return {award.project for award in proposal.awards}


def _in_marks(told: Explanation, camp: FileCamp) -> Explanation:
    """Say an explanation's points as marks: levels move with the scale's base, steps do not."""
    levels, steps = {"raw_mean", "points"}, {"severity", "reliability", "shrinkage", "interval"}

    def moved(step: Step) -> Step:
        if step.key in levels:
            return replace(step, value=camp.shown(step.value))
        facts = dict(step.facts)
        for key in ("low", "high"):
            if key in facts:
                facts[key] = camp.shown(cast("float", facts[key]))
        if "scores" in facts:
            scores = cast("tuple[float, ...]", facts["scores"])
            facts["scores"] = tuple(camp.shown(score) for score in scores)
        value = camp.rubric.mark(step.value) if step.key in steps else step.value
        return replace(step, value=value, facts=facts)

    return replace(told, steps=tuple(moved(step) for step in told.steps))


def _shown(value: float) -> str:
    return format(round(float(value), 12) + 0.0, ".12g")


def _write(path: Path, head: Sequence[str], rows: Iterable[Row]) -> None:
    try:
        with path.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(head)
            writer.writerows(rows)
    except OSError as error:
        raise BadFile(path, None, error.strerror or "cannot be written") from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m scoring", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    files = {
        rank: ("camps", "ballots", "projects", "out"),
        predict: ("meta", "train", "query", "out"),
        blup: ("meta", "train", "out"),
        explain: ("camps", "ballots", "projects"),
    }
    for run, named in files.items():
        command = commands.add_parser(run.__name__, help=run.__doc__, description=run.__doc__)
        command.set_defaults(run=run)
        for name in named:
            command.add_argument(f"--{name}", type=Path, required=True, metavar="FILE")
        if run in {rank, explain}:
            command.add_argument("--mode", choices=MODES, default="full")
        if run is rank:
            command.add_argument("--fund", choices=("skip", "stop", "knapsack"), default="stop")
        if run is explain:
            command.add_argument("--camp", required=True)
            command.add_argument("--project", required=True)
    return parser
