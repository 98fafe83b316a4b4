"""Offers: answered by the lead in time, taken back by a person, handed on to the reserve."""

import pytest

from camp.core.errors import Forbidden, Invalid
from camp.core.models import Camp
from camp.followup import offers
from camp.followup.models import Award, Condition, Tranche
from camp.followup.rules import (
    NotFollowedUp,
    NothingFreed,
    NotOffered,
    OfferOpen,
    OfferTooSmall,
    OnlyLead,
)
from camp.people.models import Person
from tests.followup.field import CONDITIONS, Field
from tests.grants.court import MILLION


def decline(field, reason="We cannot cut it so far."):
    return field.act(offers.answer, by="Bobur", award_id=field.kaft, accepts=False, reason=reason)


def all_of(field, model):
    with field.db.read() as session:
        return session.query(model).all()


def test_the_published_award_is_offered_with_conditions_and_tranches(field):
    award = field.award()

    assert (award.state, award.amount) == ("offered", 40 * MILLION)
    assert [one.text for one in all_of(field, Condition)] == list(CONDITIONS)
    amounts = sorted((one.no, one.amount) for one in all_of(field, Tranche))
    assert amounts == [(1, 20 * MILLION), (2, 16 * MILLION), (3, 4 * MILLION)]


def test_offered_twice_is_offered_once(field):
    assert field.offer() == []
    assert len(all_of(field, Award)) == 1


def test_nothing_is_offered_before_the_follow_up(field):
    field.move("appeals")
    with pytest.raises(NotFollowedUp):
        field.offer()


def test_the_lead_accepts_once_and_twice_the_same(field):
    first, second = field.accept(), field.accept()

    assert (first.state, second.answered_at) == ("accepted", first.answered_at)
    with pytest.raises(NotOffered):
        decline(field)


@pytest.mark.parametrize(("name", "error"), [("Nilufar", OnlyLead), ("Dilnoza", Forbidden)])
def test_only_the_lead_answers(field, name, error):
    with pytest.raises(error):
        field.act(offers.answer, by=name, award_id=field.kaft, accepts=True, reason="")


def test_a_declined_award_frees_its_money_for_the_reserve(field):
    with pytest.raises(Invalid):
        decline(field, reason="No")
    decline(field)
    assert {one.state for one in all_of(field, Tranche)} == {"void"}

    made = field.act(offers.offer_next, camp_id=field.camp.id)

    assert (made.team_id, made.amount) == (field.teams["Yoʻlchi"], 30 * MILLION)
    assert made.from_reserve
    with pytest.raises(OfferOpen):
        field.act(offers.offer_next, camp_id=field.camp.id)
    with field.db.read() as session:
        assert offers.freed(session, field.camp.id) == 10 * MILLION


def test_too_little_for_the_next_is_passed_over_with_a_record(app, clock):
    field = Field(app, clock, envelope=40 * MILLION)
    decline(field)
    field.db.write(lambda session: setattr(session.get(Award, field.kaft), "amount", 15 * MILLION))
    with pytest.raises(OfferTooSmall):
        field.act(offers.offer_next, camp_id=field.camp.id)

    passed = field.act(offers.pass_over, camp_id=field.camp.id, reason="51 % is too little.")
    made = field.act(offers.offer_next, camp_id=field.camp.id)

    assert (passed.team_id, passed.state) == (field.teams["Yoʻlchi"], "passed")
    assert (made.team_id, made.amount) == (field.teams["Saksovul"], 15 * MILLION)


def test_without_free_money_there_is_no_next(field):
    for verb, more in ((offers.offer_next, {}), (offers.pass_over, {"reason": "Nothing free"})):
        with pytest.raises(NothingFreed):
            field.act(verb, camp_id=field.camp.id, **more)


def test_an_offer_runs_out_and_a_person_takes_it_back_or_prolongs_it(field):
    with pytest.raises(NotOffered):
        field.act(offers.let_lapse, award_id=field.kaft)
    field.clock.pass_(days=8)
    with pytest.raises(NotOffered):
        field.accept()
    field.act(offers.prolong, award_id=field.kaft)
    field.accept()
    with pytest.raises(NotOffered):
        field.act(offers.prolong, award_id=field.kaft)


def test_a_lapsed_offer_frees_its_money(field):
    field.clock.pass_(days=8)

    first = field.act(offers.let_lapse, award_id=field.kaft)
    field.act(offers.let_lapse, award_id=field.kaft)

    assert first.state == "lapsed"
    with field.db.read() as session:
        following = offers.next_in_reserve(session, session.get(Camp, field.camp.id))
    assert following.line.team_id == field.teams["Yoʻlchi"]


def test_the_move_into_the_follow_up_makes_the_offers(field):
    def forget(session):
        for model in (Condition, Tranche, Award):
            session.query(model).delete()

    field.db.write(forget)
    field.move("appeals")

    moved = field.program("Aziza").put(
        f"/camps/{field.slug}/phase", {"phase": "followup", "reason": ""}
    )

    assert moved.status_code == 200, moved.json
    assert field.award().state == "offered"


def test_nobody_under_age_signs_or_receives(field):
    field.accept()
    field.meet_conditions()

    def young(session):
        session.get(Person, field.id("Bobur")).birth_year = field.today.year - 16

    field.db.write(young)

    for party in ({"signatory": "BOBUR, lead"}, {"signatory": "Gulnora", "payee": "Bobur"}):
        with pytest.raises(Invalid) as refused:
            field.sign_agreement(**party)
        assert list(refused.value.facts["fields"]) == [list(party)[-1]]
    field.sign_agreement(signatory="Gulnora, guarantor", payee="Gulnora")
    field.sign_agreement(signatory="Gulnora", payee="The house of Bobur", to_organisation=True)
