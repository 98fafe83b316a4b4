"""The follow-up as programs see it."""

from base64 import b64decode
from functools import partial
from typing import Any

from flask import Response
from flask_smorest import Blueprint

from camp.core.errors import Forbidden, NotFound
from camp.followup import (
    awards,
    donors,
    forms,
    live,
    offers,
    open_data,
    queries,
    reporting,
    tranches,
)
from camp.followup import schemas as words
from camp.followup.files import Kept
from camp.followup.finding import own_award
from camp.followup.models import Award
from camp.followup.rules import NotEvidence
from camp.web.context import actor, camp, db, now
from camp.web.guard import rule
from camp.web.writes import Answer, write

bp = Blueprint("awards_after", __name__)
DONE = Answer(200, {"done": True})


@bp.get("/camps/<slug>/followup")
@bp.response(200)
@rule("followup.read")
def get_followup(slug: str) -> Any:
    """Every award, and what waits for the officer, the greatest harm first."""
    with db().read() as session:
        found = queries.grants(session, camp(), now())
        return {
            "awards": [words.grant_out(one) for one in found],
            "tasks": [words.task_out(one) for one in queries.inbox(found, now())],
            "freed": offers.freed(session, camp().id),
        }


@bp.get("/camps/<slug>/grants/360giving")
@bp.arguments(words.OpenDataIn, location="query")
@bp.response(200, words.OpenData)
@rule("grants.open_data")
def get_open_grants(given: dict[str, Any], slug: str) -> Any:
    """The grants in the shape of the 360Giving Data Standard; a person has no name in it.

    409 `not-published` before the result is. It stands in the log who took it.
    """
    prefix = given["prefix"] or open_data.PREFIX
    return db().write(partial(open_data.take, camp_id=camp().id, prefix=prefix, **_who()))


@bp.post("/camps/<slug>/offers")
@bp.arguments(words.NothingIn)
@bp.response(201)
@rule("followup.run")
def post_offers(given: dict[str, Any], slug: str) -> Response:
    """Offer what was published and not offered yet."""
    verb = partial(offers.begin, camp_id=camp().id, **_who())
    return write(verb, lambda made: Answer(201, {"awards": [one.id for one in made]}))


@bp.post("/camps/<slug>/offers/reserve")
@bp.arguments(words.NothingIn)
@bp.response(201)
@rule("followup.run")
def post_reserve(given: dict[str, Any], slug: str) -> Response:
    verb = partial(offers.offer_next, camp_id=camp().id, **_who())
    return write(verb, _award_made)


@bp.post("/camps/<slug>/offers/passes")
@bp.arguments(words.PassIn)
@bp.response(201)
@rule("followup.run")
def post_pass(given: dict[str, Any], slug: str) -> Response:
    return write(partial(offers.pass_over, camp_id=camp().id, **given, **_who()), _award_made)


@bp.get("/awards/<award_id>")
@bp.response(200)
@rule("evidence.read")
def get_award(award_id: str) -> Any:
    """One's own award, or any for who follows them up."""
    with db().read() as session:
        award = session.get_one(Award, award_id)
        if not live.sees(session, actor(), award):
            raise Forbidden
        return words.grant_out(queries.grant(session, camp(), award, now()))


@bp.put("/awards/<award_id>/answer")
@bp.arguments(words.OfferAnswerIn)
@bp.response(200)
@rule("followup.own")
def put_answer(given: dict[str, Any], award_id: str) -> Response:
    return write(partial(offers.answer, award_id=award_id, **given, **_who()), _state)


@bp.put("/awards/<award_id>/conditions/<int:no>")
@bp.arguments(words.ProofIn)
@bp.response(200)
@rule("followup.own")
def put_condition(given: dict[str, Any], award_id: str, no: int) -> Response:
    kept = _kept(award_id, given["file"])
    verb = partial(
        awards.show_condition, award_id=award_id, no=no, kept=kept, note=given["note"], **_who()
    )
    return write(verb, DONE)


@bp.put("/awards/<award_id>/conditions/<int:no>/decision")
@bp.arguments(words.MetIn)
@bp.response(200)
@rule("followup.run")
def put_condition_decision(given: dict[str, Any], award_id: str, no: int) -> Response:
    verb = partial(
        awards.judge_condition, award_id=award_id, no=no, is_met=given["met"], note=given["note"],
        **_who(),
    )  # fmt: skip
    return write(verb, DONE)


@bp.put("/awards/<award_id>/agreement")
@bp.arguments(words.SignatureIn)
@bp.response(200)
@rule("followup.run")
def put_agreement(given: dict[str, Any], award_id: str) -> Response:
    return write(partial(awards.sign_agreement, award_id=award_id, **given, **_who()), DONE)


@bp.put("/awards/<award_id>/tranches/<int:no>")
@bp.arguments(words.TrancheIn)
@bp.response(200)
@rule("followup.run")
def put_tranche(given: dict[str, Any], award_id: str, no: int) -> Response:
    common = {"award_id": award_id, "no": no, **_who()}
    if given["state"] == "approved":
        return write(partial(tranches.approve, **common), DONE)
    if given["state"] == "held":
        return write(partial(tranches.hold_back, reason=given["reason"], **common), DONE)
    verb = partial(
        tranches.pay, paid_on=given["paid_on"] or now().astimezone(camp().zone).date(),
        document=given["document"], **common,
    )  # fmt: skip
    return write(verb, DONE)


