"""The exact way from a project's raw mean to its points and place, as data and in English."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from scoring.model import Fit
from scoring.ties import OfficialOrder, Tie

Fact = str | int | float | bool | tuple[str, ...] | tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence to be: a message key, its number, and the facts beside it.

    Keys: `raw_mean`, `severity`, `reliability` and `shrinkage`, as many as the mode has, carry
    points that add up to `points`; then, where they apply, `interval`, `assumption`, `tied`,
    `equal`, `rung`, `chair`, `open`; and last `place`.
    """

    key: str
    value: float
    facts: Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Steps of one project, in the order in which they are told."""

    project: str
    steps: tuple[Step, ...]

    @property
    def terms(self) -> tuple[Step, ...]:
        """The steps before `points`: their values sum to it, to 1e-9."""
        keys = [step.key for step in self.steps]
        return self.steps[: keys.index("points")]


def explanation(fitted: Fit, order: OfficialOrder, project: str) -> Explanation:
    """Tell how the project came to its points and place.

    No juror is named and no juror's effect is given, only what the whole panel adds up to.
    Raises ValueError for a project that has no ballot.
    """
    if project not in fitted.scores:
        raise ValueError(f"project {project!r} has no ballot that counts")
    steps = [
        Step(key, value, {"ballots": len(fitted.panels[project])})
        for key, value in fitted.steps[project]
    ]
    steps.append(Step("points", fitted.scores[project], {"mode": fitted.mode}))
    if project in fitted.low:
        ends: dict[str, Fact] = {"low": fitted.low[project], "high": fitted.high[project]}
        steps.append(Step("interval", fitted.high[project] - fitted.scores[project], ends))
    if not fitted.connected:
        group = next(g for g in fitted.groups if project in g.projects)
        facts: dict[str, Fact] = {"groups": len(fitted.groups), "projects": group.projects}
        steps.append(Step("assumption", float(len(group.projects)), facts))
    place = next(p for p in order.places if p.project == project)
    for tie in order.ties:
        if project in tie.projects:
            steps += _tie_steps(tie, project, fitted, order.margin)
    if place.first != place.last:
        shared = next(block for block in order.open_ties if project in block)
        steps.append(Step("open", float(len(shared)), {"projects": shared}))
    raw_place = 1 + sum(mean > fitted.raw_means[project] for mean in fitted.raw_means.values())
    steps.append(
        Step(
            "place",
            float(place.first),
            {"label": place.label, "of": len(order.places), "raw_place": raw_place},
        )
    )
    return Explanation(project, tuple(steps))


def tie_steps(fitted: Fit, order: OfficialOrder, tie: Tie) -> tuple[Step, ...]:
    """Tell a whole tie: every rung that parted some of its projects, and what it left open."""
    steps = _tie_steps(tie, None, fitted, order.margin)
    for block in order.open_ties:
        if set(block) <= set(tie.projects):
            steps.append(Step("open", float(len(block)), {"projects": block}))
    return tuple(steps)


def _tie_steps(tie: Tie, project: str | None, fitted: Fit, margin: float) -> list[Step]:
    """Tell the tie as far as `project` was in it; None tells all of it, without its values."""
    scores = tuple(fitted.scores[p] for p in tie.projects)
    steps = [Step("tied", margin, {"projects": tie.projects, "scores": scores})]
    for rung in tie.rungs:
        if project is not None and project not in rung.values:
            continue
        own = rung.values[project] if project is not None else 0.0
        facts: dict[str, Fact] = {
            "rung": rung.key,
            "projects": tuple(rung.values),
            "values": tuple(rung.values.values()),
        }
        if rung.decision is not None:
            facts |= {"by": rung.decision.by, "sentence": rung.decision.sentence}
            steps.append(Step("chair", own, facts))
        else:
            steps.append(Step("rung" if rung.decided else "equal", own, facts))
    return steps


TERMS = ("severity", "reliability", "shrinkage")
"""What leads from the raw mean to the points."""


def told_values(steps: Sequence[tuple[str, float]], digits: int = 2) -> list[float]:
    """Round the values of steps, by key, so that what is told adds up to the points as told.

    Mean and points are rounded as usual, other keys are left alone. What then lacks or is over goes
    to the terms that were rounded furthest the other way, one unit of the last digit each
    (Hamilton's method of largest remainders); a term of exactly 0 stays 0.
    """
    told = [round(v, digits) if k in {"raw_mean", "points", *TERMS} else v for k, v in steps]
    places = {key: place for place, (key, _) in enumerate(steps)}
    movable = [places[key] for key in TERMS if key in places and steps[places[key]][1]]
    if movable and {"raw_mean", "points"} <= set(places):
        known = [told[places[key]] for key in ("raw_mean", *TERMS) if key in places]
        units = round((told[places["points"]] - sum(known)) * 10**digits)
        unit = 10.0**-digits if units > 0 else -(10.0**-digits)
        movable.sort(key=lambda place: (told[place] - steps[place][1]) * unit)
        for n in range(abs(units)):
            place = movable[n % len(movable)]
            told[place] = round(told[place] + unit, digits) + 0.0
    return told


def english(
    told: Explanation, names: Mapping[str, str] | None = None, *, unit: str = "points"
) -> str:
    """Word an explanation in English, a line per step.

    `names` maps project ids and criterion keys to what people call them; an id without a
    name stands as it is. `unit` is what the values are called.
    """

    def name(key: object) -> str:
        return (names or {}).get(str(key), str(key))

    values = told_values([(step.key, step.value) for step in told.steps])
    steps = [replace(step, value=one) for step, one in zip(told.steps, values, strict=True)]
    lines = [_LINES[step.key](step, name).replace(" points", f" {unit}") for step in steps]
    return "\n".join([f"{name(told.project)}:", *(f"- {line}" for line in lines)])


Name = Callable[[object], str]


def _listed(step: Step, name: Name, key: str) -> str:
    values = cast("tuple[float, ...]", step.facts[key])
    pairs = zip(_projects(step), values, strict=True)
    return ", ".join(f"{name(project)} {value:.2f}" for project, value in pairs)


def _projects(step: Step) -> tuple[str, ...]:
    return tuple(str(project) for project in cast("tuple[object, ...]", step.facts["projects"]))


def _raw_mean(step: Step, _: Name) -> str:
    ballots = step.facts["ballots"]
    if ballots == 1:
        return f"One ballot: {step.value:.2f} points."
    return f"Mean of {ballots} ballots: {step.value:.2f} points."


def _severity(step: Step, _: Name) -> str:
    if step.value == 0:
        return "Its jurors were neither strict nor generous on the whole: +0.00."
    manner = "strict" if step.value > 0 else "generous"
    return f"Its jurors were {manner} on the whole: {step.value:+.2f}."


def _reliability(step: Step, _: Name) -> str:
    return f"Steady jurors count for more, and each one's use of the scale: {step.value:+.2f}."


def _shrinkage(step: Step, _: Name) -> str:
    ballots = step.facts["ballots"]
    many = "one ballot" if ballots == 1 else f"{ballots} ballots"
    return f"Drawn towards the camp's mean, as {many} can be by chance: {step.value:+.2f}."


def _interval(step: Step, _: Name) -> str:
    return f"Nine times in ten between {step.facts['low']:.1f} and {step.facts['high']:.1f} points."


def _shared(step: Step, name: Name) -> str:
    return ", ".join(name(project) for project in _projects(step))


_LINES: Mapping[str, Callable[[Step, Name], str]] = {
    "raw_mean": _raw_mean,
    "severity": _severity,
    "reliability": _reliability,
    "shrinkage": _shrinkage,
    "interval": _interval,
    "points": lambda s, _: f"Official points: {s.value:.2f}.",
    "assumption": lambda s, name: (
        f"No juror links {_shared(s, name)} with the others: the order across the "
        f"{s.facts['groups']} groups assumes that their panels are equally strict."
    ),
    "tied": lambda s, name: f"Tied within {s.value:g} points: {_listed(s, name, 'scores')}.",
    "equal": lambda s, name: f"Equal on {name(s.facts['rung'])}: {_listed(s, name, 'values')}.",
    "rung": lambda s, name: f"Decided by {name(s.facts['rung'])}: {_listed(s, name, 'values')}.",
    "chair": lambda s, name: (
        f"Decided by the chair, {s.facts['by']}: {s.facts['sentence']} Place {s.value:.0f} of "
        f"{_shared(s, name)}."
    ),
    "open": lambda s, name: f"The tie is open: {_shared(s, name)}.",
    "place": lambda s, _: (
        f"Place {s.facts['label']} of {s.facts['of']}; by the raw mean {s.facts['raw_place']}."
    ),
}
