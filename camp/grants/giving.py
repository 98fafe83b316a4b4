"""The ranking and the money of a preview as a table for a spreadsheet."""

from collections.abc import Callable, Sequence
from typing import Any

from camp.core.money import as_number, to_major
from camp.core.spreadsheets import sheet
from camp.grants.proposal import Proposed
from camp.grants.protocol import Row


def table(
    heads: Sequence[str],
    rows: Sequence[Row],
    preview: Proposed,
    currency: str,
    say: Callable[[str, Any], str],
) -> str:
    """Return the table: place, team, points, ask, award, what the rule gives, the jury, rule,
    currency.

    Amounts are in major units. `say` returns the reader's words for a kind of award ("kind"), a
    reason to be left out ("reason"), a place in the reserve ("reserve"), what the jury decided
    (the row itself, "jury"), and the rule with its envelope (the settings, "rule").
    """
    awards = {one.project: one for one in preview.proposal.awards}

    def cells(row: Row) -> tuple[object, ...]:
        team = row.team.id
        award, order = awards.get(team), preview.in_reserve.get(team)
        told = [say("kind", award.kind)] if award else []
        if team in preview.left_out and not award:
            told.append(say("reason", preview.left_out[team]))
        if order:
            told.append(say("reserve", order))
        ask, given = preview.asks.get(team, 0), award.amount if award else 0
        return (
            row.place, row.team.name, "" if row.points is None else round(row.points, 2),
            as_number(to_major(ask, currency)), as_number(to_major(given, currency)),
            ", ".join(told), say("jury", row), say("rule", preview.settings), currency,
        )  # fmt: skip

    return sheet(heads, map(cells, rows))
