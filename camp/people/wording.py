"""Roles and states in the reader's words, for templates."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext

from camp.core.errors import words
from camp.people.own_routes import bp

ROLES = {
    "owner": words("Owner"), "organiser": words("Organiser"),
    "programme_officer": words("Programme officer"), "safeguarding": words("Safeguarding officer"),
    "secretary": words("Jury secretary"), "moderator": words("Moderator"),
    "door_lead": words("Door lead"), "volunteer": words("Volunteer"), "mentor": words("Mentor"),
    "juror": words("Juror"), "chair": words("Jury chair"), "participant": words("Participant"),
    "projector": words("Projector"), "reserve": words("Reserve juror"),
}  # fmt: skip
STATES = {
    "applied": words("Waits for an answer"), "accepted": words("Accepted"),
    "waitlisted": words("On the waiting list"), "declined": words("Declined"),
    "withdrawn": words("Left"), "no_show": words("Did not come"), "expelled": words("Sent away"),
}  # fmt: skip


@bp.app_template_global()
def role_name(role: str) -> str:
    return str(gettext(ROLES.get(role, role)))


@bp.app_template_global()
def state_names() -> dict[str, str]:
    return {state: str(gettext(name)) for state, name in STATES.items()}


@bp.app_template_global()
def own_words(known: Mapping[str, str], chosen: Sequence[str]) -> list[tuple[str, str]]:
    """Return choices in the reader's words, and what was chosen and is not among them as it is."""
    offered = [(key, str(gettext(name))) for key, name in known.items()]
    return offered + [(key, key) for key in chosen if key not in known]