@bp.put("/awards/<award_id>/milestones")
@bp.arguments(words.PromiseIn)
@bp.response(200)
@rule("followup.run")
def put_milestone(given: dict[str, Any], award_id: str) -> Response:
    verb = partial(reporting.set_milestone, award_id=award_id, **given, **_who())
    return write(verb, lambda one: Answer(200, {"no": one.no}))


@bp.put("/awards/<award_id>/reports")
@bp.arguments(words.ReportIn)
@bp.response(200)
@rule("followup.own")
def put_report(given: dict[str, Any], award_id: str) -> Response:
    photos = [kept for one in given["photos"] if (kept := _kept(award_id, one))]
    verb = partial(
        reporting.send_report, award_id=award_id, kind=given["kind"],
        milestone_no=given["milestone"], text=given["text"], numbers=given["numbers"],
        photos=photos, may_show=given["may_show"], **_who(),
    )  # fmt: skip
    return write(verb, lambda one: Answer(200, words.report_out(one)))


@bp.put("/awards/<award_id>/reports/<int:no>/decision")
@bp.arguments(words.JudgedIn)
@bp.response(200)
@rule("followup.run")
def put_report_decision(given: dict[str, Any], award_id: str, no: int) -> Response:
    verb = partial(reporting.judge_report, award_id=award_id, no=no, **given, **_who())
    return write(verb, lambda one: Answer(200, words.report_out(one)))


@bp.put("/awards/<award_id>/receipts")
@bp.arguments(words.ReceiptIn)
@bp.response(200)
@rule("followup.own")
def put_receipt(given: dict[str, Any], award_id: str) -> Response:
    kept = _kept(award_id, given.pop("file"))
    offers = [one for each in given.pop("quotes") if (one := _kept(award_id, each))]
    verb = partial(
        reporting.send_receipt, award_id=award_id, kept=kept, offers=offers, **given, **_who()
    )
    return write(verb, lambda one: Answer(200, words.receipt_out(one)))


@bp.put("/awards/<award_id>/receipts/<int:no>/decision")
@bp.arguments(words.ReceiptJudgedIn)
@bp.response(200)
@rule("followup.run")
def put_receipt_decision(given: dict[str, Any], award_id: str, no: int) -> Response:
    verb = partial(reporting.judge_receipt, award_id=award_id, no=no, **given, **_who())
    return write(verb, lambda one: Answer(200, words.receipt_out(one)))


@bp.post("/awards/<award_id>/reminders")
@bp.arguments(words.ReminderIn)
@bp.response(201)
@rule("followup.run")
def post_reminder(given: dict[str, Any], award_id: str) -> Response:
    verb = partial(awards.remind, award_id=award_id, **given, **_who())
    return write(verb, Answer(201, {"done": True}))


@bp.put("/awards/<award_id>/state")
@bp.arguments(words.AwardStateIn)
@bp.response(200)
@rule("followup.run")
def put_state(given: dict[str, Any], award_id: str) -> Response:
    common = {"award_id": award_id, **_who()}
    match given["state"]:
        case "suspended":
            return write(partial(awards.suspend, reason=given["reason"], **common), _state)
        case "contracted":
            return write(partial(awards.resume, reason=given["reason"], **common), _state)
        case "completed":
            return write(partial(awards.complete, **common), _state)
    verb = partial(awards.cancel, returned=given["returned"], reason=given["reason"], **common)
    return write(verb, _state)


@bp.get("/camps/<slug>/donors")
@bp.response(200)
@rule("donors.read")
def get_donors(slug: str) -> Any:
    """What was published for donors; a cell that might point to somebody is null."""
    with db().read() as session:
        page = donors.latest(session, camp().id)
        if page is None:
            raise NotFound
        return {"version": page.version, "text": page.text, "figures": page.figures}


@bp.post("/camps/<slug>/donors")
@bp.arguments(words.DonorsIn)
@bp.response(201)
@rule("followup.run")
def post_donors(given: dict[str, Any], slug: str) -> Response:
    verb = partial(donors.publish, camp_id=camp().id, **given, **_who())
    return write(verb, lambda page: Answer(201, {"version": page.version}))


def _kept(award_id: str, given: str | None) -> Kept | None:
    """Keep a file that came as base64, of one's own award alone. Raises NotEvidence."""
    if not given:
        return None
    with db().read() as session:
        own = own_award(session, camp().id, actor().person_id)
    if own is None or own.id != award_id:
        raise Forbidden
    try:
        return forms.keep(b64decode(given, validate=True))
    except ValueError as error:
        raise NotEvidence from error


def _state(award: Award) -> Answer:
    return Answer(200, {"id": award.id, "state": award.state, "reason": award.reason})


def _award_made(award: Award) -> Answer:
    return Answer(201, {"id": award.id, "team": award.team_id, "amount": award.amount})


def _who() -> dict[str, Any]:
    return {"by": actor().person_id, "now": now()}
