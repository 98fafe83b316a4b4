"""`python -m scoring` on files: what it writes, and how it refuses what it cannot use."""

import csv
import json
import runpy
from pathlib import Path

import pytest

from scoring.cli import main

CAMPS = {
    "north": {"scale": [1, 5], "weights": [2, 1], "top_k": 1, "budget": 100, "merit_floor": 3},
    "south": {"scale": [0, 10], "weights": [1], "top_k": 1, "budget": 50, "other": "left aside"},
}
PROJECTS = """camp,project,ask,region
north,A,60,1
north,B,50,2
north,C,10,
south,A,50,1
"""
BALLOTS = """camp,order,project,juror,c1,c2
north,1,A,v,4,5
north,2,A,w,5,4.5
north,3,B,v,2,3
north,4,B,w,3,
south,1,A,v,7,
"""
META = {"set": {"scale": [1, 5], "weights": [2, 1]}}
TRAIN = """data,project,juror,c1,c2
set,A,v,4,5
set,A,w,5,4.5
set,B,v,2,3
set,B,w,3,
"""
QUERY = """data,project,juror
set,A,v
set,A,new
set,new,w
set,new,new
"""
TEXTS = {
    "camps.json": json.dumps(CAMPS, indent=1),
    "projects.csv": PROJECTS,
    "ballots.csv": BALLOTS,
    "meta.json": json.dumps(META, indent=1),
    "train.csv": TRAIN,
    "query.csv": QUERY,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def run(folder: Path, command: str, *more: str) -> int:
    named = {
        "rank": ("camps.json", "ballots.csv", "projects.csv", "out"),
        "explain": ("camps.json", "ballots.csv", "projects.csv"),
        "predict": ("meta.json", "train.csv", "query.csv", "out"),
        "blup": ("meta.json", "train.csv", "out"),
    }
    files = [
        word for name in named[command] for word in (f"--{name.split('.')[0]}", str(folder / name))
    ]
    return main([command, *files, *more])


def rows(folder: Path) -> list[list[str]]:
    with (folder / "out").open() as out:
        return list(csv.reader(out))


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
        "- Place 1 of 2; by the raw mean 1.",
    ]


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
    (folder / "train.csv").write_text("data,project,juror,c1\nset,A,v,9\n")
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


FAULTS = {
    "ballots.csv": """
v,4,5 | v,6,5 | , row 2: mark 6 in c1 is outside the scale 1..5
v,2,3 | v,2,0 | , row 4: mark 0 in c2 is outside the scale 1..5
v,2,3 | v,good,3 | , row 4: c1 must be a number, got 'good'
v,2,3 | v,nan,3 | , row 4: c1 must be a number, got 'nan'
v,2,3 | v,inf,3 | , row 4: c1 must be a number, got 'inf'
v,2,3 | v,"2,5",3 | , row 4: c1 must be a number, got '2,5'
v,2,3 | v,, | , row 4: the ballot has no mark
3,B,v | 3,A,v | , row 4: juror 'v' has judged 'A' before
3,B,v | 3,Z,v | , row 4: project 'Z' is not in the projects file
north,3 | west,3 | , row 4: camp 'west' is not in the camps file
B,v,2 | B,,2 | , row 4: juror is empty
3,B,v | 3,,v | , row 4: project is empty
juror | judge | , row 1: there is no column 'juror'
c1,c2 | c1,c1 | , row 1: a column appears twice
v,7, | v,7,7 | , row 6: c2 has a mark, but there is no weight for it
v,2,3 | v,2 | , row 4: 5 values for 6 columns
v,2,3 | v,2,3,4 | , row 4: 7 values for 6 columns
3,B | 3,"B"x | , row 4: not CSV: ',' expected after '"'
B,v | \udcd0,v | , row 4: not UTF-8
""",
    "projects.csv": """
north,B | north,A | , row 3: project 'A' appears twice
north,B | west,B | , row 3: camp 'west' is not in the camps file
B,50 | B,much | , row 3: ask must be a number, got 'much'
B,50 | B,0 | , row 3: ask must be above zero, got 0
ask | sum | , row 1: there is no column 'ask'
""",
    "camps.json": """
"top_k": 1 | "top_k": | , row 11: not JSON: Expecting value
"scale" | "scales" | : north: scale must be a list of numbers
5¶ | 1¶ | : north: scale must be [lowest, highest]
2,¶   1¶ | ¶ | : north: weights must not be negative, and one above zero
2,¶ | -2,¶ | : north: weights must not be negative, and one above zero
2,¶ | "two",¶ | : north: weights must be a list of numbers
"top_k" | "top" | : north: top_k must be a whole number, got None
"top_k": 1 | "top_k": 1.5 | : north: top_k must be a whole number, got 1.5
"budget": 100 | "budget": -1 | : north: budget must be at least 0, got -1
"merit_floor": 3 | "merit_floor": "high" | : north: merit_floor must be a number, got 'high'
"north": { | "north": [], "n": { | : must be an object with an object for each camp
""",
}
PLANTED = [
    (name, *line.replace("¶", "\n").split(" | "))
    for name, lines in FAULTS.items()
    for line in lines.strip("\n").splitlines()
]


@pytest.mark.parametrize(("name", "old", "new", "said"), PLANTED)
def test_a_fault_ends_with_two_and_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, old: str, new: str, said: str
) -> None:
    assert old in TEXTS[name]
    planted = TEXTS[name].replace(old, new, 1)
    (folder / name).write_bytes(planted.encode(errors="surrogateescape"))

    assert run(folder, "rank") == 2

    told = capsys.readouterr()
    assert (told.out, told.err) == ("", f"{name}{said}\n")
    assert not (folder / "out").exists()


@pytest.mark.parametrize("name", ["ballots.csv", "projects.csv"])
def test_an_empty_file_has_no_columns(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (folder / name).write_bytes(b"")

    assert run(folder, "rank") == 2
    assert capsys.readouterr().err == f"{name}, row 1: there is no column 'camp'\n"


@pytest.mark.parametrize("missing", ["camps.json", "projects.csv", "ballots.csv"])
def test_a_file_that_is_not_there_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str], missing: str
) -> None:
    (folder / missing).unlink()

    assert run(folder, "rank") == 2
    assert capsys.readouterr().err == f"{missing}: No such file or directory\n"


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
