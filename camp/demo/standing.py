"""The demo camp as it stood when a phase had begun, and its dates moved so that this is now."""

import copy
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from camp.core.phases import position
from camp.folder.files import Data

MOMENTS = {
    "draft": "2027-02-01T10:00:00+05:00",
    "call": "2027-03-15T10:00:00+05:00",
    "selection": "2027-04-05T10:00:00+05:00",
    "checkin": "2027-04-16T14:00:00+05:00",
    "ideas": "2027-04-16T17:25:00+05:00",
    "voting": "2027-04-16T18:20:00+05:00",
    "forming": "2027-04-16T19:40:00+05:00",
    "build": "2027-04-17T10:30:00+05:00",
    "locked": "2027-04-18T12:10:00+05:00",
    "jury": "2027-04-18T14:20:00+05:00",
    "deliberation": "2027-04-18T15:05:00+05:00",
    "results": "2027-04-18T16:00:00+05:00",
    "appeals": "2027-04-19T10:00:00+05:00",
    "followup": "2027-07-20T10:00:00+05:00",
    "closed": "2027-12-20T10:00:00+05:00",
}
"""When each phase is looked at, in the demo's own dates."""

OPEN_JUROR = "J7"
"""Whose ballots a visitor may cast while the jury scores."""

_TIME = re.compile(r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?[+-]\d{2}:\d{2})?$")


def at_phase(data: Data, phase: str) -> Data:
    """Return a copy of the folder with only what had happened when `phase` was on."""
    told = copy.deepcopy(data)
    told["camp"]["phase"] = phase
    for first, forget in FORGETTING:
        if position(phase) < position(first):
            forget(told)
    before = datetime.fromisoformat(MOMENTS[phase])
    told["incidents"] = [
        one for one in told["incidents"] if datetime.fromisoformat(one["at"]) <= before
    ]
    if phase == "checkin":
        _arrive_until(told, before)
    if phase == "voting":
        told["votes"]["votes"] = told["votes"]["votes"][::2]
    if phase == "jury":
        told["scores"] = [cell for cell in told["scores"] if cell["juror"] != OPEN_JUROR]
    return told


def moved(data: Any, by: timedelta) -> Any:
    """Return the folder with every date and time moved by `by`, birth dates too."""
    if isinstance(data, dict):
        return {key: moved(value, by) for key, value in data.items()}
    if isinstance(data, list):
        return [moved(value, by) for value in data]
    if isinstance(data, str) and _TIME.match(data):
        later = datetime.fromisoformat(data) + by
        return later.isoformat() if "T" in data else later.date().isoformat()
    return data


def moved_to_now(data: Data, phase: str, now: datetime) -> Data:
    """Return the folder moved by whole days, so that the phase's moment is today.

    A vote that is on at that moment is on now: it is moved to the minute.
    """
    there = datetime.fromisoformat(MOMENTS[phase])
    days = (now.astimezone(there.tzinfo).date() - there.date()).days
    told: Data = moved(data, timedelta(days=days))
    if phase == "voting":
        told["votes"]["rule"] = moved(data["votes"]["rule"], now - there)
    return told


def _no_decisions(told: Data) -> None:
    told["deliberation"], told["grants"] = {}, []
    for team in told["teams"]:
        team["status"] = "formed"


def _no_publication(told: Data) -> None:
    told["deliberation"]["published_at"], told["deliberation"]["appeals"] = None, []


def _no_grants(told: Data) -> None:
    told["grants"] = []


def _no_scores(told: Data) -> None:
    told["scores"], told["jurors"]["conflicts"], told["audience_vote"] = [], [], {}


def _no_submissions(told: Data) -> None:
    for team in told["teams"]:
        team["submission"], team["budget"], team["pitch_order"] = {}, {}, None
    told["mentor_feedback"] = told["mentor_feedback"][:10]


def _half_teams(told: Data) -> None:
    told["mentor_feedback"] = []
    for team in told["teams"]:
        team["members"] = team["members"][:4]
        team["size_now"] = len(team["members"])
        for member in team["members"]:
            member["left_at"] = None


def _no_teams(told: Data) -> None:
    told["teams"] = []
    for idea in told["ideas"]:
        if idea["status"] in {"team_formed", "merged", "not_formed"}:
            idea["status"], idea["merged_into"], idea["status_reason"] = "pitched", None, None


def _no_votes(told: Data) -> None:
    told["votes"] = {}


def _no_pitches(told: Data) -> None:
    for idea in told["ideas"]:
        idea["dots"], idea["distinct_voters"] = 0, 0
        if idea["status"] == "pitched":
            idea["status"] = "screened_in"


def _nobody_here(told: Data) -> None:
    told["ideas"] = []
    for one in told["participants"]:
        one["checked_in_at"], one["withdrawn"] = None, None
        one["attendance"] = "accepted"


def _all_apply(told: Data) -> None:
    for one in told["participants"]:
        one["attendance"] = "applied"
        one["consents"] |= {"code_of_conduct": False, "data_processing": False, "photo": False}


def _nobody_yet(told: Data) -> None:
    told["participants"] = []
    for part in ("cafes", "trainings", "internships"):
        told[part] = []
    told["debate"] = {}


FORGETTING: tuple[tuple[str, Callable[[Data], None]], ...] = (
    ("followup", _no_grants),
    ("appeals", _no_publication),
    ("results", _no_decisions),
    ("jury", _no_scores),
    ("locked", _no_submissions),
    ("build", _half_teams),
    ("forming", _no_teams),
    ("voting", _no_votes),
    ("voting", _no_pitches),
    ("checkin", _nobody_here),
    ("selection", _all_apply),
    ("call", _nobody_yet),
)
"""What had not happened before each phase, the last first."""


def _arrive_until(told: Data, moment: datetime) -> None:
    for one in told["participants"]:
        at = one["checked_in_at"]
        if at is None or datetime.fromisoformat(at) > moment:
            one["checked_in_at"], one["withdrawn"] = None, None
            one["attendance"] = "accepted"
