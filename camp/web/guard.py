"""Every door has a rule, checked before it opens. A door without one stays shut.

A view says its rule with `@rule("ideas.read")`. The camp that the rule is about comes from the URL:
`<slug>`, or an id whose table `belongs` has named.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, g, request
from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from camp.core.errors import Forbidden, NotFound, SignInNeeded
from camp.core.models import Camp
from camp.core.rules import ANYONE, TABLE, Actor, may
from camp.web.context import actor, db

V = TypeVar("V", bound=Callable[..., Any])

PUBLIC = "public"
"""The rule of doors outside any camp that a visitor may use, such as the sign-in."""
SIGNED_IN = "signed-in"
"""The rule of doors outside any camp that need a person, such as one's own devices."""
STARTS_CAMPS = "starts-camps"
"""The rule of the server owner's doors."""

_camps: dict[str, Select[Camp]] = {"slug": select(Camp).where(Camp.slug == bindparam("value"))}
"""How the camp is found by an argument of the URL."""


def rule(permission: str) -> Callable[[V], V]:
    def mark(view: V) -> V:
        view.rule = permission  # type: ignore[attr-defined]
        return view

    if permission not in TABLE and permission not in {PUBLIC, SIGNED_IN, STARTS_CAMPS}:
        raise LookupError(permission)
    return mark


def belongs(argument: str, model: Any) -> None:
    """Say that the URL's `<argument>` is an id of `model`, which has a `camp_id`."""
    of_camp = select(Camp).join(model, model.camp_id == Camp.id)
    _camps[argument] = of_camp.where(model.id == bindparam("value"))


def camp_of(session: Session, arguments: dict[str, Any]) -> Camp | None:
    """Return the camp that a URL is about. Raises NotFound for an id that is not there."""
    for argument, value in arguments.items():
        if argument in _camps:
            camp: Camp | None = session.scalar(_camps[argument], {"value": value})
            if camp is None:
                raise NotFound
            return camp
    return None


def allows(permission: str, who: Actor, camp: Camp | None) -> bool:
    if permission == PUBLIC:
        return True
    if permission == SIGNED_IN:
        return bool(who.person_id)
    if permission == STARTS_CAMPS:
        return who.starts_camps
    if camp is None:
        return False
    # A camp that is being prepared is nobody's business but its staff's.
    if TABLE[permission] == ANYONE and camp.phase == "draft":
        return bool(who.roles.get(camp.id))
    return may(who, camp.id, permission)


def check() -> None:
    """Refuse the request unless its view's rule allows it."""
    if request.endpoint is None or request.endpoint == "static":
        return
    permission = getattr(current_app.view_functions[request.endpoint], "rule", None)
    if permission is None:
        raise Forbidden
    with db().read() as session:
        g.camp = camp_of(session, request.view_args or {})
    if not allows(permission, actor(), g.camp):
        # Whose role still waits for the PIN is asked for it.
        raise Forbidden if actor().person_id and not actor().held_back else SignInNeeded


def register(app: Flask) -> None:
    app.before_request(check)
