"""The programme officer's pages: one inbox, one page for each project, and the donors' page."""

from functools import partial
from typing import Any

from flask import Blueprint, Response, render_template, request

from camp.core.errors import Invalid, NotFound, words
from camp.core.rules import may
from camp.followup import awards, donors, forms, live, offers, open_data, reporting, tranches
from camp.followup.rules import SMALL
from camp.followup.wording import award_words, indicator_words
from camp.people.regions import name_of
from camp.web.context import actor, camp, db, now
from camp.web.downloads import json_file, sheet_file
from camp.web.guard import rule
from camp.web.i18n import language
from camp.web.writes import Answer, write

bp = Blueprint("followup_desk", __name__)
bp.add_app_template_global(award_words)
bp.add_app_template_global(indicator_words)


@bp.get("/camps/<slug>/followup")
@rule("followup.read")
def inbox(slug: str) -> str:
    """What waits, the greatest harm first, and every project."""
    return render_template("followup/inbox.html", camp=camp())


@bp.get("/awards/<award_id>")
@rule("followup.read")
def award(award_id: str) -> str:
    """One project with all that was agreed, paid and told."""
    with db().read() as session:
        shown = live.award_page(session, award_id=award_id, actor=actor())
    return render_template("followup/award.html", **shown)


@bp.post("/camps/<slug>/followup/offers")
@rule("followup.run")
def begin(slug: str) -> Response:
    return write(partial(offers.begin, camp_id=camp().id, **_who()), _inbox())


@bp.post("/camps/<slug>/followup/reserve")
@rule("followup.run")
def offer_next(slug: str) -> Response:
    return write(partial(offers.offer_next, camp_id=camp().id, **_who()), _inbox())


@bp.post("/camps/<slug>/followup/reserve/pass")
@rule("followup.run")
def pass_over(slug: str) -> Response:
    verb = partial(offers.pass_over, camp_id=camp().id, reason=_typed("reason"), **_who())
    return write(verb, _inbox())


@bp.post("/awards/<award_id>/offer")
@rule("followup.run")
def settle_offer(award_id: str) -> Response:
    """Prolong an offer, or take back one whose time is over."""
    verb = {"prolong": offers.prolong, "lapse": offers.let_lapse}.get(_typed("verb"))
    if verb is None:
        raise _choose("verb")
    return write(partial(verb, award_id=award_id, **_who()), _back(award_id))


@bp.post("/awards/<award_id>/conditions/<int:no>/decision")
@rule("followup.run")
def judge_condition(award_id: str, no: int) -> Response:
    verb = partial(
        awards.judge_condition, award_id=award_id, no=no, is_met=_answer("met", "more"),
        note=_typed("note"), **_who(),
    )  # fmt: skip
    return write(verb, _back(award_id))


@bp.post("/awards/<award_id>/signature")
@rule("followup.run")
def sign(award_id: str) -> Response:
    verb = partial(
        awards.sign_agreement, award_id=award_id, signed_on=forms.day("signed_on"),
        signatory=_typed("signatory"), payee=_typed("payee"),
        to_organisation=_typed("payee_is") == "organisation", **_who(),
    )  # fmt: skip
    return write(verb, _back(award_id))


@bp.post("/awards/<award_id>/tranches/<int:no>")
@rule("followup.run")
def turn_tranche(award_id: str, no: int) -> Response:
    """Approve a payment, hold it back, or note that it was made."""
    common = {"award_id": award_id, "no": no, **_who()}
    match _typed("verb"):
        case "approve":
            return write(partial(tranches.approve, **common), _back(award_id))
        case "hold":
            verb = partial(tranches.hold_back, reason=_typed("reason"), **common)
            return write(verb, _back(award_id))
        case "pay":
            paid_on, document = forms.day("paid_on"), _typed("document")
            verb = partial(tranches.pay, paid_on=paid_on, document=document, **common)
            return write(verb, _back(award_id))
    raise _choose("verb")


@bp.post("/awards/<award_id>/milestones")
@rule("followup.run")
def add_milestone(award_id: str) -> Response:
    return _milestone(award_id, None)


@bp.post("/awards/<award_id>/milestones/<int:no>")
@rule("followup.run")
def change_milestone(award_id: str, no: int) -> Response:
    """Agree another day, or say that it is late."""
    if _typed("verb") == "overdue":
        verb = partial(reporting.call_overdue, award_id=award_id, no=no, **_who())
        return write(verb, _back(award_id))
    return _milestone(award_id, no)


