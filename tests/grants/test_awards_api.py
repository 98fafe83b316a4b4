"""The awards as programs see them: the contract's requests, who may, and who may not."""

from tests.again import again
from tests.grants.court import MILLION, Court


def whole_list(court):
    return [
        {"team": court.teams["Kaft"], "decision": "award", "kind": "full",
         "amount": 40 * MILLION, "conditions": ["two quotes"],
         "votes": {"for": 3, "against": 0, "abstained": 0}},
        {"team": court.teams["Yoʻlchi"], "decision": "reserve", "order": 1},
        {"team": court.teams["Saksovul"], "decision": "not_awarded"},
    ]  # fmt: skip


def test_the_proposal_walks_the_official_order(court):
    answer = court.program("Aziza").get(court.awards_url())

    ids = [court.teams[name] for name in ("Kaft", "Yoʻlchi", "Saksovul")]
    proposal = answer.json["proposal"]
    assert proposal["order"] == ids
    assert [(one["team"], one["amount"], one["kind"]) for one in proposal["awards"]] == [
        (ids[0], 40 * MILLION, "full"),
        (ids[1], 30 * MILLION, "full"),
        (ids[2], 20 * MILLION, "full"),
    ]
    assert (proposal["rule"], proposal["envelope"], proposal["partial"]) == (
        "stop", 90 * MILLION, 0.6,
    )  # fmt: skip
    assert answer.json["decisions"] == []


def test_the_line_stops_where_the_money_ends(app, clock):
    court = again(Court, app, clock, envelope=50 * MILLION)

    proposal = court.program("Kamol").get(court.awards_url()).json["proposal"]

    assert proposal["stopped"] == {
        "teams": [court.teams["Yoʻlchi"]], "reason": "short", "left": 10 * MILLION,
    }  # fmt: skip
    assert proposal["reserve"] == [court.teams["Yoʻlchi"], court.teams["Saksovul"]]


def test_the_whole_list_is_decided_and_sent_twice_changes_nothing(court):
    chair = court.program("Jamila")
    first = chair.put(court.awards_url(), whole_list(court))
    again = chair.put(court.awards_url(), whole_list(court))

    assert first.status_code == again.status_code == 200
    assert first.json == again.json
    assert [one["revision"] for one in again.json["decisions"]] == [1, 1, 1]
    read = chair.get(court.awards_url()).json
    assert (read["given"], read["left"]) == (40 * MILLION, 50 * MILLION)


def test_the_same_key_gives_the_same_answer(court):
    chair = court.program("Jamila")
    key = "11111111-1111-4111-8111-111111111111"
    first = chair.put(court.awards_url(), whole_list(court), key=key)
    again = chair.put(court.awards_url(), whole_list(court), key=key)

    assert (first.status_code, first.json) == (again.status_code, again.json)


def test_a_stale_revision_answers_with_both_versions(court):
    chair, secretary = court.program("Jamila"), court.program("Kamol")
    chair.put(court.awards_url(), whole_list(court))
    late = [{**whole_list(court)[0], "conditions": ["one quote"], "revision": 0}]

    refused = secretary.put(court.awards_url(), late)

    assert (refused.status_code, refused.json["type"]) == (409, "/problems/stale-revision")
    assert refused.json["theirs"]["conditions"] == ["two quotes"]
    assert refused.json["yours"]["conditions"] == ["one quote"]


def test_refusals_name_what_is_wrong(app, clock):
    court = again(Court, app, clock, envelope=50 * MILLION)
    chair = court.program("Jamila")
    over = [
        {"team": court.teams[name], "decision": "award", "kind": "full"}
        for name in ("Kaft", "Yoʻlchi")
    ]

    refused = chair.put(court.awards_url(), over)
    assert (refused.status_code, refused.json["type"]) == (409, "/problems/over-envelope")
    strict = chair.put(court.awards_url(), [{**over[0], "amount": "40"}])
    assert (strict.status_code, strict.json["type"]) == (422, "/problems/invalid")


def test_only_chair_and_secretary_decide(court):
    for name in ("Aziza", "Jasur", "Rustam", "Olim", "Malika", "Bobur", "Shoira"):
        refused = court.program(name).put(court.awards_url(), whole_list(court))
        assert (name, refused.status_code) == (name, 403)
    assert court.program(None).put(court.awards_url(), whole_list(court)).status_code in {401, 403}


def test_a_team_without_a_ballot_is_not_proposed_and_may_be_declined(app, clock):
    court = again(Court, app, clock, is_closed=False)
    for juror in ("Jamila", "Jasur", "Lobar"):
        for team, impact in (("Kaft", 5), ("Yoʻlchi", 4)):
            court.cast(juror, team, impact=impact)
    court.close()

    answer = court.program("Jamila").put(court.awards_url(), whole_list(court))

    assert answer.status_code == 200


def test_the_number_of_statements_does_not_grow_with_the_teams(app, clock):
    from sqlalchemy import event

    def statements(court):
        seen = []
        event.listen(court.db.engine, "before_cursor_execute", lambda *a: seen.append(a[2]))
        court.program("Aziza").get(court.awards_url())
        seen.clear()
        assert court.program("Aziza").get(court.awards_url()).status_code == 200
        return len([one for one in seen if one.startswith("SELECT")])

    small = again(Court, app, clock, teams=("Kaft",), asks={"Kaft": MILLION * 20}, is_closed=False)
    for juror in ("Jamila", "Jasur", "Lobar"):
        small.cast(juror, "Kaft")
    small.close()

    assert statements(small) == statements(again(Court, app, clock))
