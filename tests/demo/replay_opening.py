"""From the empty server to the door: the camp, its rules, its people, and who came in when."""

from camp.people.consenting import default_conduct
from tests.demo.replay_actors import folder

SPOKEN = {"uz-Latn": "uz", "uz-Cyrl": "uz_Cyrl", "ru": "ru", "en": "en"}
ROLES = {
    "owner": "owner", "organiser": "organiser", "moderator": "moderator",
    "secretary": "secretary", "safeguarding": "safeguarding",
    "programme_officer": "programme officer", "door_lead": "door lead",
}  # fmt: skip
STATION = "Foyer"
VERSION = default_conduct()["version"]


def found_camp(hall):
    """The owner makes the camp, its rules and rubric, and names everybody who runs it."""
    hall.at("2027-02-01T10:00:00+05:00")
    staff = folder("staff")
    hall.begin(staff[0])
    hall.slug = _make(hall)
    hall.send("O1", f"/camps/{hall.slug}/settings/rubric", _rubric())
    hall.send("O1", f"/camps/{hall.slug}/settings/staff", {"table": _staff_table(staff)})
    for one in [*staff, *_jury(), *folder("mentors")]:
        hall.knows(one["id"], one["name"])
    for mentor in folder("mentors"):
        body = {
            "person": hall.id(mentor["id"]), "expertise": mentor["expertise"],
            "organisation": mentor["org"], "speaks": mentor["langs"],
        }  # fmt: skip
        hall.do("O1", "POST", f"/camps/{hall.slug}/mentors", body)
    for item in folder("schedule"):
        hall.do("O1", "POST", f"/camps/{hall.slug}/items", _item(item))


def _make(hall):
    camp, policy = folder("camp"), folder("programme")["grant_policy"]
    rules, jury = camp["rules"], camp["jury"]
    sent = {
        "preset": "social", "name": camp["name"], "theme": camp["theme"],
        "starts_at": camp["starts"][:16], "ends_at": camp["ends"][:16],
        "timezone": camp["timezone"], "currency": camp["currency"], "language": "uz",
        "place": camp["venue"]["name"], "rooms": ", ".join(camp["venue"]["rooms"]),
        "capacity": camp["capacity"], "team_min": camp["team_size"]["min"],
        "team_max": camp["team_size"]["max"], "dots": camp["ideas_voting"]["dots"],
        "dots_per_idea": camp["ideas_voting"]["max_per_idea"], "jury_seats": jury["seats"],
        "quorum": jury["quorum"], "slot_minutes": jury["slot_minutes"],
        "pitch_minutes": jury["pitch"], "question_minutes": jury["questions"],
        "score_minutes": jury["score"], "changeover_minutes": jury["changeover"],
        "score_mode": rules["score_mode"], "tie_margin": rules["tie_margin"],
        "funding_rule": rules["funding_rule"], "appeal_hours": policy["appeal_hours"],
        "age_min": policy["age"]["min"], "age_max": policy["age"]["max"],
        "envelope": policy["per_camp_envelope"], "min_award": policy["min_award"],
        "max_award": policy["max_award"],
    }  # fmt: skip
    return hall.send("O1", "/camps", sent).split("/")[2]


def _rubric():
    sent = {}
    for number, one in enumerate(folder("rubric")["criteria"], 1):
        sent[f"key-{number}"], sent[f"name-{number}"] = one["id"], one["name"]
        sent[f"weight-{number}"] = one["weight"]
        sent |= {f"anchor-{number}-{step}": text for step, text in one["anchors"].items()}
    return sent


def _jury():
    found = folder("jurors")
    return [*found["jurors"], found["reserve"]]


def _staff_table(staff):
    """One line a role, as it is pasted from a spreadsheet: name, role, organisation."""
    lines = ["name\trole\torganisation"]
    lines += [
        f"{one['name']}\t{ROLES[role]}\t" for one in staff[1:] for role in one["roles"]
    ]  # fmt: skip
    seats = {"chair": "chair", "member": "juror", "reserve": "reserve"}
    lines += [f"{one['name']}\t{seats[one['role']]}\t{one['org']}" for one in _jury()]
    lines += [f"{one['name']}\tmentor\t{one['org']}" for one in folder("mentors")]
    return "\n".join(lines)