@bp.post("/awards/<award_id>/reports/<int:no>/decision")
@rule("followup.run")
def judge_report(award_id: str, no: int) -> Response:
    verb = partial(
        reporting.judge_report, award_id=award_id, no=no, accepts=_answer("accept", "return"),
        comment=_typed("comment"), **_who(),
    )  # fmt: skip
    return write(verb, _back(award_id))


@bp.post("/awards/<award_id>/receipts/<int:no>/decision")
@rule("followup.run")
def judge_receipt(award_id: str, no: int) -> Response:
    verb = partial(
        reporting.judge_receipt, award_id=award_id, no=no, state=_typed("answer"),
        note=_typed("note"), **_who(),
    )  # fmt: skip
    return write(verb, _back(award_id))


@bp.post("/awards/<award_id>/reminders")
@rule("followup.run")
def remind(award_id: str) -> Response:
    verb = partial(
        awards.remind, award_id=award_id, step=_typed("step"), text=_typed("text"), **_who()
    )
    return write(verb, _back(award_id))


@bp.post("/awards/<award_id>/state")
@rule("followup.run")
def turn_award(award_id: str) -> Response:
    """Suspend, take up again, write off or complete: always a person's decision."""
    common = {"award_id": award_id, **_who()}
    match _typed("verb"):
        case "suspend":
            verb = partial(awards.suspend, reason=_typed("reason"), **common)
        case "resume":
            verb = partial(awards.resume, reason=_typed("reason"), **common)
        case "cancel":
            returned = forms.amount("returned", camp().currency)
            verb = partial(awards.cancel, returned=returned, reason=_typed("reason"), **common)
        case "complete":
            verb = partial(awards.complete, **common)
        case _:
            raise _choose("verb")
    return write(verb, _back(award_id))


@bp.get("/camps/<slug>/donors")
@rule("donors.read")
def donors_page(slug: str) -> str:
    """What was published for donors; the officer sees what would be published now."""
    with db().read() as session:
        page = donors.latest(session, camp().id)
        may_run = may(actor(), camp().id, "followup.run")
        published = page.figures if page else None
        figures = donors.figures(session, camp()) if may_run else published
    if figures is None:
        raise NotFound
    return render_template(
        "followup/donors.html", camp=camp(), page=page, figures=figures, may_run=may_run,
        may_take=may(actor(), camp().id, "grants.open_data"),
        is_draft=figures != published, small=SMALL,
        regions={code: name_of(code, language()) for code in figures["people"]["region"]},
    )  # fmt: skip


@bp.get("/camps/<slug>/grants/360giving.<form>")
@rule("grants.open_data")
def open_grants(slug: str, form: str) -> Response:
    """The grants in the shape of 360Giving, as JSON or CSV."""
    if form not in ("json", "csv"):
        raise NotFound
    made = db().write(
        partial(
            open_data.take, camp_id=camp().id,
            prefix=request.args.get("prefix", "").strip() or open_data.PREFIX, **_who(),
        )
    )  # fmt: skip
    name = f"{slug}-360giving"
    return json_file(made, name) if form == "json" else sheet_file(open_data.table(made), name)


@bp.post("/camps/<slug>/donors")
@rule("followup.run")
def publish_donors(slug: str) -> Response:
    verb = partial(donors.publish, camp_id=camp().id, text=_typed("text"), **_who())
    return write(verb, Answer(location=f"/camps/{slug}/donors"))


def _milestone(award_id: str, no: int | None) -> Response:
    verb = partial(
        reporting.set_milestone, award_id=award_id, no=no, text=_typed("text"),
        due=forms.day("due"), **_who(),
    )  # fmt: skip
    return write(verb, _back(award_id))


def _typed(name: str) -> str:
    return request.form.get(name, "").strip()


def _answer(yes: str, no: str) -> bool:
    if _typed("answer") not in (yes, no):
        raise _choose("answer")
    return _typed("answer") == yes


def _choose(name: str) -> Invalid:
    return Invalid(fields={name: [words("Choose one of the answers.")]})


def _who() -> dict[str, Any]:
    return {"by": actor().person_id, "now": now()}


def _inbox() -> Answer:
    return Answer(location=f"/camps/{camp().slug}/followup")


def _back(award_id: str) -> Answer:
    """Go back to where it was decided: the inbox, or the project's own page."""
    if request.form.get("back") == f"/camps/{camp().slug}/followup":
        return _inbox()
    return Answer(location=f"/awards/{award_id}")
