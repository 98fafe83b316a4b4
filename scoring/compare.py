"""Two well-known rankings to compare ours with; neither is offered for a real result."""

import numpy as np

from scoring.cells import Cells
from scoring.henderson import Array


def z_scores(laid: Cells) -> Array:
    """Mean of each project's marks in standard deviations of its jurors, (P,).

    Assumes that all jurors saw equally good projects, and takes a deviation from few ballots
    at its word. A juror with one ballot, or the same points for all, says nothing: 0.
    """
    counts = laid.judged.sum(0)
    mean = laid.points.sum(0) / counts
    away = laid.judged * (laid.points - mean)
    deviation = np.sqrt((away**2).sum(0) / np.maximum(counts - 1, 1))
    z = np.divide(away, deviation, out=np.zeros_like(away), where=deviation > 1e-9)
    means: Array = z.sum(1) / laid.judged.sum(1)
    return means


def pairwise(laid: Cells, *, rounds: int = 100) -> Array:
    """Log strengths of a Bradley-Terry model over all pairs that a juror saw, (P,).

    Every juror's higher points win, equal points are half a win each; half a win and half a
    loss against an average project keep the strengths finite. Fitted by the minorisation of
    Hunter (2004), eq. 3.
    """
    size = len(laid.projects)
    wins, met = np.zeros((2, size, size))
    for points, judged in zip(laid.points.T, laid.judged.T, strict=True):
        both = np.outer(judged, judged)
        lead = points[:, None] - points[None, :]
        wins += both * ((lead > 0) + 0.5 * (lead == 0))
        met += both
    np.fill_diagonal(wins, 0)
    np.fill_diagonal(met, 0)
    won = wins.sum(1) + 0.5
    strength = np.ones(size)
    for _ in range(rounds):
        together = strength[:, None] + strength[None, :]
        strength = won / ((met / together).sum(1) + 1 / (strength + 1))
    logs: Array = np.log(strength)
    return logs