def _item(item):
    times = {
        f"{name}s_at": f"{item['date']}T{item[name]}:00+05:00" for name in ("start", "end")
    }  # fmt: skip
    words = {"kind": item["kind"], "title": item["title"], "room": item["room"]}
    return {**words, **times, "titles": {"en": item["title_en"]}}


def register_everybody(hall):
    """Who registered online is accepted; consents are each person's own, forms the officer's."""
    hall.at("2027-03-15T10:00:00+05:00")
    hall.move_on("O1", "call")
    online = [one for one in folder("participants") if one["registration"] == "online"]
    made = {one["id"]: _register(hall, one) for one in online}
    hall.at("2027-04-05T10:00:00+05:00")
    hall.move_on("O1", "selection")
    for ref, registration in made.items():
        hall.do("O2", "PUT", f"/registrations/{registration}", {"state": "accepted"})
        assert hall.ids[ref] == registration
    for one in online:
        consent(hall, one, by=one["id"])
        profile = {"skills": one["skills"], "speaks": one["languages"], "needs": one["needs"]}
        hall.send(one["id"], f"/camps/{hall.slug}/profile", profile)
    hall.at("2027-04-10T12:00:00+05:00")
    for one in online:
        form = one["consents"]["guardian"]
        if form and form["received_at"].startswith("2027-04-10"):
            guardian(hall, one["id"])


def _register(hall, one):
    sent = {
        "name": one["name"], "phone": one["phone"], "birth_date": one["birth_date"],
        "gender": one["gender"], "region": one["region"], "town": one["place"],
        "language": SPOKEN[one["ui_language"]], "speaks": one["languages"],
    }  # fmt: skip
    told = hall.do(None, "POST", f"/camps/{hall.slug}/registrations", sent, status=201)
    hall.knows(one["id"], one["name"], told["person"])
    hall.ids[one["id"]] = told["id"]
    return told["id"]


def consent(hall, one, *, by):
    said = one["consents"]
    answers = {
        "code": said["code_of_conduct"], "data": said["data_processing"], "photo": said["photo"],
    }  # fmt: skip
    for kind, given in answers.items():
        body = {"camp": hall.slug, "kind": kind, "version": VERSION, "given": given}
        hall.do(by, "POST", f"/people/{hall.id(one['id'])}/consents", body)


def guardian(hall, ref):
    body = {"camp": hall.slug, "guardian": "Ona yoki ota"}
    hall.do("O4", "POST", f"/people/{hall.id(ref)}/guardian", body)


def scan(hall, ref):
    """The badge of `ref` is read at the foyer; returns what the door said."""
    body = {"badge": hall.badge_code(ref), "station": STATION}
    return hall.do("O6", "POST", f"/camps/{hall.slug}/checkins", body)


def open_door(hall):
    hall.at("2027-04-16T13:30:00+05:00")
    hall.move_on("O1", "checkin")


def let_in(hall, until):
    """Everybody who came until this moment and is not in yet, in the order of the records."""
    came = [one for one in folder("participants") if one["checked_in_at"]]
    for one in sorted(came, key=lambda one: one["checked_in_at"]):
        if one["checked_in_at"] > until or f"in:{one['id']}" in hall.ids:
            continue
        if one["id"] == "P58":
            hall.at("2027-04-17T08:50:00+05:00")
            guardian(hall, "P58")
        hall.at(one["checked_in_at"])
        if one["registration"] == "walk_in":
            _walk_in(hall, one)
        else:
            told = scan(hall, one["id"])
            assert told["result"] == "welcome", (one["id"], told)
        hall.ids[f"in:{one['id']}"] = True


def _walk_in(hall, one):
    sent = {
        "name": one["name"], "birth_year": one["birth_date"][:4], "phone": one["phone"],
        "region": one["region"], "station": STATION,
    }  # fmt: skip
    hall.send("O6", f"/camps/{hall.slug}/door/walk-ins", sent)
    hall.knows(one["id"], one["name"])
    answers = {
        "person": hall.id(one["id"]), "station": STATION, "code": "yes", "data": "yes",
        "photo": "yes",
    }  # fmt: skip
    hall.send("O6", f"/camps/{hall.slug}/door/consents", answers)
    hall.ids[one["id"]] = hall.id(one["id"])
