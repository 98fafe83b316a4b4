"""How long one file takes to check a ledger of 100,000 entries, most of them ballots."""

import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory

from camp import verify
from tests.folder.tampering import with_entries

ENTRIES = 100_000
TEAMS, JURORS = 200, 40
GOAL = 2.0


def main(_arguments):
    """Print the CPU seconds of the fastest of three runs of verify.py, its start included."""
    files, found = _export(), []
    with TemporaryDirectory() as folder:
        for name, text in files.items():
            Path(folder, name).write_bytes(text)
        for _ in range(3):
            began = _children()
            subprocess.run([sys.executable, verify.__file__, folder], check=True)
            found.append(_children() - began)
    size = sum(map(len, files.values())) / 1e6
    print(f"{ENTRIES:,} entries, {size:.0f} MB: {min(found):.2f} s (goal: below {GOAL} s)")


def _children():
    spent = getrusage(RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def _export():
    # Two rounds that nobody closed: there is nothing to compare the folder with.
    entries, openings = [], []
    for seq in range(1, ENTRIES + 1):
        marks = dict.fromkeys(("impact", "problem", "team", "novelty", "plan"), seq % 5 + 1)
        content = {"comment": ["ab" * 16, '"Clear."'], "marks": ["cd" * 16, json.dumps(marks)]}
        sealed = {
            name: sha256(f"{salt}{text}".encode()).hexdigest()
            for name, (salt, text) in content.items()
        }
        facts = {
            "round_id": "rs"[seq % 2] * 20,
            "juror_id": f"j{seq % JURORS:019}",
            "team_id": f"t{seq % TEAMS:019}",
            "revision": seq // TEAMS + 1,
        }
        at = "2026-09-01T12:00:00.000000+00:00"
        entry = [verify.DOMAIN, "c" * 20, seq, "BallotCast", at, "p" * 20, facts, sealed, ""]
        entries.append(entry)
        openings.append(json.dumps([seq, content]) + "\n")
    results = {"camp": "c" * 20, "names": {}, "rounds": {}, "published": []}
    files = {"openings.jsonl": "".join(openings), "results.json": json.dumps(results)}
    return with_entries({name: text.encode() for name, text in files.items()}, entries)
