"""A juror's phone without network: its ballots travel as codes and count once."""

import json
import zlib
from base64 import urlsafe_b64encode
from uuid import uuid4

import pytest

from camp.core.models import Answered
from camp.jury import courier, frames, rounds
from camp.jury.models import Ballot, HeldBallot
from camp.people.models import Login

BODY = {"marks": {"impact": 5, "problem": 4}, "comment": "", "share": False,
        "state": "submitted", "revision": 0}  # fmt: skip


def text_of(body=BODY):
    return json.dumps(body, separators=(",", ":"))


def drawn(bench, *ballots, who="Jasur", part=90, round_id=None):
    """What the juror's page draws: (key, team, body) as the codes' texts."""
    bench.browser(who)
    with bench.db.read() as session:
        login = session.query(Login).filter_by(person_id=bench.id(who)).first()
    secret = bench.app.extensions["secret"]
    said = {
        "pass": courier.pass_of(secret, login.id, round_id or bench.round_id),
        "ballots": [[key, bench.teams[team], body] for key, team, body in ballots],
    }
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = packer.compress(json.dumps(said).encode()) + packer.flush()
    text = urlsafe_b64encode(packed).decode().rstrip("=")
    parts = [text[at : at + part] for at in range(0, len(text), part)]
    whole = frames.crc(text)
    return [
        f"CAMP1.{whole}.{n}.{len(parts)}.{frames.crc(one)}.{one}"
        for n, one in enumerate(parts, start=1)
    ]


def carry(bench, codes, who="Kamol", **more):
    return bench.program(who).post(bench.url("/carried"), {"frames": codes}, **more)


def results(answer):
    return [(one["result"], one["slug"]) for one in answer.json["ballots"]]


def ballots(bench):
    with bench.db.read() as session:
        return [(one.marks, one.source, one.by, one.revision) for one in session.query(Ballot)]


def test_carried_ballots_count_once_when_the_phone_sends_them_too(any_bench):
    bench, key = any_bench, str(uuid4())
    codes = drawn(bench, (key, "Kaft", text_of()), (str(uuid4()), "Yoʻlchi", text_of()))

    answers = [carry(bench, [*codes[::-1], codes[0]]), carry(bench, codes)]
    own = bench.app.test_client().put(
        f"/api/v1{bench.ballot_url('Kaft')}", data=text_of(), content_type="application/json",
        headers={"Authorization": f"Bearer {bench.token('Jasur')}", "Idempotency-Key": key},
    )  # fmt: skip

    assert [results(one) for one in answers] == [[("in", "")] * 2, [("already", "")] * 2]
    assert (own.status_code, own.json["revision"]) == (200, 1)
    assert ballots(bench) == [(BODY["marks"], "carried", bench.id("Kamol"), 1)] * 2


def test_a_courier_who_changes_marks_is_found_out_by_the_phone(bench):
    key = str(uuid4())
    changed = text_of({**BODY, "marks": {"impact": 1, "problem": 1}})
    carry(bench, drawn(bench, (key, "Kaft", changed)))

    own = bench.program("Jasur").put(bench.ballot_url("Kaft"), BODY, key=key)

    assert own.json["type"] == "/problems/key-reused"
    page = bench.browser("Jasur").get(bench.url(f"/teams/{bench.teams['Kaft']}")).text
    assert "Kamol handed this ballot in for you" in page


def test_what_differs_from_what_is_in_waits_for_the_juror(any_bench):
    bench = any_bench
    bench.cast("Jasur", "Kaft", impact=2, problem=2)
    codes = drawn(bench, (str(uuid4()), "Kaft", text_of()))
    assert results(carry(bench, codes)) == [("waiting", "stale-revision")]
    with bench.db.read() as session:
        kept = session.query(HeldBallot).one()
        assert session.query(Answered).filter_by(key=kept.key).all() == []
    page = bench.url(f"/teams/{bench.teams['Kaft']}")
    juror, fields = bench.browser("Jasur"), {"accept": "true", "revision": "1"}
    assert "Another version of this ballot was brought in" in juror.get(page).text

    place = f"/late-ballots/{kept.id}"
    refused = bench.program("Kamol").put(f"{place}/decision", {"accept": True, "reason": "x"})
    taken = bench.form(juror, f"{place}/choice", fields)

    assert (refused.status_code, taken.location) == (403, page)
    assert ballots(bench)[-1][0] == BODY["marks"]


