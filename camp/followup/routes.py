"""The grantee's pages: the offer, what the next payment waits for, reports and receipts."""

from functools import partial
from io import BytesIO
from typing import Any

from flask import Blueprint, Response, render_template, request, send_file
from sqlalchemy.orm import Session

from camp.core.errors import Forbidden, Invalid, NotFound, words
from camp.followup import awards, files, forms, live, offers, reporting
from camp.followup.agreement import LANGUAGES, agreement_text
from camp.followup.finding import own_award
from camp.followup.models import Award, Evidence
from camp.followup.rules import TooManyQuotes
from camp.followup.wording import spoken
from camp.web import guard
from camp.web.context import actor, camp, db, now
from camp.web.guard import rule
from camp.web.writes import Answer, write

bp = Blueprint("followup", __name__)
guard.belongs("award_id", Award)
guard.belongs("evidence_id", Evidence)


@bp.url_value_preprocessor
def _let_photos_in(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    forms.let_photos_in(request)


@bp.get("/camps/<slug>/grant")
@rule("followup.own")
def mine(slug: str) -> str:
    """One's own team's award, from the offer to the final report."""
    with db().read() as session:
        award = own_award(session, camp().id, actor().person_id)
        award_id = award.id if award and award.state != "passed" else ""
    return render_template("followup/mine.html", camp=camp(), award_id=award_id)


@bp.post("/awards/<award_id>/answer")
@rule("followup.own")
def answer(award_id: str) -> Response:
    said = request.form.get("answer", "")
    if said not in ("accept", "decline"):
        raise Invalid(fields={"answer": [words("Choose one of the answers.")]})
    verb = partial(
        offers.answer, award_id=award_id, accepts=said == "accept",
        reason=request.form.get("reason", ""), by=actor().person_id, now=now(),
    )  # fmt: skip
    return write(verb, _home())


@bp.post("/awards/<award_id>/conditions/<int:no>")
@rule("followup.own")
def show_condition(award_id: str, no: int) -> Response:
    _require_own(award_id)
    verb = partial(
        awards.show_condition, award_id=award_id, no=no, kept=forms.one_file("file"),
        note=request.form.get("note", ""), by=actor().person_id, now=now(),
    )  # fmt: skip
    return write(verb, _home())


@bp.get("/awards/<award_id>/agreement")
@rule("evidence.read")
def agreement(award_id: str) -> str:
    """The agreement in two languages side by side, to print and to sign."""
    with db().read() as session:
        shown = _shown(session, award_id)
        text = agreement_text(session, camp(), shown["one"])
    sides = [spoken(text, language) for language in LANGUAGES]
    return render_template("followup/agreement.html", text=text, sides=sides, **shown)


@bp.get("/awards/<award_id>/milestones/<int:no>/report")
@rule("followup.own")
def report_form(award_id: str, no: int) -> str:
    with db().read() as session:
        shown = _shown(session, award_id)
    due = next((one for one in shown["one"].dues if one.milestone.no == no), None)
    if due is None:
        raise NotFound
    return render_template(
        "followup/report.html", due=due, report=due.report,
        action=f"/awards/{award_id}/milestones/{no}/report", **shown,
    )  # fmt: skip


@bp.post("/awards/<award_id>/milestones/<int:no>/report")
@rule("followup.own")
def send_report(award_id: str, no: int) -> Response:
    return _report(award_id, "milestone", no)


@bp.get("/awards/<award_id>/final-report")
@rule("followup.own")
def final_form(award_id: str) -> str:
    with db().read() as session:
        shown = _shown(session, award_id)
    return render_template(
        "followup/report.html", due=None, report=shown["one"].final,
        action=f"/awards/{award_id}/final-report", **shown,
    )  # fmt: skip


@bp.post("/awards/<award_id>/final-report")
@rule("followup.own")
def send_final(award_id: str) -> Response:
    return _report(award_id, "final", None)


@bp.get("/awards/<award_id>/receipts")
@rule("followup.own")
def receipts(award_id: str) -> str:
    """The sums by line, and a form for the next receipt."""
    with db().read() as session:
        shown = _shown(session, award_id)
    return render_template(
        "followup/receipts.html", receipt=None, action=f"/awards/{award_id}/receipts", **shown
    )


@bp.get("/awards/<award_id>/receipts/<int:no>")
@rule("followup.own")
def receipt(award_id: str, no: int) -> str:
    """One receipt that the officer asked about."""
    with db().read() as session:
        shown = _shown(session, award_id)
    found = next((one for one in shown["one"].receipts if one.no == no), None)
    if found is None:
        raise NotFound
    return render_template(
        "followup/receipts.html", receipt=found, action=f"/awards/{award_id}/receipts/{no}", **shown
    )


@bp.post("/awards/<award_id>/receipts")
@rule("followup.own")
def send_receipt(award_id: str) -> Response:
    return _receipt(award_id, None)


@bp.post("/awards/<award_id>/receipts/<int:no>")
@rule("followup.own")
def answer_receipt(award_id: str, no: int) -> Response:
    return _receipt(award_id, no)


@bp.get("/evidence/<evidence_id>")
@rule("evidence.read")
def evidence(evidence_id: str) -> Response:
    """A photograph or a PDF, for its team and who follows it up."""
    with db().read() as session:
        row = session.get_one(Evidence, evidence_id)
        if not live.sees(session, actor(), session.get_one(Award, row.award_id)):
            raise Forbidden
        digest, media = row.digest, row.media
    content = files.read(forms.data_folder(), digest)
    if content is None:
        raise NotFound
    response = send_file(
        BytesIO(content), mimetype=media, as_attachment=media == files.PDF,
        download_name=f"{digest[:12]}.{'pdf' if media == files.PDF else 'jpg'}",
    )  # fmt: skip
    response.headers["Cache-Control"] = "private, max-age=86400"
    return response


def _report(award_id: str, kind: str, no: int | None) -> Response:
    _require_own(award_id)
    verb = partial(
        reporting.send_report, award_id=award_id, kind=kind, milestone_no=no,
        text=request.form.get("text", ""), numbers=forms.numbers(request.form),
        photos=forms.many_files("photos"), may_show=request.form.get("may_show") == "yes",
        by=actor().person_id, now=now(),
    )  # fmt: skip
    return write(verb, _home())


def _receipt(award_id: str, no: int | None) -> Response:
    _require_own(award_id)
    typed = request.form
    verb = partial(
        reporting.send_receipt, award_id=award_id, no=no, line=typed.get("line", ""),
        amount=forms.amount("amount", camp().currency), bought_on=forms.day("bought_on"),
        document=typed.get("document", ""), answer=typed.get("answer", ""),
        kept=forms.one_file("file"), offers=forms.many_files("quotes", too_many=TooManyQuotes),
        by=actor().person_id, now=now(),
    )  # fmt: skip
    return write(verb, Answer(location=f"/awards/{award_id}/receipts"))


def _shown(session: Session, award_id: str) -> dict[str, Any]:
    if not live.sees(session, actor(), session.get_one(Award, award_id)):
        raise Forbidden
    return dict(live.award_page(session, award_id=award_id, actor=actor()))


def _require_own(award_id: str) -> None:
    """Refuse before a stranger's file is looked at; the verb asks for the lead on top."""
    with db().read() as session:
        own = own_award(session, camp().id, actor().person_id)
    if own is None or own.id != award_id:
        raise Forbidden


def _home() -> Answer:
    return Answer(location=f"/camps/{camp().slug}/grant")
