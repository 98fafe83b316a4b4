"""The door on paper: the roster of everybody who is expected, for the day when nothing scans.

A tick on the roster comes in later by the door's own search or by the badge code.
"""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, render_template
from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.checkin.queries import checked_in_ids
from camp.checkin.rules import EXPECTED
from camp.core.models import Camp
from camp.paper.sending import asked_language, send
from camp.people.models import Badge, Consent, GuardianForm, Participant
from camp.web import i18n
from camp.web.context import camp, db, now
from camp.web.guard import rule

bp = Blueprint("checkin_paper", __name__)


@dataclass(frozen=True, slots=True)
class Line:
    """One name on the roster, with what the door has to know."""

    name: str
    town: str
    code: str
    """The badge code, empty while there is no badge that counts."""
    is_in: bool
    is_minor: bool
    waits_for_guardian: bool
    no_photo: bool
    needs: tuple[str, ...]


@bp.get("/camps/<slug>/paper/roster")
@rule("people.contact")
def roster(slug: str) -> str:
    with db().read() as session:
        lines = expected(session, camp())
    return render_template("checkin/roster.html", camp=camp(), lines=lines, now=now())


@bp.get("/camps/<slug>/paper/roster.pdf")
@rule("people.contact")
def roster_pdf(slug: str) -> Response:
    asked_language()
    with db().read() as session:
        lines = expected(session, camp())
    data = {
        "words": {
            "title": gettext("Door roster"),
            "how": gettext("Tick who comes in and write the time."),
            "keep": gettext(
                "Keep this list at the door and give it back to the door lead: it holds names and "
                "badge codes."
            ),
            "inside": gettext("In"),
            "name": gettext("Name"),
            "code": gettext("Badge code"),
            "time": gettext("Time"),
            "mind": gettext("Mind"),
            "walk_ins": gettext("Walk-ins"),
            "year": gettext("Birth year"),
            "phone": gettext("Phone"),
            "region": gettext("Region"),
        },
        "camp": i18n.camp_name(camp()),
        "printed": i18n.moment(now()),
        "lines": [_in_words(line) for line in lines],
    }
    return send("roster", data, f"{slug}-roster")


def _in_words(line: Line) -> dict[str, Any]:
    needs = {
        "wheelchair": gettext("Comes with a wheelchair"),
        "sign_interpreter": gettext("Needs a sign language interpreter"),
        "interpreter": gettext("Needs an interpreter"),
    }
    minded = [gettext("minor")] if line.is_minor and not line.waits_for_guardian else []
    minded += [gettext("no photo")] if line.no_photo else []
    minded += [needs.get(need, need) for need in line.needs]
    return {
        "name": line.name,
        "town": line.town,
        "code": line.code or "–",
        "is_in": line.is_in,
        "stop": gettext("no guardian form: to safeguarding") if line.waits_for_guardian else "",
        "mind": ", ".join(minded),
    }


def expected(session: Session, camp: Camp) -> list[Line]:
    """Return everybody who is expected, by name, in a fixed number of statements."""
    people = session.scalars(
        select(Participant).where(Participant.camp_id == camp.id, Participant.state.in_(EXPECTED))
    )
    codes = session.execute(
        select(Badge.person_id, Badge.code).filter_by(camp_id=camp.id, revoked_at=None)
    )
    code_of = {person: code for person, code in codes}  # noqa: C416  -- rows are no pairs
    photos = session.execute(
        select(Consent.person_id, Consent.given)
        .filter_by(camp_id=camp.id, kind="photo")
        .order_by(Consent.id)
    )
    said = {person: given for person, given in photos}  # noqa: C416  -- rows are no pairs
    agreed = set(
        session.scalars(select(GuardianForm.person_id).filter_by(camp_id=camp.id, given=True))
    )
    here, day = checked_in_ids(session, camp.id), camp.starts_at.date()
    lines = []
    for one in people:
        minor = one.person.is_minor_on(day)
        lines.append(
            Line(
                name=one.person.name,
                town=one.person.town,
                code=code_of.get(one.person_id, ""),
                is_in=one.person_id in here,
                is_minor=minor,
                waits_for_guardian=minor and one.person_id not in agreed,
                no_photo=said.get(one.person_id) is False,
                needs=tuple(one.needs),
            )
        )
    return sorted(lines, key=lambda line: line.name.casefold())
