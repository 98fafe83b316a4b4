"""An export proves itself: whoever holds the seal or a root finds every change."""

import json
import subprocess
import sys
from random import Random

import pytest

from camp import verify
from camp.core.ledger import forget
from camp.core.rules import Role
from camp.core.work import Database
from camp.demo.building import DATA
from camp.folder.carrying import export_folder, import_folder
from camp.folder.files import PARTS
from camp.grants import service
from camp.jury import panel
from camp.migrations import upgrade
from scoring import Ballot, BallotTable, Criterion, Rubric, fit, official_order
from tests.again import again
from tests.folder.tampering import chained_again, crude, with_manifest
from tests.grants.court import Court

SECRET = "This team reminds me of my own first year."


def ended(app, clock, **settings):
    """A camp whose result is out, after a conflict, a changed mind and a reopened ballot."""
    court = again(Court, app, clock, is_closed=False, **settings)
    court.cast_all()
    court.cast("Lobar", "Kaft", 2, 2, revision=1, comment=SECRET)
    court.do(
        panel.declare_conflict, juror="Jasur", team="Saksovul", kind="family",
        text="My cousin pitches there.", by=court.id("Jasur"),
    )  # fmt: skip
    court.close()
    court.decide(*(court.full(team, votes={"for": 2}) for team in court.teams))
    court.sign_all()
    court.turn("Aziza", Role.OWNER)
    court.turn("Jamila", Role.CHAIR)
    return court


def exported(court, folder):
    seal = export_folder(court.db, court.slug, folder)
    return seal, read(folder)


