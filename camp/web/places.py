"""The desks of a camp, linked: each for who may work there, once its time is near."""

from dataclasses import dataclass

from flask import Flask
from flask_babel import gettext

from camp.core.errors import words
from camp.core.phases import has_reached
from camp.core.rules import may
from camp.web.context import actor, camp


@dataclass(frozen=True, slots=True)
class Place:
    """A page under the camp's own address; before the phase `since` there is no work at it."""

    path: str
    permission: str
    words: str
    since: str = "draft"


PLACES = (
    Place("control", "camp.control", words("Control room")),
    Place("settings", "camp.set_up", words("Settings")),
    Place("people", "people.list", words("People")),
    Place("schedule/desk", "timer.run", words("Schedule")),
    Place("ideas/desk", "ideas.queue", words("Ideas"), "call"),
    Place("door", "door.read", words("Door"), "checkin"),
    Place("shifts", "shifts.plan", words("Shifts"), "call"),
    Place("guardians", "guardian.read", words("Guardians"), "checkin"),
    Place("concerns", "concern.read", words("Concerns")),
    Place("teams/desk", "teams.place", words("Teams"), "voting"),
    Place("mentoring", "mentoring.read", words("Mentoring"), "build"),
    Place("projects", "pitch.order", words("Submissions"), "build"),
    Place("jury", "ballot.write", words("Jury"), "locked"),
    Place("jury/desk", "progress.read", words("Jury desk"), "locked"),
    Place("deliberation", "deliberation.read", words("Deliberation"), "deliberation"),
    Place("grants", "awards.read", words("Grants"), "deliberation"),
    Place("protocol", "awards.read", words("Protocol"), "deliberation"),
    Place("incidents", "incidents.write", words("Incidents"), "checkin"),
    Place("paper", "paper.read", words("Paper")),
    Place("certificates", "certificates.give", words("Certificates"), "jury"),
    Place("appeals", "appeal.decide", words("Appeals"), "results"),
    Place("followup", "followup.read", words("After the camp"), "followup"),
    Place("programme", "programme.read", words("Programme"), "followup"),
)


def places() -> list[tuple[str, str]]:
    """Return the address and the words of every place where the reader may work now."""
    who, where = actor(), camp()
    return [
        (f"/camps/{where.slug}/{one.path}", gettext(one.words))
        for one in PLACES
        if has_reached(where, one.since) and may(who, where.id, one.permission)
    ]


def register(app: Flask) -> None:
    app.jinja_env.globals["places"] = places
