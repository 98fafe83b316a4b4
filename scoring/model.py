"""From ballots to scores: four published ways, from the plain mean to the full model."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from scoring import additive
from scoring.ballots import BallotTable
from scoring.cells import DECIMALS, Cells, cells
from scoring.henderson import Array
from scoring.mixed import Mixed, mixed
from scoring.panels import Group, connected_groups
from scoring.posterior import NORMAL_90, Posterior
from scoring.rubric import Rubric

MODES = ("full", "severity", "additive", "mean")


@dataclass(frozen=True, slots=True)
class Fit:
    """Scores of one round. Every mapping is sorted by key; all values are points (0..100).

    Attributes
    ----------
    mode : str
        One of `MODES`.
    scores : mapping of project to points
        Never clipped: a project judged by strict jurors alone may stand above 100.
    raw_means : mapping of project to points
        The plain mean of its ballots.
    low, high : mapping of project to points
        Ends of the 90 % interval of the score against the other projects; empty in the mode
        "mean", which does not say how sure it is, and in "additive" where the ballots cannot.
    panels : mapping of project to jurors
        Who submitted a ballot that counts, sorted.
    juror_effects : mapping of juror to points
        Above zero = generous. All zero in mode "mean"; in mode "additive" they sum to zero in
        every group, in the others over the whole jury.
    juror_scale, juror_noise : mapping of juror to number
        In mode "full" how many points a point of quality becomes, and the standard deviation
        of a ballot in points; in the others 1 and the panel's (0 where it is not estimated).
    steps : mapping of project to (key, points) pairs
        Exact terms from the raw mean to the score: their sum is the score to 1e-9.
    groups : tuple of Group
        Projects and jurors that are linked by common ballots. With more than one, the order
        across groups assumes that their panels are equally strict on average; the order
        inside a group is firm.
    excluded : tuple of jurors
        Whose ballots were left out on request, sorted.
    cells, mixed, posterior
        What the scores were made from and what is known beside them; None where the mode
        has no such thing. They take no part in comparing two fits.
    """

    mode: str
    scores: Mapping[str, float]
    raw_means: Mapping[str, float]
    low: Mapping[str, float]
    high: Mapping[str, float]
    panels: Mapping[str, tuple[str, ...]]
    juror_effects: Mapping[str, float]
    juror_scale: Mapping[str, float]
    juror_noise: Mapping[str, float]
    steps: Mapping[str, tuple[tuple[str, float], ...]]
    groups: tuple[Group, ...]
    cells: Cells = field(repr=False, compare=False)
    excluded: tuple[str, ...] = ()
    mixed: Mixed | None = field(default=None, repr=False, compare=False)
    posterior: Posterior | None = field(default=None, repr=False, compare=False)

    @property
    def counts(self) -> dict[str, int]:
        """Ballots by project."""
        return {project: len(jurors) for project, jurors in self.panels.items()}

    @property
    def connected(self) -> bool:
        """Whether the order of all projects is firm, resting on no assumption."""
        return len(self.groups) <= 1


def fit(
    table: BallotTable, rubric: Rubric, mode: str, *, exclude: Collection[str] = frozenset()
) -> Fit:
    """Score every project that has a ballot. The same ballots in any order give the same bytes.

    Parameters
    ----------
    table : BallotTable
        Submitted ballots. One without a mark on any criterion of the rubric does not count.
    rubric : Rubric
        Criteria that it does not name are left aside.
    mode : str
        "mean": the plain mean of a project's ballots. "additive": less its jurors' severity by
        least squares. "severity": the same with projects and jurors shrunk to the panel
        (BLUP). "full": also allowing for how each juror uses the scale and how consistent
        they are.
    exclude : collection of jurors
        Whose ballots to leave out, for the question "what if".

    Raises
    ------
    ValueError
        For an unknown mode, or a mark outside the scale.
    """
    if mode not in MODES:
        raise ValueError(f"no mode {mode!r}; the modes are {', '.join(MODES)}")
    laid = cells(table, rubric, exclude)
    panels = laid.panels
    groups = connected_groups(panels)
    raw = laid.raw_means()
    effects = np.zeros(len(laid.jurors))
    scale, noise = effects + 1, effects
    terms = {"raw_mean": raw}
    model, errors = None, None
    if mode == "additive" and panels:
        effects = additive.juror_effects(laid, groups)
        terms["severity"] = -_panel_mean(laid, effects)
        errors = additive.covariance(laid, groups, effects)
    elif mode in {"full", "severity"} and panels:
        model = mixed(laid.points, laid.judged, consistent=mode == "full")
        effects, scale, noise = model.severity, model.slopes, model.noises
        terms |= _terms(laid, model, full=mode == "full")
        errors = model.covariance()
    score = np.sum(list(terms.values()), axis=0)
    known = Posterior(laid.projects, score, errors) if errors is not None else None
    error = NORMAL_90 * known.errors() if known else np.zeros(0)
    return Fit(
        mode=mode,
        scores=_by(laid.projects, score),
        raw_means=_by(laid.projects, raw),
        low=_by(laid.projects, score - error) if known else {},
        high=_by(laid.projects, score + error) if known else {},
        panels=panels,
        juror_effects=_by(laid.jurors, effects),
        juror_scale=_by(laid.jurors, scale),
        juror_noise=_by(laid.jurors, noise),
        steps={
            project: tuple(zip(terms, values, strict=True))
            for project, values in zip(laid.projects, _rows(terms), strict=True)
        },
        groups=groups,
        cells=laid,
        excluded=tuple(sorted(exclude)),
        mixed=model,
        posterior=known,
    )


def _terms(laid: Cells, model: Mixed, *, full: bool) -> dict[str, Array]:
    """Steps from the raw mean to the score: what jurors' severity, weights and few ballots do.

    Less its jurors' effects a raw mean is the project's score if every juror counted alike;
    weighing them gives the adjusted score; and shrinkage takes that towards the camp's mean,
    the further the less the ballots say.
    """
    severity = -_panel_mean(laid, model.severity)
    adjusted = model.adjusted(laid.points)
    middle = {"reliability": adjusted - laid.raw_means() - severity} if full else {}
    return {"severity": severity, **middle, "shrinkage": model.scores - adjusted}


def _rows(terms: Mapping[str, Array]) -> list[tuple[float, ...]]:
    return list(zip(*(_snap(values) for values in terms.values()), strict=True))


def _panel_mean(laid: Cells, effects: Array) -> Array:
    means: Array = laid.judged @ effects / laid.judged.sum(1)
    return means


def _by(keys: Iterable[str], values: Array) -> dict[str, float]:
    return dict(zip(keys, _snap(values), strict=True))


def _snap(values: Array) -> list[float]:
    """Round off the noise of the solve, so that equal sums are equal numbers everywhere."""
    snapped: list[float] = (np.round(values, DECIMALS) + 0.0).tolist()
    return snapped
