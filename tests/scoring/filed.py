"""Two camps and a set of ballots as files, and `python -m scoring` run over them."""

import csv
import json
from pathlib import Path

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
