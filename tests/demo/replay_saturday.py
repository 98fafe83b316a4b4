"""From the lock of the teams to the tech check: mentors, who came late or left, submissions."""

from datetime import datetime, timedelta

from tests.demo.replay_actors import folder

DEADLINE = "2027-04-18T11:50:00+05:00"


def build(hall, let_in):
    """Everything of the build in the order of its times."""
    path = f"/camps/{hall.slug}/deadlines/submission"
    hall.do("O1", "PUT", path, {"at": DEADLINE})
    todo = [(*_when(note), note) for note in folder("mentor_feedback")]
    todo += [(team["submission"]["submitted_at"], _submit, team) for team in folder("teams")]
    todo += [("2027-04-17T20:00:00+05:00", _first_version, team) for team in folder("teams")]
    todo += [
        ("2027-04-17T09:40:00+05:00", let_in, "2027-04-17T09:40:00+05:00"),
        ("2027-04-17T09:45:00+05:00", _place, ("P27", "T10")),
        ("2027-04-17T09:45:00+05:00", _place, ("P58", "T01")),
        ("2027-04-17T13:05:00+05:00", _leave, ("P35", "T06")),
    ]
    for at, verb, about in sorted(todo, key=lambda one: one[0]):
        hall.at(at)
        verb(hall, about)


def _when(note):
    """A note is written when its visit is over; on Friday mentors went round unasked."""
    ends = datetime.fromisoformat(note["started_at"]) + timedelta(minutes=note["minutes"])
    return ends.isoformat(), _note


def _note(hall, note):
    words = ("light", "works", "risk", "next_step", "minutes", "materially_helped")
    body = {name: note[name] for name in words}
    path = f"/teams/{hall.ids[note['team']]}"
    if note["id"] == "F03":  # This team called; the others were visited.
        lead = next(t for t in folder("teams") if t["id"] == note["team"])["members"][0]
        hall.do(lead["participant"], "POST", f"{path}/visits", {"topic": "Maxfiylik"})
        body["visit_id"] = hall.do(note["mentor"], "POST", f"/camps/{hall.slug}/visits/next")["id"]
    hall.do(note["mentor"], "POST", f"{path}/feedback", body, status=201)


def _place(hall, about):
    ref, team = about
    hall.do("O1", "PUT", f"/teams/{hall.ids[team]}/seats/{hall.ids[ref]}")


def _leave(hall, about):
    ref, team = about
    path = f"/teams/{hall.ids[team]}/seats/{hall.ids[ref]}"
    hall.do(ref, "DELETE", path, {"reason": "family"})
    hall.send(ref, f"/camps/{hall.slug}/withdrawal", {"reason": "family"})


def body_of(team):
    """Return what the team hands in: its own words are in the idea, its sums in the folder."""
    budget = team["budget"]
    sent = {"currency": budget["currency"], "lines": budget["lines"]}
    if budget["rate_used"]:
        sent["rate"] = budget["rate_used"]
    idea = next(one for one in folder("ideas") if one["id"] == team["ideas"][0])
    return {
        "title": team["name"], "one_liner": team["one_liner"], "problem": idea["problem"],
        "solution": idea["solution"], "budget": sent,
    }  # fmt: skip


def _first_version(hall, team):
    body = {**body_of(team), "one_liner": "…"}
    made = _send(hall, team, body)
    assert (made["version"], made["late"]) == (1, False)


def _submit(hall, team):
    body = body_of(team)
    if team["submission"]["late"]:
        body["saved_at"] = "2027-04-18T11:48:00+05:00"
    made = _send(hall, team, body)
    told = team["submission"]
    assert (made["version"], made["late"]) == (told["version"], told["late"]), team["id"]
    assert made["counts"] is not told["late"]
    if told["late"]:
        path = f"/teams/{hall.ids[team['id']]}/submission/acceptance"
        assert hall.do("O1", "PUT", path, {"reason": "Saved offline before the end"})["counts"]


def _send(hall, team, body):
    lead = team["members"][0]["participant"]
    return hall.do(lead, "PUT", f"/teams/{hall.ids[team['id']]}/submission", body)


def check_tech(hall):
    hall.at("2027-04-18T12:01:00+05:00")
    hall.move_on("O1", "locked")
    for team in sorted(folder("teams"), key=lambda one: one["submission"]["tech_check_at"]):
        hall.at(team["submission"]["tech_check_at"])
        told = hall.do("O3", "PUT", f"/teams/{hall.ids[team['id']]}/tech-check")
        assert told["place"] == team["pitch_order"]
