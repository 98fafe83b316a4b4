"""The sections of a project's page: their fields, and how far each has come."""

from collections.abc import Mapping
from typing import Any

from camp.core.models import Camp
from camp.projects.budget import add_up, within_limits

SECTIONS: dict[str, tuple[str, ...]] = {
    "problem": ("title", "one_liner", "problem", "gloss"),
    "beneficiaries": ("beneficiaries", "who"),
    "solution": ("solution",),
    "tested": ("tested",),
    "budget": ("budget",),
    "milestones": ("milestones",),
    "risks": ("risks", "ai_help"),
}
"""In the order of the page. `gloss` is the project in English for who reads no other language."""
OPTIONAL = {"who", "ai_help", "one_liner", "gloss"}
"""`ai_help` is R31."""
MILESTONES = 3
"""So many steps with a date make a plan."""


def fields_of(section: str, body: Mapping[str, Any]) -> dict[str, Any]:
    return {name: body[name] for name in SECTIONS[section] if name in body}


def state_of(section: str, body: Mapping[str, Any], camp: Camp) -> str:
    """Return empty, part or done."""
    if section == "budget":
        budget = add_up(body.get("budget"), camp)
        if not budget.lines:
            return "empty"
        is_done = within_limits(budget.ask, camp) and not budget.ineligible
        return "done" if is_done else "part"
    if section == "milestones":
        steps = body.get("milestones") or []
        dated = sum(bool(step.get("title") and step.get("due")) for step in steps)
        return "empty" if not steps else "done" if dated >= MILESTONES else "part"
    needed = [name for name in SECTIONS[section] if name not in OPTIONAL]
    filled = [name for name in needed if body.get(name)]
    if len(filled) == len(needed):
        return "done"
    return "part" if any(body.get(name) for name in SECTIONS[section]) else "empty"
