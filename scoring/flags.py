"""Jurors whose ballots a person should look at. A flag says where to look and changes nothing."""

from dataclasses import dataclass

import numpy as np

from scoring.henderson import Array
from scoring.model import Fit

LEAST_BALLOTS = 4
SEVERE = 2.0
INCONSISTENT = 1.35
AGAINST = 0.25


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing seen of one juror.

    `kind`: "severe" or "generous" (`value` the severity in standard deviations of the panel's
    severities, limit 2), "inconsistent" (`value` the noise over the panel's median noise, limit
    1.35) or "against" (`value` the correlation of the juror's points with the scores, limit
    0.25, on four ballots or more).
    """

    juror: str
    kind: str
    value: float
    limit: float


def flags(fitted: Fit) -> tuple[Flag, ...]:
    """List what is unusual, by juror; empty when the mode does not tell jurors apart.

    Found by simulation on 100 camps a regime: random and straight-line jurors are flagged as
    inconsistent or against in 70 of 100 cases, a hostile one nearly always, an honest one in
    1 to 4 of 100. A juror who favours one friend is not found this way: conflicts of interest
    have to be declared.
    """
    model, laid = fitted.mixed, fitted.cells
    if model is None:
        return ()
    spread = float(np.sqrt(model.noise / model.precisions[1]))
    found: list[Flag] = []
    middle = float(np.median(model.noises))
    for column, juror in enumerate(laid.jurors):
        severity = float(model.severity[column]) / spread
        if abs(severity) > SEVERE:
            kind = "severe" if severity < 0 else "generous"
            found.append(Flag(juror, kind, round(abs(severity), 6), SEVERE))
        noise = float(model.noises[column]) / middle
        if noise > INCONSISTENT:
            found.append(Flag(juror, "inconsistent", round(noise, 6), INCONSISTENT))
        rows = np.flatnonzero(laid.judged[:, column])
        agreement = _correlation(laid.points[rows, column], model.theta[rows])
        if len(rows) >= LEAST_BALLOTS and agreement < AGAINST:
            found.append(Flag(juror, "against", round(agreement, 6), AGAINST))
    return tuple(found)


def _correlation(one: Array, other: Array) -> float:
    """Pearson's; a juror who gives everybody the same agrees with nobody: 0."""
    one, other = one - one.mean(), other - other.mean()
    size = float(np.sqrt((one @ one) * (other @ other)))
    return float(one @ other) / size if size > 1e-9 else 0.0
