"""What the jury may decide, what needs a reason and votes, and what is refused."""

import pytest

from camp.core.errors import Invalid
from camp.grants import service
from camp.grants.models import Decision, Sitting
from camp.grants.rules import (
    AmountWrong,
    DecisionStale,
    NotDeliberating,
    NotRanked,
    OverEnvelope,
    ReasonNeeded,
    VotesWrong,
)
from camp.jury import panel
from tests.again import again
from tests.grants.court import MILLION, VOTES, Court


def rows(court):
    with court.db.read() as session:
        return session.query(Decision).order_by(Decision.revision).all()


def test_full_means_the_ask(court):
    court.decide(court.full("Kaft"))

    assert [(row.amount, row.kind, row.revision) for row in rows(court)] == [
        (40 * MILLION, "full", 1)
    ]
    with pytest.raises(AmountWrong):
        court.decide(court.full("Yoʻlchi", amount=29 * MILLION))


def test_the_same_decision_twice_is_one_row_and_another_is_a_revision(court):
    court.decide(court.full("Kaft"))
    court.decide(court.full("Kaft"))
    court.decide(court.full("Kaft", conditions=("two quotes",)))

    assert [(row.revision, row.is_current) for row in rows(court)] == [(1, False), (2, True)]


def test_a_stale_revision_is_refused_with_both_versions(court):
    court.decide(court.full("Kaft"))
    team = court.teams["Kaft"]

    with pytest.raises(DecisionStale) as refused:
        court.decide(court.full("Kaft", conditions=("quotes",)), revisions={team: 0})

    assert refused.value.facts["theirs"]["conditions"] == []
    assert refused.value.facts["yours"]["conditions"] == ["quotes"]
    assert refused.value.facts["revision"] == 1


def test_equal_content_at_a_stale_revision_is_fine(court):
    court.decide(court.full("Kaft"))

    court.decide(court.full("Kaft"), revisions={court.teams["Kaft"]: 0})

    assert len(rows(court)) == 1


def test_the_envelope_holds(app, clock):
    court = again(Court, app, clock, envelope=70 * MILLION)
    court.decide(court.full("Kaft"), court.full("Yoʻlchi"))

    with pytest.raises(OverEnvelope):
        court.decide(
            court.choice("Saksovul", "award", kind="reduced", amount=9 * MILLION, reason="x")
        )
    assert len(rows(court)) == 2


def test_less_than_the_ask_needs_a_reason(court):
    less = {"kind": "reduced", "amount": 35 * MILLION}
    with pytest.raises(ReasonNeeded):
        court.decide(court.choice("Kaft", "award", **less))

    court.decide(court.choice("Kaft", "award", **less, reason="fewer machines first"))

    assert [row.amount for row in rows(court)] == [35 * MILLION]


def test_a_part_is_what_is_left_or_has_a_reason(app, clock):
    # 90 - 40 - 30 leaves 20 for an ask of 24; 60 % of it is 14.4.
    court = again(
        Court,
        app,
        clock,
        asks={"Kaft": 40 * MILLION, "Yoʻlchi": 30 * MILLION, "Saksovul": 24 * MILLION},
    )
    court.decide(court.full("Kaft"), court.full("Yoʻlchi"))

    def part(amount, reason=""):
        return court.choice(
            "Saksovul", "award", kind="partial", amount=amount * MILLION, reason=reason
        )

    with pytest.raises(ReasonNeeded):
        court.decide(part(19))
    with pytest.raises(AmountWrong):
        court.decide(part(7, "less than the least award"))
    court.decide(part(20))
    court.decide(part(19, "scope cut, agreed by the lead"))
    assert [row.amount for row in rows(court) if row.is_current][-1] == 19 * MILLION


def test_leaving_the_ranking_needs_reason_and_votes(court):
    def skip(**given):
        return (
            court.choice("Kaft", "not_awarded", **given),
            court.full("Yoʻlchi"),
        )

    with pytest.raises(ReasonNeeded):
        court.decide(*skip())
    with pytest.raises(ReasonNeeded):
        court.decide(*skip(reason="out of scope"))
    court.decide(*skip(reason="out of scope", votes=VOTES))

    assert len(rows(court)) == 2


