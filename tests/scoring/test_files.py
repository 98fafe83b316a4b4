"""`python -m scoring` on files: what it writes, and what it says when that cannot be done."""

import json
import os
import runpy
import sys
from pathlib import Path

import pytest

from tests.scoring.filed import BALLOTS, CAMPS, PROJECTS, rows, run


def test_rank_writes_every_project_of_every_camp(folder: Path) -> None:
    assert run(folder, "rank", "--mode", "mean") == 0

    # Weights 2:1. A: (13/3 + 14.5/3) / 2; B of w lacks c2 and deviates by 3 - 3.5 on c1.
    table = rows(folder)
    assert table[0] == ["camp", "project", "score", "lo90", "hi90", "p_top_k", "funded"]
    assert [row[:2] for row in table[1:]] == [
        ["north", "A"], ["north", "B"], ["north", "C"], ["south", "A"],
    ]  # fmt: skip
    assert float(table[1][2]) == pytest.approx(27.5 / 6)
    assert [row[3:] for row in table[1:]] == [
        ["", "", "1", "1"],
        ["", "", "0", "0"],
        ["", "", "0", "0"],
        ["", "", "1", "1"],
    ]


@pytest.mark.parametrize("mode", ["full", "severity"])
def test_rank_gives_intervals_and_chances(folder: Path, mode: str) -> None:
    assert run(folder, "rank", "--mode", mode) == 0

    _, first, second, unjudged, _ = rows(folder)
    assert float(first[3]) < float(first[2]) < float(first[4])
    assert float(first[5]) + float(second[5]) == pytest.approx(1)
    assert unjudged[2:] == ["", "", "", "0", "0"]


def test_equal_scores_share_the_places_that_are_left(folder: Path) -> None:
    lines = ["camp,order,project,juror,c1,c2", *(f"north,1,{p},v,3,3" for p in "ABC")]
    (folder / "ballots.csv").write_text("\n".join(lines))

    assert run(folder, "rank", "--mode", "mean") == 0
    assert [row[5:] for row in rows(folder)[1:4]] == [["0.333333333333", "0"]] * 3


def test_skip_funds_past_what_the_money_cannot_pay(folder: Path) -> None:
    (folder / "ballots.csv").write_text(BALLOTS + "north,5,C,v,1,1\nnorth,6,C,w,1,1\n")

    assert run(folder, "rank", "--fund", "stop") == 0
    assert [row[6] for row in rows(folder)[1:4]] == ["1", "0", "0"]
    assert run(folder, "rank", "--fund", "skip") == 0
    assert [row[6] for row in rows(folder)[1:4]] == ["1", "0", "1"]


def test_knapsack_funds_the_best_set_above_the_floor(folder: Path) -> None:
    camps = {"north": CAMPS["north"]}
    (folder / "camps.json").write_text(json.dumps(camps))
    (folder / "projects.csv").write_text(PROJECTS.rsplit("south", 1)[0])
    (folder / "ballots.csv").write_text(BALLOTS.rsplit("south", 1)[0])

    assert run(folder, "rank", "--fund", "knapsack", "--mode", "mean") == 0
    # A asks 60 and B 50 of 100; B's mean of 2.6 is below the floor of 3.
    assert [row[6] for row in rows(folder)[1:]] == ["1", "0", "0"]


def test_predict_takes_an_unseen_id_for_the_average(folder: Path) -> None:
    assert run(folder, "predict") == 0

    head, *lines = rows(folder)
    assert head == ["data", "project", "juror", "pred"]
    seen, new_juror, new_project, new = (float(line[3]) for line in lines)
    assert seen > new
    assert new_juror > new
    assert new_project == pytest.approx(new, abs=0.5)


def test_explain_tells_the_steps_in_marks(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "explain", "--camp", "north", "--project", "A", "--mode", "additive") == 0

    # Juror v is 0.25 stricter, w as much more generous; A has both.
    assert capsys.readouterr().out.splitlines() == [
        "A:",
        "- Mean of 2 ballots: 4.58 marks.",
        "- Its jurors were neither strict nor generous on the whole: +0.00.",
        "- Official marks: 4.58.",
        "- Nine times in ten between 4.3 and 4.9 marks.",
        "- Place 1 of 2; by the raw mean 1.",
    ]


def test_a_reader_of_the_steps_may_stop_early(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w", encoding="utf-8") as gone:
        monkeypatch.setattr(sys, "stdout", gone)
        assert run(folder, "explain", "--camp", "north", "--project", "A") == 0


def test_explain_says_marks_of_a_scale_that_begins_below_zero(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    camps = {"ice": {"scale": [-3, 3], "weights": [1], "top_k": 1, "budget": 0}}
    (folder / "camps.json").write_text(json.dumps(camps))
    (folder / "projects.csv").write_text("camp,project,ask\nice,A,1\nice,B,1\n")
    (folder / "ballots.csv").write_text("camp,order,project,juror,c1\nice,1,A,v,-1\nice,2,B,v,-1\n")

    assert run(folder, "explain", "--camp", "ice", "--project", "A") == 0

    said = capsys.readouterr().out
    assert "- One ballot: -1.00 marks.\n" in said
    assert "- Nine times in ten between -1.0 and -1.0 marks.\n" in said
    assert "- Tied within 0 marks: A -1.00, B -1.00.\n" in said


def test_the_program_ends_with_two_and_one_line(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "train.csv").write_text("data,project,juror,c1,c2\nset,A,v,9,\n")
    files = [f"--{name}={folder / file}" for name, file in (("meta", "meta.json"), ("out", "out"))]
    monkeypatch.setattr("sys.argv", ["scoring", "blup", *files, f"--train={folder}/train.csv"])

    with pytest.raises(SystemExit) as ended:
        runpy.run_module("scoring", run_name="__main__")

    assert ended.value.code == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == (
        "",
        "train.csv, row 2: mark 9 in c1 is outside the scale 1..5\n",
    )


def test_what_is_asked_for_but_not_there_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "explain", "--camp", "west", "--project", "A") == 2
    assert run(folder, "explain", "--camp", "north", "--project", "C") == 2
    assert run(folder, "rank", "--fund", "knapsack") == 2
    (folder / "train.csv").write_text("data,project,juror,c1,c2\n\n")
    assert run(folder, "predict") == 2
    assert run(folder, "blup") == 2
    (folder / "out").mkdir()
    assert run(folder, "rank") == 2

    assert capsys.readouterr().err.splitlines() == [
        "camps.json: there is no camp 'west'",
        "ballots.csv: project 'C' has no ballot",
        "camps.json: south: knapsack needs a merit_floor",
        "train.csv: set has no ballot",
        "train.csv: set has no ballot",
        "out: Is a directory",
    ]
