"""Forms of the deliberation as the verbs take them: amounts as people type them."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from re import sub
from typing import Any

from babel.numbers import get_currency_precision

from camp.core.errors import Invalid, words
from camp.core.ids import is_whole
from camp.core.money import to_major, to_minor
from camp.grants.choices import Choice
from scoring.allocate import PREVIEWS, RULES

WAYS = ("full", "reduced", "partial", "reserve", "not_awarded")
"""What a decision is chosen from on a page: the kinds of award, and the two without money."""

PREVIEWED = ("envelope", "rule", "share", "least", "most", "floor")
"""What a preview of the awards may change."""


def choice(form: Mapping[str, str], team_id: str, currency: str, suffix: str = "") -> Choice | None:
    """Read one team's decision from a form; None where nothing was chosen.

    In a list of teams the fields carry the team's id as `suffix`. Raises Invalid.
    """

    def typed(name: str) -> str:
        return form.get(name + suffix, "").strip()

    way = typed("way")
    if not way:
        return None
    if way not in WAYS:
        raise Invalid(fields={"way" + suffix: [words("Choose one of the decisions.")]})
    is_award = way not in WAYS[3:]
    given = amount(typed("amount"), currency, "amount" + suffix) if is_award else 0
    return Choice(
        team=team_id,
        decision="award" if is_award else way,
        kind=way if is_award else "",
        order=_whole(typed("order"), "order" + suffix) if way == "reserve" else None,
        amount=0 if way == "full" else given,
        conditions=tuple(typed("conditions").splitlines()),
        reason=typed("reason"),
        votes={
            name: _whole(typed(name), name + suffix) or 0
            for name in ("for", "against", "abstained")
            if typed(name)
        },
        note=typed("note"),
    )


def terms(args: Mapping[str, str], currency: str) -> dict[str, Any]:
    """Read the settings that a preview changes; what was not typed stays out. Raises Invalid."""
    typed = {name: args.get(name, "").strip() for name in PREVIEWED}
    found: dict[str, Any] = {
        setting: amount(typed[name], currency, name)
        for name, setting in (
            ("envelope", "envelope"), ("least", "min_award"), ("most", "max_award"),
        )
        if typed[name]
    }  # fmt: skip
    if typed["rule"] in RULES + PREVIEWS:
        found["funding_rule"] = typed["rule"]
    if typed["share"]:
        found["partial_min_share"] = _hundred(typed["share"], "share") / 100
    if typed["floor"]:
        found["merit_floor"] = _hundred(typed["floor"], "floor")
    return found


def revision(form: Mapping[str, str], suffix: str = "") -> int | None:
    text = form.get("revision" + suffix, "")
    return int(text) if is_whole(text) else None


def written(minor: int, currency: str) -> str:
    """Return an amount as it is typed: "18 500 000"."""
    amount = to_major(minor, currency)
    digits = 0 if amount == amount.to_integral_value() else get_currency_precision(currency)
    return f"{amount:,.{digits}f}".replace(",", " ")


def ungrouped(text: str) -> str:
    """Return a sum as people type it in digits alone, with a point before its decimals."""
    # People group by comma or point; three digits behind one are a group, never decimals.
    return sub(r"[.,](?=\d{3}(\D|$))", "", "".join(text.split())).replace(",", ".")


def amount(text: str, currency: str, field: str) -> int:
    """Return a sum as people type it in minor units, 0 for nothing. Raises Invalid."""
    plain = ungrouped(text)
    if not plain:
        return 0
    try:
        found = to_minor(Decimal(plain), currency)
    except (InvalidOperation, ValueError, OverflowError) as error:
        raise Invalid(fields={field: [words("Type an amount in digits.")]}) from error
    if not 0 <= found <= 10**15:
        raise Invalid(fields={field: [words("Type an amount in digits.")]})
    return found


def _hundred(text: str, field: str) -> float:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = -1.0
    if not 0 <= value <= 100:
        raise Invalid(fields={field: [words("Type a number from 0 to 100.")]})
    return value


def _whole(text: str, field: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal() or len(text) > 3:
        raise Invalid(fields={field: [words("Type a whole number.")]})
    return int(text)
