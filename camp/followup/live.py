"""Topics of the follow-up and the pieces that stand on them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.models import Camp
from camp.core.rules import Actor, may
from camp.followup import donors, offers, queries, where
from camp.followup.finding import own_award
from camp.followup.models import Award
from camp.people.regions import name_of
from camp.web.context import now
from camp.web.i18n import language
from camp.web.pieces import piece, topic


def _may_see(session: Session, actor: Actor, arguments: Mapping[str, str]) -> bool:
    award = session.get(Award, arguments["award_id"])
    return award is not None and sees(session, actor, award)


def sees(session: Session, actor: Actor, award: Award) -> bool:
    """Return whether this is the reader's own award, or the reader follows all of them up."""
    if may(actor, award.camp_id, "followup.read"):
        return True
    own = own_award(session, award.camp_id, actor.person_id)
    return own is not None and own.id == award.id


AWARD = topic("award:{award_id}", rule="evidence.read", allows=_may_see)
FOLLOWUP = topic("camp:{slug}:followup", rule="followup.read")


def award_page(session: Session, *, award_id: str, actor: Actor) -> Mapping[str, Any]:
    """One award as its team, or the officer, looks at it."""
    award = session.get_one(Award, award_id)
    camp = session.get_one(Camp, award.camp_id)
    shown = queries.grant(session, camp, award, now())
    return {
        "camp": camp,
        "one": shown,
        "today": now().astimezone(camp.zone).date(),
        "is_lead": shown.lead is not None and shown.lead.id == actor.person_id,
        "may_run": may(actor, camp.id, "followup.run"),
    }


def inbox(session: Session, *, slug: str, actor: Actor) -> Mapping[str, Any]:
    """What waits for the officer, and every project below it."""
    camp = session.scalars(select(Camp).filter_by(slug=slug)).one()
    found = queries.grants(session, camp, now())
    tasks = queries.inbox(found, now())
    harm = {task.award_id: task.harm for task in reversed(tasks)}
    return {
        "camp": camp,
        "grants": sorted(found, key=lambda one: harm.get(one.award.id, len(queries.HARM))),
        "places": [(one, name_of(one.region, language())) for one in where.places(found)],
        "by_id": {one.award.id: one for one in found},
        "tasks": tasks,
        "freed": offers.freed(session, camp.id),
        "following": offers.next_in_reserve(session, camp),
        "published": donors.latest(session, camp.id),
        "today": now().astimezone(camp.zone).date(),
        "may_run": may(actor, camp.id, "followup.run"),
    }


piece(
    "followup.mine",
    on=AWARD,
    path="/awards/<award_id>/mine",
    template="followup/_mine.html",
    ask=award_page,
)
piece(
    "followup.inbox",
    on=FOLLOWUP,
    path="/camps/<slug>/followup/list",
    template="followup/_inbox.html",
    ask=inbox,
)
