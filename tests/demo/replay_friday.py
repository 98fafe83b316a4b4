"""Friday of the demo camp: ideas on the board and on the stage, dots, and teams."""

from tests.demo.replay_actors import folder

TEN_PAST_SIX = "2027-04-16T18:10:00+05:00"
OFFLINE = 11
"""So many people gave their dots while the hall had no network."""


def write_ideas(hall):
    hall.at("2027-04-16T15:30:00+05:00")
    for one in folder("ideas"):
        body = {
            "title": one["title"], "problem": one["problem"], "solution": one["solution"],
            "language": one["language"], "tags": one["tags"], "skills": one["skills_needed"],
            "beneficiaries": one["beneficiaries_estimate"], "region": one["region"],
        }  # fmt: skip
        made = hall.do(one["author"], "POST", f"/camps/{hall.slug}/ideas", body, status=201)
        hall.ids[one["id"]] = made["id"]
        hall.do(one["author"], "POST", f"/ideas/{made['id']}/submission")
    hall.at("2027-04-16T17:00:00+05:00")
    for one in folder("ideas"):
        path = f"/ideas/{hall.ids[one['id']]}"
        if one["status"] == "withdrawn":
            why = {"decision": "screened_out", "ground": "scope", "reason": one["status_reason"]}
            hall.do("O1", "PUT", f"{path}/screening", why)
            hall.do(one["author"], "POST", f"{path}/withdrawal")
        else:
            hall.do("O1", "PUT", f"{path}/screening", {"decision": "screened_in"})


def pitch_ideas(hall):
    hall.at("2027-04-16T17:25:00+05:00")
    hall.move_on("O2", "ideas")
    pitched = [one for one in folder("ideas") if one["pitch_order"]]
    order = [hall.ids[one["id"]] for one in sorted(pitched, key=lambda one: one["pitch_order"])]
    hall.do("O2", "PUT", f"/camps/{hall.slug}/pitches", {"order": order})
    for idea_id in order:
        hall.clock.pass_(seconds=90)
        said = {"state": "now"}
        if idea_id == hall.ids["I12"]:  # Its author comes on Saturday: somebody reads it.
            said["proxy"] = hall.ids["P01"]
        hall.do("O2", "PUT", f"/ideas/{idea_id}/pitch", said)
    hall.do("O2", "PUT", f"/ideas/{order[-1]}/pitch", {"state": "done"})


def vote(hall):
    """Dots until the close; the network fails at 18:14, and the moderator adds five minutes."""
    hall.at(TEN_PAST_SIX)
    hall.move_on("O2", "voting")
    path = f"/camps/{hall.slug}/voting"
    hall.do("O2", "PUT", path, {"state": "open", "closes_at": "2027-04-16T18:30:00+05:00"})
    votes = folder("votes")["votes"]
    voters = list(dict.fromkeys(one["voter"] for one in votes))
    queued = set(voters[-OFFLINE:])
    for one in votes:
        if one["voter"] not in queued:
            _dot(hall, one)
    hall.at("2027-04-16T18:25:00+05:00")
    hall.do("O2", "PUT", path, {"state": "open", "closes_at": "2027-04-16T18:35:00+05:00"})
    hall.at("2027-04-16T18:32:00+05:00")
    for one in votes:
        if one["voter"] in queued:
            _dot(hall, one, cast_at="2027-04-16T18:15:00+05:00")
    hall.at("2027-04-16T18:35:00+05:00")
    hall.do("O2", "PUT", path, {"state": "closed"})
    hall.do("O2", "PUT", path, {"state": "revealed"})


def _dot(hall, one, **when):
    path = f"/ideas/{hall.ids[one['idea']]}/dots"
    assert hall.do(one["voter"], "PUT", path, {"dots": one["dots"], **when})["late"] == ""


def form_teams(hall):
    """Two ideas merge; each lead makes the team, people ask for seats and are accepted."""
    hall.at("2027-04-16T19:40:00+05:00")
    hall.move_on("O2", "forming")
    for author in ("P26", "P11"):
        hall.do(author, "POST", f"/ideas/{hall.ids['I06']}/merge", {"into": hall.ids["I05"]})
    hall.at("2027-04-16T20:05:00+05:00")
    for team in folder("teams"):
        _make_team(hall, team)
    hall.at("2027-04-16T20:06:00+05:00")
    waiting = hall.do("P07", "POST", f"/teams/{hall.ids['T06']}/requests", {}, status=201)
    assert waiting["state"] == "waiting"
    hall.at("2027-04-16T20:12:00+05:00")
    join(hall, "P07", "T01", by="P11")
    hall.at("2027-04-16T20:20:00+05:00")
    hall.move_on("O1", "build")


def _make_team(hall, team):
    lead = team["members"][0]["participant"]
    body = {
        "name": team["name"], "ideas": [hall.ids[ref] for ref in team["ideas"]],
        "one_liner": team["one_liner"],
    }  # fmt: skip
    made = hall.do(lead, "POST", f"/camps/{hall.slug}/teams", body, status=201)
    hall.ids[team["id"]] = made["id"]
    for member in team["members"][1:]:
        if member["joined_at"] == "2027-04-16T20:05:00+05:00":
            join(hall, member["participant"], team["id"], by=lead)


def join(hall, ref, team, *, by):
    asked = hall.do(ref, "POST", f"/teams/{hall.ids[team]}/requests", {}, status=201)
    assert asked["state"] == "asked"
    answered = hall.do(by, "PUT", f"/requests/{asked['id']}", {"state": "accepted"})
    assert answered["state"] == "accepted"
