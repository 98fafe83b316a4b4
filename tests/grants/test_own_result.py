"""What a team reads about itself: its numbers, what was written to it, and what to do next."""

from camp.core.rules import Role
from camp.jury import ballots
from tests.again import again
from tests.grants.court import Court


def test_the_own_result_adds_up_and_holds_only_shared_comments(app, clock):
    court = again(Court, app, clock, is_closed=False)
    court.cast_all()
    court.share_comment("Jasur", "Saksovul", "Plant in autumn.")
    court.do(
        ballots.cast_ballot, camp_id=court.camp.id, person_id=court.id("Lobar"), team="Saksovul",
        said=ballots.Said({"impact": 3, "problem": 4}, "submitted", comment="For the jury alone."),
        revision=1,
    )  # fmt: skip
    court.close()
    court.publish()

    page = court.browser("Dilnoza").get(f"/camps/{court.slug}/results/mine").text

    assert "Plant in autumn." in page
    assert "For the jury alone." not in page
    assert "Plain mean of 3 ballots" in page
    assert "68.00" in page
    assert "Place 3." in page
    assert "92.00" not in page
    assert "Kaft" not in page


def test_the_own_result_tells_what_mentors_wrote_once_it_is_published(court):
    court.mentor_writes("Malika", "Saksovul", works="The seedlings live.", next_step="Ask rangers.")
    court.mentor_writes("Malika", "Kaft", works="Only for Kaft.")
    mine = f"/camps/{court.slug}/results/mine"

    before = court.browser("Dilnoza").get(mine).text
    court.publish()
    page = court.browser("Dilnoza").get(mine).text

    assert "What mentors wrote" not in before
    assert "The seedlings live." not in before
    assert "What mentors wrote to you" in page
    for told in ("Malika", "The seedlings live.", "Ask rangers."):
        assert told in page, told
    assert "Only for Kaft." not in page


def test_a_team_reads_what_to_do_next(app, clock):
    court = again(Court, app, clock)
    court.with_reserve()
    court.sign_all()
    court.turn("Aziza", Role.OWNER)
    court.turn("Jamila", Role.CHAIR)
    court.add("Laylo", Role.PARTICIPANT)
    court.sit("Laylo", "Yoʻlchi")
    mine = f"/camps/{court.slug}/results/mine"

    awarded, reserve, neither = (
        court.browser(name).get(mine).text for name in ("Bobur", "Laylo", "Dilnoza")
    )

    assert "Its lead has 7 days to accept it." in awarded
    assert "Begin with the conditions" in awarded
    assert "You are number 1 of the reserve." in reserve
    assert "has 7 days to answer, then the next one is asked." in reserve
    assert "The project stays yours." in neither


def test_home_leads_to_the_own_result_once_it_is_published(court):
    home, way = f"/camps/{court.slug}/home/pitch", f"/camps/{court.slug}/results/mine"
    before = court.browser("Dilnoza").get(home)
    court.publish()
    court.move("results")

    after = court.browser("Dilnoza").get(home)

    assert (way in before.text, way in after.text) == (False, True)
    assert int(after.headers["Camp-Seq"]) > int(before.headers["Camp-Seq"])
    assert way not in court.browser("Sardor").get(home).text


def test_a_result_without_notes_of_mentors_has_no_heading_for_them(court):
    court.publish()

    page = court.browser("Dilnoza").get(f"/camps/{court.slug}/results/mine").text

    assert "Place 3." in page
    assert "What mentors wrote" not in page