def read(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def told(export):
    return [sentence.split(": ", 1)[1] for sentence in export.told if sentence.startswith("R")]


def test_a_camp_is_counted_again_from_its_export(any_app, clock, tmp_path):
    court = ended(any_app, clock)
    seal, files = exported(court, tmp_path / "out")

    found = verify.verify(files, seal)
    alone = [sys.executable, "-I", tmp_path / "out" / "verify.py", tmp_path / "out"]
    by_itself = subprocess.run([*alone, "--seal", seal], check=False, capture_output=True)

    assert found.faults == []
    assert told(found) == ["8 ballots; plain means counted again; official points and places"]
    assert (by_itself.returncode, by_itself.stdout.split()[-3:]) == (0, [b"All", b"is", b"well."])
    (tmp_path / "out" / "ideas.json").write_text("[]\n\n")
    changed = subprocess.run(alone, check=False, capture_output=True, text=True)
    assert (changed.returncode, changed.stdout) == (1, "ideas.json is not as it was exported.\n")


@pytest.mark.parametrize("mode", ["mean", "full"])
def test_what_was_not_counted_again_is_said(app, clock, tmp_path, mode):
    _, files = exported(ended(app, clock, score_mode=mode), tmp_path / "out")

    found = verify.verify(files)

    rest = {"mean": "official points and places",
            "full": "official points (full) need `python -m scoring rank`"}[mode]  # fmt: skip
    assert (found.faults, told(found)) == ([], [f"8 ballots; plain means counted again; {rest}"])


def test_every_mutation_is_found(app, clock, tmp_path, long_share):
    seal, files = exported(ended(app, clock), tmp_path / "out")
    root = json.loads(files["results.json"])["root"]
    random = Random(20_260_901)
    missed = 0
    for _ in range(round(500 * long_share)):
        missed += not verify.verify(crude(files, random), seal).faults
        missed += not verify.verify(chained_again(files, random), "", [root]).faults

    assert missed == 0
    assert verify.verify(files, seal, [root]).faults == []


def test_a_ballot_of_the_folder_that_the_ledger_does_not_hold_is_named(app, clock, tmp_path):
    _, files = exported(ended(app, clock), tmp_path / "out")
    scores = json.loads(files["scores.json"])
    ballot = next(one for one in scores if one["scores"])
    ballot["scores"]["impact"] = 1
    changed = with_manifest({**files, "scores.json": json.dumps(scores).encode()})

    (fault,) = verify.verify(changed).faults

    juror, team = ballot["juror"], ballot["team"]
    assert fault == f"scores.json: the ballot of {juror} on {team} is not that of the ledger."


def test_the_chain_tells_nothing_private_and_stays_when_words_are_forgotten(app, clock, tmp_path):
    court = ended(app, clock)
    court.run(service.take_note, text="The hall was cold.")
    _, before = exported(court, tmp_path / "before")
    court.db.write(lambda session: forget(session, [court.id("Lobar"), court.jurors["Lobar"]]))
    _, after = exported(court, tmp_path / "after")

    found = verify.verify(after)

    assert SECRET.encode() in before["openings.jsonl"]
    assert SECRET.encode() not in after["openings.jsonl"] + after["ledger.jsonl"]
    for private in (SECRET, "cousin", "cold", '"marks":{', "family"):
        assert private.encode() not in before["ledger.jsonl"]
    assert before["ledger.jsonl"] == after["ledger.jsonl"]
    assert (found.faults, told(found)[0][:9]) == ([], "8 ballots")
    assert found.told[1].endswith(", 4 were erased")


def test_an_import_begins_a_ledger_that_names_the_export_it_came_from(db, clock, tmp_path):
    slug = import_folder(db, DATA, now=clock())
    seal = export_folder(db, slug, tmp_path / "out")
    other = Database(f"sqlite:///{tmp_path}/other.sqlite")
    upgrade(other.engine)
    import_folder(other, tmp_path / "out", now=clock())
    export_folder(other, slug, tmp_path / "again")
    other.close()
    before, after = (read(tmp_path / name) for name in ("out", "again"))

    found = verify.verify(after)

    for part in PARTS:
        assert json.loads(after[f"{part}.json"]) == json.loads(before[f"{part}.json"])
    assert (found.faults, told(found)[0][:10]) == ([], "64 ballots")
    assert (found.entries[-1][3], found.entries[-1][6]["seal"]) == ("CampImported", seal)


def camps(number):
    """Small random juries, some panels apart, some marks not given."""
    random = Random(3)
    for _ in range(number):
        teams, jurors = (
            [f"{letter}{n}" for n in range(random.randint(2, most))]
            for letter, most in (("t", 6), ("j", 5))
        )
        keys = ["a", "b", "c"][: random.randint(1, 3)]
        cells = {
            (team, juror): {
                key: random.randint(1, 5) for key in keys if key == "a" or random.random() < 0.9
            }
            for team in teams
            for juror in jurors
            if random.random() < 0.7
        }
        criteria = [{"key": key, "weight": random.choice([10.0, 25.0, 33.3])} for key in keys]
        yield cells, {"scale": [1.0, 5.0], "criteria": criteria}, random


@pytest.mark.parametrize("mode", ["mean", "additive"])
def test_the_verifier_counts_as_the_engine_does(mode):
    for cells, told_rubric, random in camps(60):
        if not cells:
            continue
        rubric = Rubric(
            (1.0, 5.0), tuple(Criterion(**criterion) for criterion in told_rubric["criteria"])
        )
        table = BallotTable(Ballot(juror, team, marks) for (team, juror), marks in cells.items())
        margin, ladder = random.choice([0.5, 4.0]), [*rubric.keys[1:], "wins"]
        fitted = fit(table, rubric, mode)
        official = official_order(fitted, table, rubric, margin=margin, ladder=ladder)
        rules = {"score_mode": mode, "tie_margin": margin, "tie_ladder": ladder}

        counted = verify.count(cells, told_rubric, mode)
        places, _ = verify.order(verify.Round(told_rubric, rules, closed=cells), {})

        exact = {team: float(points) for team, points in counted.items()}
        assert exact == pytest.approx(fitted.scores, abs=1e-9)
        assert list(places.items()) == [
            (one.project, (one.first, one.last)) for one in official.places
        ]
