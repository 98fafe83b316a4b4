"""A tie that no rung decides stops the line until the chair writes one sentence."""

import pytest

from camp.grants import service
from camp.grants.proposal import proposal
from camp.grants.ranking import deliberated_round, ranking
from camp.grants.rules import NoTie, TieOpen
from tests.grants.court import MILLION, Court


@pytest.fixture
def tied(app, clock):
    """Kaft first; Yoʻlchi and Saksovul with the same marks, and money for one of them."""
    court = Court(app, clock, is_closed=False, envelope=70 * MILLION)
    for juror in ("Jamila", "Jasur", "Lobar"):
        for team, impact in (("Kaft", 5), ("Yoʻlchi", 3), ("Saksovul", 3)):
            court.cast(juror, team, impact=impact, problem=4)
    court.close()
    return court


def proposed(court):
    with court.db.read() as session:
        camp = session.get(type(court.camp), court.camp.id)
        return proposal(session, camp, ranking(session, camp, deliberated_round(session, camp)))


def settle(court, *order, sentence="Saksovul serves the drier region.", by="Jamila"):
    teams = [court.teams[name] for name in order]
    return court.run(service.settle_tie, by=by, order=teams, sentence=sentence)


def test_the_line_stops_and_names_the_teams(tied):
    stopped = proposed(tied).proposal.stopped

    assert (stopped.reason, stopped.left) == ("tie", 30 * MILLION)
    assert set(stopped.projects) == {tied.teams["Yoʻlchi"], tied.teams["Saksovul"]}


def test_the_open_tie_may_not_be_parted(tied):
    with pytest.raises(TieOpen) as refused:
        tied.decide(
            tied.full("Kaft"),
            tied.full("Saksovul"),
            tied.choice("Yoʻlchi", "reserve", order=1),
        )

    assert set(refused.value.facts["teams"]) == {tied.teams["Yoʻlchi"], tied.teams["Saksovul"]}


def test_the_chairs_sentence_settles_it(tied):
    settle(tied, "Saksovul", "Yoʻlchi")

    made = proposed(tied).proposal
    assert made.stopped.reason == "short"
    # 70 - 40 - 20 leaves 10, a third of what Yoʻlchi asks.
    assert [award.project for award in made.awards] == [tied.teams["Kaft"], tied.teams["Saksovul"]]
    tied.decide(
        tied.full("Kaft"), tied.full("Saksovul"), tied.choice("Yoʻlchi", "reserve", order=1)
    )


def test_the_sentence_sent_twice_is_one_and_may_be_written_anew(tied):
    settle(tied, "Saksovul", "Yoʻlchi")
    settle(tied, "Saksovul", "Yoʻlchi")
    sitting = settle(tied, "Yoʻlchi", "Saksovul", sentence="Yoʻlchi reaches more people.")

    key = f"{tied.teams['Yoʻlchi']},{tied.teams['Saksovul']}"
    assert sitting.tie_reasons == {key: "Yoʻlchi reaches more people."}


def test_only_a_tie_can_be_settled(tied):
    with pytest.raises(NoTie):
        settle(tied, "Kaft", "Yoʻlchi")


def test_only_the_chair_settles(tied):
    sent = {"order": [tied.teams["Saksovul"], tied.teams["Yoʻlchi"]], "sentence": "So be it."}
    path = f"/camps/{tied.slug}/ties"

    for name in ("Kamol", "Jasur", "Aziza", "Bobur"):
        assert tied.program(name).put(path, sent).status_code == 403
    assert tied.program("Jamila").put(path, sent).status_code == 204


def test_the_protocol_tells_a_tie_of_three_to_its_end(app, clock):
    court = Court(
        app, clock, is_closed=False, teams=("Kaft", "Yoʻlchi", "Saksovul"), tie_margin=15.0,
        tie_ladder=("impact", "problem"),
    )  # fmt: skip
    # 84, 80 and 72 points: impact takes Kaft out, problem parts the other two.
    for juror in ("Jamila", "Jasur", "Lobar"):
        for team, impact, problem in (("Kaft", 5, 3), ("Yoʻlchi", 4, 4), ("Saksovul", 4, 3)):
            court.cast(juror, team, impact=impact, problem=problem)
    court.close()

    page = court.browser("Olim").get(f"/camps/{court.slug}/protocol").text

    told = page[page.index("and how each was resolved") :]
    assert "Kaft 5.00, Yoʻlchi 4.00, Saksovul 4.00" in told
    assert "Yoʻlchi 4.00, Saksovul 3.00" in told
