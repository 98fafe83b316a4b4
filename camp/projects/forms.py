"""A project's sections as forms send them: texts, numbers, and rows of lines and milestones."""

from collections.abc import Mapping
from typing import Any

from camp.core.errors import Invalid, words
from camp.core.ids import is_whole
from camp.projects.sections import SECTIONS

LINE = ("category", "item", "quantity", "unit_cost", "own_contribution")


def section_fields(section: str, form: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a section from what a form sent, as the schema reads them.

    A form shows its whole section, so a field that is not there was emptied.
    """
    match section:
        case "budget":
            return {"budget": _budget(form)}
        case "milestones":
            return {
                "milestones": [row for row in _rows(form, ("title", "due")) if row.get("title")]
            }
        case "beneficiaries":
            return {"beneficiaries": _number(form), "who": form.get("who", "")}
        case "problem":
            return {name: form.get(name, "") for name in SECTIONS[section]}
        case "risks":
            return {name: form.get(name, "") for name in ("risks", "ai_help")}
        case _:
            return {section: form.get(section, "")}


def _budget(form: Mapping[str, Any]) -> dict[str, Any]:
    lines = [
        {name: _amount(name, value) for name, value in row.items()}
        for row in _rows(form, LINE)
        if row.get("item")
    ]
    made: dict[str, Any] = {"lines": lines}
    for name in ("currency", "rate", "rate_date"):
        if form.get(name):
            made[name] = _amount(name, str(form[name]))
    return made


def _amount(name: str, value: str) -> str:
    """Return an amount without the spaces people put between thousands."""
    if name in {"category", "item", "currency", "rate_date"}:
        return value
    return "".join(value.split()).replace("\u00a0", "").replace(",", ".")


def _rows(form: Mapping[str, Any], names: tuple[str, ...]) -> list[dict[str, str]]:
    """Return rows of fields named "item.0", "item.1" and so on, empty fields left out."""
    found = []
    for number in range(60):
        row = {name: str(form.get(f"{name}.{number}", "")).strip() for name in names}
        if any(row.values()):
            found.append({name: value for name, value in row.items() if value})
    return found


def _number(form: Mapping[str, Any]) -> int | None:
    typed = "".join(str(form.get("beneficiaries", "")).split())
    if not typed:
        return None
    if not is_whole(typed):
        raise Invalid(fields={"beneficiaries": [words("Write a whole number of people.")]})
    return int(typed)
