"""What a folder says twice must agree: sums of budgets, dots, votes, marks on the scale."""

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from camp.core.money import to_minor
from camp.folder.faults import Fault
from camp.folder.files import Data

HALF_A_CENT = Decimal("0.005")
"""A total is written with as many digits as a computer keeps: so far it may be off."""


def wrong_sums(data: Data) -> Iterator[Fault]:
    yield from _camp(data)
    yield from _dots(data)
    for team in data["teams"]:
        yield from _team(team, data["camp"]["currency"])
    yield from _marks(data)
    awarded = data["deliberation"].get("total_awarded")
    decisions = data["deliberation"].get("decisions", [])
    given = _sum(one.get("amount", 0) for one in decisions)
    if awarded is not None and given != _exact(awarded):
        yield Fault("deliberation.json", "", "total_awarded", "the sum of the amounts")


def _exact(amount: float) -> Decimal:
    """Return an amount as it is written: 0.1 and 0.2 are 0.3."""
    return Decimal(str(amount))


def _sum(amounts: Iterable[float]) -> Decimal:
    return sum(map(_exact, amounts), Decimal(0))


def _camp(data: Data) -> Iterator[Fault]:
    camp, plan = data["camp"], data["programme"]
    policy = plan.get("grant_policy") or {}
    pairs = (
        ("timezone", plan.get("timezone"), camp["timezone"]),
        ("currency", policy.get("currency"), camp["currency"]),
        ("partial_min_share", policy.get("min_partial_share"), camp["rules"]["partial_min_share"]),
    )
    shares = [one["share"] for one in policy.get("tranches") or []]
    if shares and abs(sum(shares) - 1) > 1e-9:
        yield Fault("programme.json", "", "grant_policy.tranches", "shares that sum to 1")
    amounts = [
        ("programme.json", "", f"grant_policy.quotes.{key}", amount)
        for key, amount in policy.get("quotes", {}).items()
    ]
    amounts += [
        ("portfolio.json", one["id"], key, one[key])
        for one in data["portfolio"]
        for key in ("awarded", "paid")
    ]
    for file, record, field, amount in amounts:
        try:
            to_minor(amount, camp["currency"])
        except ValueError:
            yield Fault(file, record, field, f"decimals as {camp['currency']} has them")
    for field, there, here in pairs:
        if there is not None and there != here:
            yield Fault("camp.json", "", field, f"the programme's {there!r}, not {here!r}")


def _dots(data: Data) -> Iterator[Fault]:
    votes = data["votes"]
    if not votes:
        return
    most, on_one = votes["rule"]["dots_per_person"], votes["rule"]["max_dots_per_idea"]
    by_voter: Counter[str] = Counter()
    for vote in votes["votes"]:
        by_voter[vote["voter"]] += vote["dots"]
        if vote["dots"] > on_one:
            yield Fault("votes.json", vote["voter"], vote["idea"], f"at most {on_one} dots")
    for voter, dots in by_voter.items():
        if dots > most:
            yield Fault("votes.json", voter, "dots", f"at most {most} in all, not {dots}")


def _team(team: dict[str, Any], currency: str) -> Iterator[Fault]:
    budget = team["budget"] or {}
    lines = budget.get("lines", [])
    for line in lines:
        if abs(line["quantity"] * line["unit_cost"] - line["total"]) > float(HALF_A_CENT):
            yield Fault("teams.json", team["id"], line["item"], "total = quantity x unit_cost")
    asked = _sum(line["requested"] for line in lines)
    if lines and abs(asked - _exact(budget["requested"])) > HALF_A_CENT:
        yield Fault("teams.json", team["id"], "budget.requested", "the sum of the lines")
    if budget:
        try:
            to_minor(budget["ask"], currency)
        except ValueError:
            yield Fault("teams.json", team["id"], "budget.ask", f"decimals as {currency} has them")
    here = sum(member["left_at"] is None for member in team["members"])
    if team.get("size_now", here) != here:
        yield Fault("teams.json", team["id"], "size_now", f"the {here} who are there")


def _marks(data: Data) -> Iterator[Fault]:
    scale = data["rubric"].get("scale") or [1, 5]
    for cell in data["scores"]:
        for key, mark in (cell["scores"] or {}).items():
            if mark is not None and not scale[0] <= mark <= scale[-1]:
                name = f"{cell['juror']}/{cell['team']}"
                yield Fault("scores.json", name, key, f"a mark of {scale[0]} to {scale[-1]}")