def test_what_comes_after_the_closure_is_kept_and_what_may_not_count_refused(bench):
    bench.cast_all(but=[("Jasur", "Kaft"), ("Jasur", "Yoʻlchi")])
    bench.program("Jasur").post(
        bench.url("/conflicts"), {"team": bench.teams["Yoʻlchi"], "kind": "family"}
    )
    bench.do(rounds.close_round, by=bench.id("Kamol"))
    said = [(str(uuid4()), team, text_of()) for team in ("Kaft", "Yoʻlchi")]

    assert results(carry(bench, drawn(bench, *said))) == [
        ("waiting", "round-closed"),
        ("refused", "conflict-of-interest"),
    ]


def test_codes_must_be_whole_and_ours(bench):
    codes = drawn(bench, (str(uuid4()), "Kaft", text_of()))
    foreign = drawn(bench, (str(uuid4()), "Kaft", text_of()), round_id="another")
    junk = drawn(bench, ("k", "Kaft", "{}"))
    damaged = [*codes[1:], codes[0][:-1] + ("A" if codes[0][-1] != "A" else "B")]

    missing = carry(bench, damaged)
    answers = [carry(bench, foreign), carry(bench, junk), carry(bench, ["hello"])]

    assert (missing.json["type"], missing.json["parts"]) == ("/problems/parts-missing", "1")
    assert [one.json["type"] for one in answers] == ["/problems/codes-not-readable"] * 3
    assert ballots(bench) == []


def test_a_revoked_login_carries_nothing(bench):
    codes = drawn(bench, (str(uuid4()), "Kaft", text_of()))
    bench.db.write(
        lambda session: (
            session.query(Login)
            .filter_by(person_id=bench.id("Jasur"))
            .update({"revoked_at": bench.clock()})
        )
    )

    assert carry(bench, codes).status_code == 422


@pytest.mark.parametrize(("who", "status"), [("Aziza", 403), ("Jamila", 403), (None, 401)])
def test_only_the_secretary_carries(bench, who, status):
    assert carry(bench, ["hello"], who=who).status_code == status


def test_the_page_takes_a_scanners_lines(bench):
    codes = drawn(bench, (str(uuid4()), "Kaft", text_of()))
    kamol, path = bench.browser("Kamol"), bench.url("/carried")

    answer = bench.form(kamol, path, {"frames": "\r\n".join(codes)})

    assert answer.location == f"{path}?in=1&waiting=0&refused=0"
    assert "1 ballot is in." in kamol.get(answer.location).text
    missing = bench.form(kamol, path, {"frames": codes[0]})
    assert "Parts of the codes are missing" in missing.text


@pytest.mark.parametrize("state", ["draft", "reopened"])
def test_what_the_juror_did_not_hand_in_nobody_carries_in(bench, state):
    bench.program("Jasur").put(bench.ballot_url("Kaft"), {**BODY, "state": "draft"})
    told = text_of({**BODY, "state": state, "revision": 1})

    answer = carry(bench, drawn(bench, (str(uuid4()), "Kaft", told)))

    assert (answer.status_code, answer.json["type"]) == (422, "/problems/codes-not-readable")
    assert [one[3] for one in ballots(bench)] == [1]
    with bench.db.read() as session:
        assert session.query(HeldBallot).count() == 0


@pytest.mark.parametrize("deep", ["[" * 7000, '{"a":' * 1500, '{"marks": ' + "[" * 7000])
def test_what_is_nested_without_end_is_not_readable(bench, deep):
    answer = carry(bench, drawn(bench, (str(uuid4()), "Kaft", deep)))

    assert (answer.status_code, answer.json["type"]) == (422, "/problems/codes-not-readable")


@pytest.mark.parametrize("path", ["/carried", "/paper-ballots"])
def test_a_program_that_nests_without_end_is_told_so(bench, path):
    answer = bench.app.test_client().post(
        f"/api/v1{bench.url(path)}", data='{"frames":' + "[" * 100_000,
        content_type="application/json",
        headers={"Authorization": f"Bearer {bench.token('Kamol')}",
                 "Idempotency-Key": str(uuid4())},
    )  # fmt: skip

    assert answer.status_code == 400


def test_every_page_that_reads_codes_may_open_the_camera(bench):
    pages = {
        "Shoira": [f"/camps/{bench.slug}/door?station=Door+1"],
        "Kamol": [bench.url("/carried"), bench.url("/paper")],
        "Rustam": [f"/camps/{bench.slug}/ideas/paper"],
    }
    bench.move("voting")
    found = {path: bench.browser(name).get(path) for name, paths in pages.items() for path in paths}
    other = bench.browser("Kamol").get(bench.url("/paper/ballots"))

    assert {path: "<camp-scan" in page.text for path, page in found.items()} == dict.fromkeys(
        found, True
    )
    for page in found.values():
        assert "camera=(self)" in page.headers["Permissions-Policy"]
        assert "'wasm-unsafe-eval'" in page.headers["Content-Security-Policy"]
    assert "camera=()" in other.headers["Permissions-Policy"]
