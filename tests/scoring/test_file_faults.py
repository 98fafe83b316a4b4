"""What `python -m scoring` cannot use: it ends with 2 and one line of file, row and reason."""

from pathlib import Path

import pytest

from tests.scoring.filed import TEXTS, run

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
juror,c1 | juror,mark | , row 1: there is no column 'c1'
juror,c1,c2 | juror,c1,words | , row 1: there is no column 'c2'
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
B,50 | B,0 | , row 3: ask must be at least 0.01, got 0
B,50 | B,0.001 | , row 3: ask must be at least 0.01, got 0.001
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
"south" | "north" | : 'north' appears twice
"top_k" | "budget" | : 'budget' appears twice
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


@pytest.mark.parametrize(
    ("budget", "said"),
    [
        ("1" * 5000, ": north: budget must be a number, got inf"),
        ("[" * 100_000, ": not JSON: nested too deeply"),
    ],
)
def test_numbers_and_lists_beyond_measure_are_named(
    folder: Path, capsys: pytest.CaptureFixture[str], budget: str, said: str
) -> None:
    planted = TEXTS["camps.json"].replace('"budget": 100', f'"budget": {budget}', 1)
    (folder / "camps.json").write_text(planted)

    assert run(folder, "rank") == 2
    assert capsys.readouterr().err == f"camps.json{said}\n"


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
