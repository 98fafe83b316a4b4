"""Suggestions: three teams with reasons, for a person and for the organisers' desk."""

from camp.core.rules import Role
from camp.ideas.models import Dot, Idea
from camp.teams import lock, queries
from camp.teams.matching import Reason
from tests.teams.scenes import people, profile, team


def found(cast, name):
    with cast.db.read() as session:
        camp = session.merge(cast.camp, load=False)
        check = lock.lock_check(session, camp, cast.clock())
        fits = next(fits for one, fits in check.unplaced if one.person.name == name)
        return [(fit.team.name, list(fit.reasons)) for fit in fits]


def test_a_missing_skill_a_shared_language_and_the_region_are_reasons(cast):
    cast.add("Lola Azizova", Role.PARTICIPANT, region="UZ-TK")
    cast.add("Umid Rahimov", Role.PARTICIPANT, region="UZ-TK")
    profile(cast, "Bobur", skills=["data"], speaks=["ru"])
    profile(cast, "Lola Azizova", skills=["law"], speaks=["uz", "ru"])
    profile(cast, "Umid Rahimov", skills=["design"], speaks=["uz"])
    team(cast, "Bobur", "Birinchi")
    team(cast, "Lola Azizova", "Ikkinchi")

    assert found(cast, "Umid Rahimov") == [
        (
            "Ikkinchi",
            [
                Reason("skill", {"skills": ["design"]}),
                Reason("language", {"languages": ["uz"]}),
                Reason("region", {"region": "UZ-TK", "people": 1}),
                Reason("small", {"people": 1, "minimum": 2}),
            ],
        ),
        (
            "Birinchi",
            [
                Reason("skill", {"skills": ["design"]}),
                Reason("no_language"),
                Reason("small", {"people": 1, "minimum": 2}),
            ],
        ),
    ]


def test_full_teams_are_not_suggested_and_three_are_the_most(cast):
    names = people(cast, 6)
    team(cast, "Bobur", "Toʻla", members=names[:2])
    for n, name in enumerate(names[2:6]):
        team(cast, name, f"Ochiq {n}")

    assert [name for name, _ in found(cast, "Dilnoza")] == ["Ochiq 0", "Ochiq 1", "Ochiq 2"]


def test_ones_own_dot_is_a_reason_for_oneself_alone(cast):
    team(cast, "Bobur", "Birinchi")
    one = cast.participant("Dilnoza")

    def dot(session):
        idea = session.query(Idea).one()
        row = Dot(camp_id=cast.camp.id, idea_id=idea.id, participant_id=one.id, dots=1)
        row.received_at = cast.clock()
        session.add(row)

    cast.db.write(dot)

    page = cast.browser("Dilnoza").get(f"/camps/{cast.slug}/teams").text
    assert "You gave this idea a dot" in page
    assert Reason("dot") not in found(cast, "Dilnoza")[0][1]


def test_people_with_a_seat_another_role_or_no_place_are_not_unplaced(cast):
    cast.add("Gulnora", Role.PARTICIPANT, Role.VOLUNTEER)
    team(cast)

    with cast.db.read() as session:
        names = [one.person.name for one in queries.unplaced(session, cast.camp)]

    assert names == ["Dilnoza"]
