"""`blup` against R's lme4 on two public data sets; lme4.R beside this made the numbers."""

import csv
import json
from pathlib import Path
from statistics import stdev

import pytest

from scoring.cli import main

HERE = Path(__file__).parent
META = {
    "insteval": {"scale": [1, 5], "weights": [1]},
    "penicillin": {"scale": [0, 30], "weights": [1]},
}


def read(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("data", META)
def test_blup_equals_lme4(data: str, tmp_path: Path) -> None:
    meta, out = tmp_path / "meta.json", tmp_path / "blup.csv"
    meta.write_text(json.dumps(META))
    train = HERE / "lme4_ballots.csv"

    assert main(["blup", "--meta", str(meta), "--train", str(train), "--out", str(out)]) == 0

    sd = stdev(float(row["c1"]) for row in read(train) if row["data"] == data)
    ours, theirs = (
        {(row["kind"], row["id"]): float(row["blup"]) for row in read(path) if row["data"] == data}
        for path in (out, HERE / "lme4_blup.csv")
    )
    assert ours == pytest.approx(theirs, abs=1e-6 * sd)
