"""Codes of sections, states and budget categories in the reader's words."""

from decimal import Decimal

from flask import Blueprint
from flask_babel import format_decimal, gettext


def section_word(section: str) -> str:
    names = {
        "problem": gettext("Problem"),
        "beneficiaries": gettext("Who benefits"),
        "solution": gettext("Solution"),
        "tested": gettext("Tested this weekend"),
        "budget": gettext("Budget"),
        "milestones": gettext("Milestones"),
        "risks": gettext("Risks"),
    }
    return str(names[section])


def state_word(state: str) -> str:
    names = {"done": gettext("done"), "part": gettext("in part"), "empty": gettext("empty")}
    return str(names[state])


def category_word(category: str) -> str:
    names = {
        "equipment": gettext("Equipment"),
        "materials": gettext("Materials"),
        "services": gettext("Services"),
        "training": gettext("Training"),
        "travel": gettext("Travel"),
        "communication": gettext("Communication"),
        "monitoring": gettext("Monitoring"),
        "safety": gettext("Safety"),
        "stipend": gettext("Stipend"),
        "land": gettext("Land and buildings"),
        "debts": gettext("Debts"),
        "fines": gettext("Fines"),
        "politics": gettext("Political work"),
    }
    return str(names.get(category, category))


def major(amount: Decimal) -> str:
    """Return an amount in major units, decimals only where there are some."""
    return str(format_decimal(amount, "#,##0" if amount == int(amount) else "#,##0.00"))


def register(bp: Blueprint) -> None:
    bp.add_app_template_global(section_word, "section_word")
    bp.add_app_template_global(state_word, "section_state_word")
    bp.add_app_template_global(category_word, "category_word")
    bp.add_app_template_filter(major, "major")
