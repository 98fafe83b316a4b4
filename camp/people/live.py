"""The list of people as it stays fresh on the organisers' screens."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from camp.core.rules import Actor
from camp.people import listing
from camp.people.queries import camp_called
from camp.people.regions import name_of
from camp.web import i18n
from camp.web.pieces import piece, topic

PEOPLE = topic("camp:{slug}:people", rule="people.list")


def _registrations(session: Session, *, actor: Actor, slug: str) -> Mapping[str, Any]:
    camp = camp_called(session, slug)
    return {
        "camp": camp,
        "listed": listing.registrations(session, camp),
        "counts": listing.counts(session, camp),
        "order": listing.ORDER,
        "region": lambda code: name_of(code, i18n.language()),
    }


piece(
    "people.list",
    on=PEOPLE,
    path="/camps/<slug>/people/registrations",
    template="people/_registrations.html",
    ask=_registrations,
)
