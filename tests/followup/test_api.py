"""A whole grant by a program, each write sent twice; and what strangers are told."""

from base64 import b64encode
from uuid import uuid4

from tests.followup.field import picture
from tests.grants.court import MILLION

PHOTO = b64encode(picture()).decode()


def twice(program, method, path, body=None, status=200):
    key = str(uuid4())
    first, second = (program.send(method, path, body, key=key) for _ in range(2))
    assert (first.status_code, second.status_code) == (status, status), first.json
    assert first.json == second.json
    return first.json


def test_a_grant_from_the_offer_to_its_end(field):
    bobur, olim = field.program("Bobur"), field.program("Olim")
    at, day = f"/awards/{field.kaft}", field.today.isoformat()
    assert twice(olim, "POST", f"/camps/{field.slug}/offers", status=201) == {"awards": []}
    assert twice(bobur, "PUT", f"{at}/answer", {"accepts": True})["state"] == "accepted"
    twice(bobur, "PUT", f"{at}/conditions/1", {"file": PHOTO})
    for no in (1, 2):
        twice(olim, "PUT", f"{at}/conditions/{no}/decision", {"met": True})
    signed = {"signed_on": day, "signatory": "Bobur, lead", "payee": "Kelajak Lab"}
    twice(olim, "PUT", f"{at}/agreement", signed)
    twice(olim, "PUT", f"{at}/milestones", {"text": "40 bags", "due": day})

    def pay(no):
        twice(olim, "PUT", f"{at}/tranches/{no}", {"state": "approved"})
        paid = {"state": "paid", "paid_on": day, "document": f"No. {no}"}
        twice(olim, "PUT", f"{at}/tranches/{no}", paid)

    pay(1)
    report = {"kind": "milestone", "milestone": 1, "text": "43 bags.", "photos": [PHOTO],
              "numbers": {"direct_beneficiaries": 12}}  # fmt: skip
    twice(bobur, "PUT", f"{at}/reports", report)
    tasks = olim.get(f"/camps/{field.slug}/followup").json["tasks"]
    assert [one["what"] for one in tasks] == ["report"]
    twice(olim, "PUT", f"{at}/reports/1/decision", {"accepts": True})
    receipt = {"line": "Course", "amount": 20 * MILLION, "bought_on": day, "file": PHOTO}
    twice(bobur, "PUT", f"{at}/receipts", receipt)
    twice(olim, "PUT", f"{at}/receipts/1/decision", {"state": "accepted"})
    twice(olim, "PUT", f"{at}/tranches/2", {"state": "held", "reason": "The bank is closed."})
    pay(2)
    twice(bobur, "PUT", f"{at}/reports", {"kind": "final", "text": "All done."})
    twice(olim, "PUT", f"{at}/reports/2/decision", {"accepts": True})
    pay(3)
    twice(olim, "POST", f"{at}/reminders", {"step": "reminder", "text": "Well done."}, 201)
    for state in ("suspended", "contracted", "completed"):
        said = {"state": state, "reason": "For the test."}
        assert twice(olim, "PUT", f"{at}/state", said)["state"] == state

    told = bobur.get(at).json
    assert (told["state"], told["paid"], told["next"]) == ("completed", 40 * MILLION, None)
    assert twice(olim, "POST", f"/camps/{field.slug}/donors", {"text": "Thank you."}, 201)
    figures = field.program(None).get(f"/camps/{field.slug}/donors").json["figures"]
    assert figures["paid"] == 40 * MILLION


def test_declined_and_handed_on(field):
    bobur, olim = field.program("Bobur"), field.program("Olim")
    said = {"accepts": False, "reason": "We cannot cut it so far."}
    twice(bobur, "PUT", f"/awards/{field.kaft}/answer", said)
    passed = {"reason": "They asked to wait."}
    twice(olim, "POST", f"/camps/{field.slug}/offers/passes", passed, 201)

    made = twice(olim, "POST", f"/camps/{field.slug}/offers/reserve", status=201)

    assert made["team"] == field.teams["Saksovul"]
    state = {"state": "cancelled", "reason": "The lead left."}
    assert olim.put(f"/awards/{made['id']}/state", state).json["type"] == "/problems/award-state"


def test_a_refusal_says_what_is_missing(field):
    field.accept()

    refused = field.program("Olim").put(f"/awards/{field.kaft}/tranches/1", {"state": "approved"})

    assert (refused.status_code, refused.json["type"]) == (409, "/problems/not-due")
    assert refused.json["missing"] == ["active", "conditions", "agreement"]


def test_strangers_are_refused_before_their_file_is_read(running):
    dilnoza, at = running.program("Dilnoza"), f"/awards/{running.kaft}"

    assert dilnoza.get(at).status_code == 403
    for path in (f"{at}/conditions/1", f"{at}/receipts"):
        body = {"line": "Course", "amount": 1, "bought_on": "2027-04-16", "file": PHOTO}
        given = body if path.endswith("receipts") else {"file": PHOTO}
        assert dilnoza.put(path, given).status_code == 403
    assert dilnoza.get(f"/camps/{running.slug}/followup").status_code == 403
    broken = {"line": "Course", "amount": 1, "bought_on": "2027-04-16", "file": "§"}
    assert running.program("Bobur").put(f"{at}/receipts", broken).status_code == 422


def test_donors_hear_nothing_before_it_is_published(field):
    assert field.program(None).get(f"/camps/{field.slug}/donors").status_code == 404
