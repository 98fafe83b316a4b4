"""Offers: made from the published result, answered by the team's lead, handed on to the reserve."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from babel.numbers import get_currency_precision
from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.errors import Invalid, words
from camp.core.events import hold, record
from camp.core.ids import new_id
from camp.core.models import Camp
from camp.followup.events import AwardOffered
from camp.followup.finding import held, move, require_lead, require_phase, told
from camp.followup.models import Award, Condition, Tranche
from camp.followup.rules import (
    FREED,
    LIVE,
    NothingFreed,
    NotOffered,
    OfferOpen,
    OfferTooSmall,
    split,
)
from camp.grants.results import Awarded, public_result
from camp.projects import queries as projects


@dataclass(frozen=True, slots=True)
class Next:
    """Who of the reserve is asked next: the ask, and what may be offered of what is free."""

    line: Awarded
    ask: int
    offer: int
    is_enough: bool


def begin(session: Session, *, camp_id: str, by: str | None, now: datetime) -> list[Award]:
    """Offer every published award; begun again it offers only what was not offered yet.

    Raises NotFollowedUp.
    """
    camp = hold(session, camp_id)
    require_phase(camp)
    return offer_all(session, camp=camp, by=by, now=now)


def offer_all(session: Session, *, camp: Camp, by: str | None, now: datetime) -> list[Award]:
    """Do it whatever the phase, for the move into the follow-up."""
    result = public_result(session, camp)
    there = set(session.scalars(select(Award.team_id).filter_by(camp_id=camp.id)))
    lines = [line for line in (result.awards if result else ()) if line.team_id not in there]
    return [_offer(session, camp, line, line.amount, by=by, now=now) for line in lines]


def answer(
    session: Session, *, award_id: str, accepts: bool, reason: str, by: str, now: datetime
) -> Award:
    """Accept or decline, once and in time, as the team's lead. The same answer again is the same.

    Raises OnlyLead, NotOffered, or Invalid when declined without a word.
    """
    award, _camp = held(session, award_id)
    require_lead(session, award, by)
    state = "accepted" if accepts else "declined"
    if award.state == state and award.answered_by == by:
        return award
    if award.state != "offered" or is_over(award, now):
        raise NotOffered
    said = told(reason, least=0 if accepts else 5, most=500, field="reason")
    award.answered_at, award.answered_by = now, by
    if not accepts:
        void(session, award, now=now)
    move(session, award, state, reason=said, by=by, now=now)
    return award


def let_lapse(session: Session, *, award_id: str, by: str, now: datetime) -> Award:
    """Take back an offer whose time is over: a person does it, no timer."""
    award, _camp = held(session, award_id)
    if award.state == "lapsed":
        return award
    if award.state != "offered" or not is_over(award, now):
        raise NotOffered
    void(session, award, now=now)
    move(session, award, "lapsed", reason="", by=by, now=now)
    return award


def prolong(session: Session, *, award_id: str, by: str, now: datetime) -> Award:
    """Give the team the time of an offer anew, from now."""
    award, camp = held(session, award_id)
    if award.state != "offered":
        raise NotOffered
    award.offer_until = now + timedelta(days=camp.settings.offer_days)
    _tell_offer(session, award, by)
    return award


def offer_next(session: Session, *, camp_id: str, by: str, now: datetime) -> Award:
    """Offer the freed money to the next of the reserve: all of its ask, or what is left (R51).

    Raises NothingFreed, OfferOpen, or OfferTooSmall below the smallest part of the ask.
    """
    camp = hold(session, camp_id)
    require_phase(camp)
    following = next_in_reserve(session, camp)
    if following is None:
        raise NothingFreed
    if session.scalar(select(Award.id).filter_by(camp_id=camp_id, state="offered").limit(1)):
        raise OfferOpen
    if not following.is_enough:
        raise OfferTooSmall
    return _offer(session, camp, following.line, following.offer, by=by, now=now, reserve=True)


def pass_over(session: Session, *, camp_id: str, reason: str, by: str, now: datetime) -> Award:
    """Leave out the next of the reserve, with a record, and go on to the one after it."""
    camp = hold(session, camp_id)
    require_phase(camp)
    following = next_in_reserve(session, camp)
    if following is None:
        raise NothingFreed
    said = told(reason, least=5, most=500, field="reason")
    award = Award(
        id=new_id(), camp_id=camp_id, team_id=following.line.team_id, amount=0, state="passed",
        from_reserve=True, reason=said, returned=0, note="",
    )  # fmt: skip
    session.add(award)
    session.flush()
    move(session, award, "passed", reason=said, by=by, now=now)
    return award


def is_over(award: Award, now: datetime) -> bool:
    return award.offer_until is not None and now > award.offer_until


def freed(session: Session, camp_id: str) -> int:
    """Return what declined, lapsed and cancelled awards set free and no reserve has got yet."""
    found = list(session.scalars(select(Award).filter_by(camp_id=camp_id)))
    free = sum(one.returned if one.state == "cancelled" else one.amount
               for one in found if one.state in FREED)  # fmt: skip
    return free - sum(one.amount for one in found if one.from_reserve and one.state in LIVE)


def next_in_reserve(session: Session, camp: Camp) -> Next | None:
    """Return who is asked next, in the published order; None when no money is free."""
    free = freed(session, camp.id)
    result = public_result(session, camp)
    if free < max(camp.settings.min_award, 1) or result is None:
        return None
    there = set(session.scalars(select(Award.team_id).filter_by(camp_id=camp.id)))
    line = next((one for one in result.reserve if one.team_id not in there), None)
    if line is None:
        return None
    ask = projects.asks(session, camp.id).get(line.team_id, 0)
    offer = min(ask, free) or free
    return Next(line, ask, offer, offer >= ask * camp.settings.partial_min_share)


def _offer(
    session: Session, camp: Camp, line: Awarded, amount: int, *, by: str | None, now: datetime,
    reserve: bool = False,
) -> Award:  # fmt: skip
    award = Award(
        id=new_id(), camp_id=camp.id, team_id=line.team_id, amount=amount, state="offered",
        from_reserve=reserve, offered_at=now,
        offer_until=now + timedelta(days=camp.settings.offer_days), reason="", returned=0, note="",
    )  # fmt: skip
    session.add(award)
    session.flush()
    plan(session, camp, award, line.conditions)
    _tell_offer(session, award, by)
    return award


def plan(session: Session, camp: Camp, award: Award, conditions: tuple[str, ...]) -> None:
    """Write down an award's conditions and its tranches by the camp's policy."""
    for no, text in enumerate(conditions, start=1):
        session.add(
            Condition(
                id=new_id(), camp_id=camp.id, award_id=award.id, no=no, text=text, state="open",
                note="",
            )
        )  # fmt: skip
    parts = camp.settings.tranche_shares
    unit = 10 ** get_currency_precision(camp.currency)
    amounts = split(award.amount, parts, unit)
    for no, (share, amount) in enumerate(zip(parts, amounts, strict=True), start=1):
        session.add(
            Tranche(
                id=new_id(), camp_id=camp.id, award_id=award.id, no=no, share=share, amount=amount,
                state="planned", reason="", document="",
            )
        )  # fmt: skip
    session.flush()


def _tell_offer(session: Session, award: Award, by: str | None) -> None:
    fact = AwardOffered(
        camp_id=award.camp_id, by=by, award_id=award.id, team_id=award.team_id,
        amount=award.amount, until=award.offer_until.isoformat() if award.offer_until else "",
    )  # fmt: skip
    record(session, fact)


def void(session: Session, award: Award, *, now: datetime) -> None:
    """Nothing more is paid of this award."""
    for tranche in session.scalars(select(Tranche).filter_by(award_id=award.id)):
        if tranche.state in ("planned", "held", "approved"):
            tranche.state, tranche.at = "void", now


def require_sum(amount: int) -> None:
    """Raise Invalid for a sum that nothing costs."""
    if not 0 < amount < 10**15:
        raise Invalid(fields={"amount": [words("Write an amount such as 610 000.")]})
