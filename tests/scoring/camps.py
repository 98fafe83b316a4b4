"""Simulated jury camps with a known truth, for measuring how fair a ranking is.

The latent score of juror j for project p on criterion c, in standard deviations of quality:

    a_j (q_pc + taste_pj + e_pjc) + b_j + d_jc + drift_j (time - 0.5) + favour_pj

and the mark on the scale is clip(round(mid + unit * latent), lo, hi). A camp is made by its
regime and its seed alone, so that a table of results can be made again anywhere.
"""

from dataclasses import dataclass

import numpy as np

from scoring import Ballot, BallotTable, Criterion, Rubric

SCALES = {
    "1-5": (1, 5, 3.3, 0.75),
    "0-10": (0, 10, 6.2, 1.6),
    "1-100": (1, 100, 62.0, 14.0),
}
"""Lowest and highest mark, the mark of a middling project, marks per sd of quality."""

BASE = {
    "projects": 40,
    "jurors": 10,
    "criteria": 4,
    "scale": "1-5",
    "design": "balanced",
    "reps": 4,
    "severity": 0.5,
    "slope": 0.15,
    "noise": 0.15,
    "taste": 0.7,
    "criterion": 0.6,
    "rooms": 1,
    "links": 0,
    "room_shift": 0.0,
    "random": 0.0,
    "flat": 0.0,
    "adversaries": 0,
    "conflict": 0.0,
    "drift": 0.0,
    "habit": 0.2,
    "missing": 0.02,
    "top": 0.2,
}
REGIMES = {
    "tiny_complete": {"projects": 10, "jurors": 3, "design": "complete"},
    "complete": {"projects": 20, "jurors": 8, "design": "complete"},
    "sparse": {"projects": 60, "jurors": 15, "reps": 3},
    "sparse_100pt": {"projects": 60, "jurors": 15, "reps": 3, "scale": "1-100", "criteria": 5},
    "large_sparse": {
        "projects": 200, "jurors": 40, "reps": 4, "criteria": 5, "scale": "0-10",
    },
    "unbalanced": {"projects": 50, "jurors": 14, "design": "unbalanced", "reps": 4},
    "severe_bias": {
        "projects": 40, "jurors": 10, "reps": 3, "severity": 1.2, "scale": "0-10",
    },
    "scale_use": {
        "projects": 40, "jurors": 12, "reps": 4, "slope": 0.5, "severity": 0.5, "scale": "0-10",
    },
    "noisy_jurors": {
        "projects": 40, "jurors": 12, "reps": 5, "noise": 0.5, "random": 0.12, "flat": 0.08,
        "scale": "0-10",
    },
    "adversary": {"projects": 30, "jurors": 8, "reps": 5, "adversaries": 1, "scale": "0-10"},
    "conflicts": {"projects": 40, "jurors": 12, "reps": 4, "conflict": 0.4, "scale": "0-10"},
    "rooms_linked": {
        "projects": 48, "jurors": 12, "design": "rooms", "rooms": 4, "links": 6,
        "room_shift": 0.4, "severity": 0.7,
    },
    "rooms_thin_links": {
        "projects": 48, "jurors": 12, "design": "rooms", "rooms": 4, "links": 2,
        "room_shift": 0.4, "severity": 0.7,
    },
    "disconnected": {
        "projects": 40, "jurors": 10, "design": "rooms", "rooms": 2, "links": 0,
        "room_shift": 0.0, "severity": 0.7,
    },
    "drift": {"projects": 40, "jurors": 8, "reps": 4, "drift": 1.2, "scale": "0-10"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SimulatedCamp:
    """A camp's ballots and what they were made from.

    `project`, `juror` (n,) number the ballots' projects and jurors in the order of arrival;
    `marks` (n, C) holds NaN for a mark not given. `quality` (P,) is the latent value of the
    projects, `truth` (P,) the composite that endless honest jurors would give on the bounded
    scale. `corrupt` (n,) and `careless` (J,) say which ballots and jurors were spoilt.
    """

    projects: int
    jurors: int
    scale: tuple[float, float]
    weights: np.ndarray
    project: np.ndarray
    juror: np.ndarray
    marks: np.ndarray
    quality: np.ndarray
    truth: np.ndarray
    severity: np.ndarray
    careless: np.ndarray
    corrupt: np.ndarray
    asks: np.ndarray
    region: np.ndarray
    budget: float
    top_k: int


def make(regime, seed, **other):
    """Make the camp of a regime and a seed; `other` replaces settings of `BASE`."""
    of = {**BASE, **REGIMES[regime], **other}
    rng = np.random.default_rng([sorted(REGIMES).index(regime), seed])
    projects, jurors, criteria = of["projects"], of["jurors"], of["criteria"]
    lo, hi, mid, unit = SCALES[of["scale"]]
    weights = rng.dirichlet(np.full(criteria, 12.0)).round(2)
    weights[-1] = 1 - weights[:-1].sum()
    pairs, room = _design(of, rng)
    rng.shuffle(pairs)  # the order of arrival
    shift = rng.normal(0, of["room_shift"], of["rooms"])[room]
    general = rng.normal(0, 1, projects) + shift
    quality = np.sqrt(0.6) * general[:, None]
    quality = quality + np.sqrt(0.4) * rng.normal(0, 1, (projects, criteria))
    value = quality @ weights
    b = rng.normal(0, of["severity"], jurors)
    a = np.exp(rng.normal(0, of["slope"], jurors))
    noise = np.exp(rng.normal(0, of["noise"], jurors))
    lot = rng.random(jurors)
    random = lot < of["random"]
    flat = ~random & (lot < of["random"] + of["flat"])
    habit = rng.normal(0, of["habit"], (jurors, criteria))
    habit -= (habit @ weights)[:, None]
    drift = rng.normal(0, of["drift"], jurors)
    p, j = np.array(pairs).T
    n = len(p)
    taste = rng.normal(0, of["taste"], n) * noise[j]
    e = rng.normal(0, of["criterion"], (n, criteria)) * noise[j][:, None]
    latent = a[j, None] * (quality[p] + taste[:, None] + e) + b[j, None] + habit[j]
    latent += (drift[j] * (_time(j, jurors) - 0.5))[:, None]
    wild = random[j]
    latent[wild] = (b[j] + rng.normal(0, 0.9, n))[wild, None] + rng.normal(
        0, 0.5, (wild.sum(), criteria)
    )
    same = flat[j]
    latent[same] = b[j][same, None] + rng.normal(0, 0.08, (same.sum(), criteria))
    corrupt = _sabotage(of, rng, latent, value, p, j) | _favour(of, rng, latent, j)
    marks = np.clip(np.rint(mid + unit * latent), lo, hi)
    given = rng.random((n, criteria)) >= of["missing"]
    given[~given.any(1), 0] = True
    asks = np.clip(np.exp(rng.normal(np.log(2500), 0.45, projects)).round(-2), 500, 6000)
    return SimulatedCamp(
        projects=projects,
        jurors=jurors,
        scale=(lo, hi),
        weights=weights,
        project=p,
        juror=j,
        marks=np.where(given, marks, np.nan),
        quality=value,
        truth=_panel_mean(of, quality, (lo, hi, mid, unit)) @ weights,
        severity=b,
        careless=random | flat,
        corrupt=corrupt,
        asks=asks,
        region=rng.integers(0, 4, projects),
        budget=round(0.3 * asks.sum(), -2),
        top_k=max(3, round(of["top"] * projects)),
    )


def balloted(camp):
    """Return the camp's ballots as a table, and its rubric."""
    keys = [f"c{n}" for n in range(len(camp.weights))]
    weights = zip(keys, camp.weights.tolist(), strict=True)
    rows = zip(camp.project.tolist(), camp.juror.tolist(), camp.marks.tolist(), strict=True)
    table = BallotTable(
        Ballot(
            f"J{j:03}",
            f"P{p:03}",
            {key: x for key, x in zip(keys, row, strict=True) if not np.isnan(x)},
        )
        for p, j, row in rows
    )
    return table, Rubric(camp.scale, tuple(Criterion(key, weight) for key, weight in weights))


def _given(keys, row):
    return {key: mark for key, mark in zip(keys, row, strict=True) if not np.isnan(mark)}


def _design(of, rng):
    """Who judges what, and the room of every project."""
    projects, jurors, reps = of["projects"], of["jurors"], min(of["reps"], of["jurors"])
    room = np.zeros(projects, int)
    if of["design"] == "complete":
        return [(p, j) for p in range(projects) for j in range(jurors)], room
    if of["design"] == "rooms":
        return _rooms(of, rng)
    load, pairs = np.zeros(jurors), []
    balanced = of["design"] == "balanced"
    liking = np.ones(jurors) if balanced else rng.gamma(1.2, 1, jurors) + 0.1
    for p in rng.permutation(projects):
        if balanced:
            chosen = np.lexsort((rng.random(jurors), load))[:reps]
        else:
            wanted = 1 + rng.poisson(rng.gamma(1.5, (reps - 1) / 1.5))
            chosen = rng.choice(
                jurors, int(np.clip(wanted, 1, jurors)), replace=False, p=liking / liking.sum()
            )
        load[chosen] += 1
        pairs += [(p, j) for j in chosen]
    return pairs, room


def _rooms(of, rng):
    projects, jurors, rooms = of["projects"], of["jurors"], of["rooms"]
    room, seat = rng.permutation(projects) % rooms, np.arange(jurors) % rooms
    pairs = [(p, j) for p in range(projects) for j in range(jurors) if room[p] == seat[j]]
    for _ in range(of["links"]):  # a juror judges two projects of the next room
        j = rng.integers(jurors)
        others = np.flatnonzero(room == (seat[j] + 1) % rooms)
        for p in rng.choice(others, 2, replace=False):
            if (p, j) not in pairs:
                pairs.append((p, j))
    return pairs, room


def _time(j, jurors):
    """When in the juror's day each ballot came, 0..1."""
    time = np.zeros(len(j))
    for juror in range(jurors):
        mine = np.flatnonzero(j == juror)
        time[mine] = np.linspace(0, 1, len(mine)) if len(mine) > 1 else 0.5
    return time


def _sabotage(of, rng, latent, value, p, j):
    """Let hostile jurors lift one friend and bury the strongest third of what they see."""
    corrupt = np.zeros(len(p), bool)
    for juror in rng.permutation(of["jurors"])[: of["adversaries"]]:
        mine = np.flatnonzero(j == juror)
        if len(mine) < 2:
            continue
        friend = mine[rng.integers(len(mine))]
        latent[friend] = 9
        buried = mine[np.argsort(-value[p[mine]])][: max(1, len(mine) // 3)]
        buried = buried[buried != friend]
        latent[buried] = -9
        corrupt[friend] = True
        corrupt[buried] = True
    return corrupt


def _favour(of, rng, latent, j):
    """Let some jurors give one project 2.5 sd more than they should."""
    corrupt = np.zeros(len(j), bool)
    if not of["conflict"]:
        return corrupt
    for juror in np.flatnonzero(rng.random(of["jurors"]) < of["conflict"]):
        mine = np.flatnonzero(j == juror)
        if len(mine):
            favoured = mine[rng.integers(len(mine))]
            latent[favoured] += 2.5
            corrupt[favoured] = True
    return corrupt


def _panel_mean(of, quality, scale):
    """Mean mark of endless honest jurors, (P, C), by 41-point Gauss-Hermite quadrature."""
    lo, hi, mid, unit = scale
    at, share = np.polynomial.hermite_e.hermegauss(41)
    slopes, noises = np.exp(2 * of["slope"] ** 2), np.exp(2 * of["noise"] ** 2)
    own = slopes * noises * (of["taste"] ** 2 + of["criterion"] ** 2)
    jury = of["severity"] ** 2 + of["habit"] ** 2 + of["drift"] ** 2 / 12
    sd = np.sqrt(jury + own + (slopes - 1) * quality**2)
    latent = quality[:, :, None] + sd[:, :, None] * at
    return np.clip(mid + unit * latent, lo, hi) @ (share / share.sum())
