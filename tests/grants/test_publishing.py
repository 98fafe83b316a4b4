"""Two keys of two people over one fingerprint; what changes afterwards is a further version."""

import pytest

from camp.core.models import Camp
from camp.core.rules import Role
from camp.grants import publishing, service
from camp.grants.models import Publication, PublicationKey
from camp.grants.rules import NothingChanged, NotReady, TwoPeople
from tests.grants.court import VOTES, Court


def missing(court):
    with court.db.read() as session:
        return publishing.missing_for_results(session, session.get(Camp, court.camp.id))


def published(court):
    with court.db.read() as session:
        return publishing.is_published(session, court.camp.id)


def test_what_is_missing_is_said_step_by_step(court):
    nobody = ["Fewer jurors are present than the quorum.",
              "Not every present juror has signed the protocol."]  # fmt: skip
    assert missing(court) == ["Not every team has a decision yet.", *nobody]
    court.decide_all()
    assert missing(court) == ["Not every present juror has signed the protocol."]
    court.sign_all()
    assert missing(court) == []


def test_before_the_round_is_closed_the_ranking_is_what_is_missing(app, clock):
    court = Court(app, clock, is_closed=False)

    assert missing(court) == ["There is no ranking yet: the round is still open."]


def test_an_unready_result_takes_no_key(court):
    with pytest.raises(NotReady) as refused:
        court.turn("Aziza", Role.OWNER)

    assert len(refused.value.facts["missing"]) == 3


def test_two_people_publish_whoever_comes_first(court):
    court.decide_all()
    court.sign_all()

    key, nothing = court.turn("Jamila", Role.CHAIR)
    assert (key.role, nothing, published(court)) == ("chair", None, False)
    key, version = court.turn("Aziza", Role.OWNER)

    assert (key.role, version.version, published(court)) == ("owner", 1, True)


def test_one_person_with_both_roles_is_one_key(court):
    court.decide_all()
    court.sign_all()

    first, _ = court.turn("Aziza", Role.OWNER, Role.CHAIR)
    again, nothing = court.turn("Aziza", Role.OWNER, Role.CHAIR)

    assert (again.id, nothing, published(court)) == (first.id, None, False)
    with pytest.raises(TwoPeople):
        court.turn("Kamol", Role.OWNER)


def test_a_key_sent_twice_is_one_and_so_is_the_publication(court):
    first = court.publish()
    _, again = court.turn("Jamila", Role.CHAIR)

    assert again.id == first.id
    with court.db.read() as session:
        assert session.query(PublicationKey).count() == 2
        assert session.query(Publication).count() == 1
    with pytest.raises(NothingChanged):
        court.turn("Kamol", Role.OWNER)


def test_a_decision_after_the_first_key_voids_it(court):
    court.decide_all()
    court.sign_all()
    court.turn("Aziza", Role.OWNER)
    court.decide(court.full("Kaft", votes=VOTES, conditions=("two quotes",)))
    court.sign_all()

    _, nothing = court.turn("Jamila", Role.CHAIR)
    assert nothing is None
    _, version = court.turn("Aziza", Role.OWNER)

    assert version.result["teams"][court.teams["Kaft"]]["decision"]["conditions"] == ["two quotes"]


def test_an_amended_result_is_a_further_version_and_the_first_stays(court):
    court.publish()
    court.move("appeals")
    court.decide(court.full("Kaft", votes=VOTES, conditions=("two quotes",)))
    court.sign_all()
    court.turn("Jamila", Role.CHAIR)
    court.turn("Aziza", Role.OWNER)

    with court.db.read() as session:
        versions = publishing.amended(session, court.round_id)
    assert [one.version for one in versions] == [1, 2]
    assert versions[0].result["teams"][court.teams["Kaft"]]["decision"]["conditions"] == []


def test_the_fingerprint_is_of_all_that_is_published(court):
    from scoring import digest

    version = court.publish()

    assert digest(version.result) == version.fingerprint


def test_two_owners_at_once_publish_once(any_court):
    from concurrent.futures import ThreadPoolExecutor

    any_court.decide_all()
    any_court.sign_all()
    any_court.turn("Aziza", Role.OWNER)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: any_court.turn("Jamila", Role.CHAIR), range(4)))

    with any_court.db.read() as session:
        assert session.query(Publication).count() == 1


def test_keys_over_http(court):
    court.decide_all()
    court.sign_all()
    path = f"/rounds/{court.round_id}/publication"

    for name in ("Kamol", "Jasur", "Rustam", "Bobur"):
        assert court.program(name).post(path).status_code == 403
    first = court.program("Aziza").post(path)
    second = court.program("Jamila").post(path)

    assert (first.status_code, first.json["published"], first.json["role"]) == (200, False, "owner")
    assert (second.status_code, second.json["published"], second.json["version"]) == (200, True, 1)


def test_what_is_missing_over_http(court):
    refused = court.program("Aziza").post(f"/rounds/{court.round_id}/publication")

    assert (refused.status_code, refused.json["type"]) == (409, "/problems/not-ready")
    assert [one["what"] for one in refused.json["missing"]] == missing(court)


def test_a_withdrawn_team_needs_no_decision(court):
    from camp.teams.models import Team

    court.db.write(
        lambda session: setattr(session.get(Team, court.teams["Yoʻlchi"]), "state", "withdrawn")
    )
    court.decide(court.full("Kaft"), court.full("Saksovul"))

    assert missing(court) == ["Not every present juror has signed the protocol."]


def test_less_than_the_quorum_present_publishes_nothing(court):
    court.decide_all()
    court.run(service.note_presence, present=[court.jurors["Jamila"]])
    court.run(service.sign, juror_id=court.jurors["Jamila"])

    assert missing(court) == [
        "A decision does not stand any more: look at the list again.",
        "Fewer jurors are present than the quorum.",
    ]
