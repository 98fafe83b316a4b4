"""Sunday of the demo camp: the jury's hour, the deliberation, publication and the appeal."""

from tests.demo.replay_actors import MINOR, folder

ABSENT = {"late": "In traffic", "left_early": "Called away"}


def open_round(hall):
    """The round opens with the phase; one juror has stepped aside for a team already."""
    hall.round = hall.get("O3", f"/camps/{hall.slug}/rounds")[0]["id"]
    known = hall.get("O3", f"/rounds/{hall.round}")["jurors"]
    by_name = {one["name"]: one["id"] for one in known}
    found = folder("jurors")
    for one in [*found["jurors"], found["reserve"]]:
        hall.ids[one["id"]] = by_name[one["name"]]
    for one in found["conflicts"]:
        body = {"team": hall.ids[one["team"]], "kind": one["kind"], "text": one["text"]}
        hall.do(one["juror"], "POST", f"/rounds/{hall.round}/conflicts", body, status=201)
    hall.at("2027-04-18T12:58:00+05:00")
    hall.move_on("O1", "jury")


def judge(hall):
    for team in sorted(folder("teams"), key=lambda one: one["pitch_order"]):
        slot = f"/rounds/{hall.round}/slots/{hall.ids[team['id']]}"
        hall.do("O3", "PUT", slot, {"state": "now"})
        cells = [cell for cell in folder("scores") if cell["team"] == team["id"]]
        for cell in sorted(cells, key=lambda cell: cell["submitted_at"] or ""):
            _cell(hall, cell)
        is_short = any(cell["status"] == "draft" for cell in cells)
        if is_short:
            hall.do("O3", "PUT", slot, {"state": "done"}, status=409)
        hall.do("O3", "PUT", slot, {"state": "done", "close_anyway": is_short})


def _cell(hall, cell):
    team = hall.ids[cell["team"]]
    if cell["status"] == "absent":
        body = {"juror": hall.ids[cell["juror"]], "team": team, "reason": ABSENT[cell["reason"]]}
        hall.do("O3", "POST", f"/rounds/{hall.round}/absences", body, status=201)
    elif cell["status"] == "recused":
        body = {"marks": {}, "state": "draft"}
        hall.do(cell["juror"], "PUT", f"/rounds/{hall.round}/ballots/{team}", body, status=403)
    else:
        _ballot(hall, cell, team)


def _ballot(hall, cell, team):
    if cell["submitted_at"]:
        hall.at(cell["submitted_at"])
    marks = {key: mark for key, mark in cell["scores"].items() if mark is not None}
    body = {"marks": marks, "comment": cell["comment"] or "", "state": cell["status"]}
    told = hall.do(cell["juror"], "PUT", f"/rounds/{hall.round}/ballots/{team}", body)
    assert (told["revision"], told["state"]) == (1, cell["status"])


def close_round(hall):
    told = folder("deliberation")
    hall.at(told["ranking_frozen_at"])
    hall.do("O3", "PUT", f"/rounds/{hall.round}/freeze")
    hall.do("O3", "PUT", f"/rounds/{hall.round}/closure")
    hall.at(told["opened_at"])
    hall.move_on("J1", "deliberation")


def deliberate(hall):
    """The sitting, its notes, ten decisions, and everybody's name under the protocol."""
    told = folder("deliberation")
    present = {"present": [hall.ids[ref] for ref in told["present"]]}
    hall.do("O3", "PUT", f"/camps/{hall.slug}/sitting", present)
    for note in told["notes"]:
        hall.at(f"2027-04-18T{note['t']}:00+05:00")
        hall.do("O3", "PUT", f"/camps/{hall.slug}/sitting", {"note": note["text"]})
    choices = [_choice(hall, one) for one in told["decisions"]]
    hall.do("J1", "PUT", f"/camps/{hall.slug}/awards", choices)
    hall.at(told["closed_at"])
    for ref in told["signed_by"]:
        hall.send(ref, f"/camps/{hall.slug}/protocol/signatures")


def _choice(hall, one):
    names = ("decision", "kind", "order", "conditions", "reason", "votes", "note")
    said = {name: one[name] for name in names if name in one}
    return {**said, "team": hall.ids[one["team"]], "amount": one.get("amount", 0) * MINOR}


def publish(hall):
    """Owner and chair leave the deliberation together, and turn the two keys."""
    assert hall.move_on("J1", "results")["phase"] == "deliberation"
    assert hall.move_on("O1", "results")["phase"] == "results"
    hall.at(folder("deliberation")["published_at"])
    path = f"/rounds/{hall.round}/publication"
    assert hall.do("O1", "POST", path)["published"] is False
    assert hall.do("J1", "POST", path)["published"] is True


def appeal(hall):
    [one] = folder("deliberation")["appeals"]
    hall.move_on("O1", "appeals")
    hall.at(one["at"])
    body = {"team": hall.ids[one["team"]], "ground": "procedure", "text": one["ground"]}
    made = hall.do("P11", "POST", f"/camps/{hall.slug}/appeals", body, status=201)
    hall.at(one["decided_at"])
    hall.do("O1", "PUT", f"/camps/{hall.slug}/phase", {"phase": "followup"}, status=409)
    answer = {"outcome": "not_upheld", "answer": one["outcome"]}
    told = hall.do("J1", "PUT", f"/appeals/{made['id']}", answer)
    assert told["state"] == "not_upheld"
    hall.move_on("O1", "followup")