def test_reserve_follows_the_ranking_and_its_places_are_different(court):
    def reserve(first, second):
        return (
            court.full("Kaft"),
            court.choice("Yoʻlchi", "reserve", order=first),
            court.choice("Saksovul", "reserve", order=second),
        )

    with pytest.raises(ReasonNeeded):
        court.decide(*reserve(2, 1))
    with pytest.raises(Invalid):
        court.decide(*reserve(1, 1))
    court.decide(*reserve(1, 2))


def test_the_skip_rule_needs_no_reason_for_who_could_not_be_funded(app, clock):
    # 50 - 40 leaves 10 of 30 (33 %): passed over by the published rule; the last asks 9.
    court = again(
        Court, app, clock, envelope=50 * MILLION, funding_rule="skip",
        asks={"Kaft": 40 * MILLION, "Yoʻlchi": 30 * MILLION, "Saksovul": 9 * MILLION},
    )  # fmt: skip

    court.decide(
        court.full("Kaft"), court.choice("Yoʻlchi", "reserve", order=1), court.full("Saksovul")
    )

    assert len(rows(court)) == 3


def test_recused_and_absent_jurors_do_not_vote(app, clock):
    court = again(Court, app, clock, is_closed=False)
    court.do(
        panel.declare_conflict, juror="Lobar", team="Kaft", kind="family", text="",
        by=court.id("Lobar"),
    )  # fmt: skip
    court.cast_all(but={("Lobar", "Kaft")})
    court.close()

    with pytest.raises(VotesWrong) as refused:
        court.decide(court.full("Kaft", votes={"for": 3}))
    assert refused.value.facts["voters"] == 2
    court.decide(court.full("Kaft", votes={"for": 2}))
    court.run(service.note_presence, present=[court.jurors["Jamila"], court.jurors["Lobar"]])
    with pytest.raises(VotesWrong):
        court.decide(court.full("Kaft", votes={"for": 2}, conditions=("x",)))


def test_a_decision_needs_a_majority(court):
    with pytest.raises(VotesWrong):
        court.decide(court.full("Kaft", votes={"for": 1, "against": 2}))
    with pytest.raises(VotesWrong):
        court.decide(court.full("Kaft", votes={"perhaps": 1}))


def test_nothing_is_decided_before_the_deliberation_or_while_the_round_is_open(app, clock):
    court = again(Court, app, clock, is_closed=False)
    with pytest.raises(NotDeliberating):
        court.decide(court.full("Kaft"))
    court.move("deliberation")
    with pytest.raises(NotRanked):
        court.decide(court.full("Kaft"))


def test_after_followup_began_nothing_is_decided(court):
    court.move("followup")

    with pytest.raises(NotDeliberating):
        court.decide(court.full("Kaft"))


def test_a_team_of_another_camp_is_refused(court):
    from camp.grants.choices import Choice

    with pytest.raises(Invalid):
        court.decide(Choice(team="another", decision="not_awarded"))


def test_the_sitting_opens_once_with_who_sits_in_the_jury(court):
    first = court.run(service.open_sitting)
    again = court.run(service.open_sitting)

    assert first.id == again.id
    assert first.present == [court.jurors[name] for name in ("Jamila", "Jasur", "Lobar")]
    with court.db.read() as session:
        assert session.query(Sitting).count() == 1


def test_notes_and_presence_sent_twice_are_one(court):
    for _ in range(2):
        court.run(service.take_note, text="Jasur left for Kaft.")
        sitting = court.run(service.note_presence, present=[court.jurors["Jasur"]])

    assert [note["text"] for note in sitting.notes] == ["Jasur left for Kaft."]
    assert sitting.present == [court.jurors["Jasur"]]
    with pytest.raises(Invalid):
        court.run(service.note_presence, present=["nobody"])


def test_a_decision_takes_the_signatures_away(court):
    court.decide_all()
    court.sign_all()

    court.decide(court.full("Kaft", votes=VOTES, conditions=("two quotes",)))

    with court.db.read() as session:
        assert session.query(Sitting).one().signed_by == []


def test_only_who_was_present_signs_and_once(court):
    from camp.core.errors import Forbidden

    for _ in range(2):
        sitting = court.run(service.sign, juror_id=court.jurors["Jasur"])
    assert sitting.signed_by == [court.jurors["Jasur"]]
    with pytest.raises(Forbidden):
        court.run(service.sign, juror_id=court.jurors["Nodir"])
