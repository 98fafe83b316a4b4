"""The programme's projects as a table for a spreadsheet."""

from collections.abc import Callable, Iterable, Sequence

from camp.core.money import as_number, to_major
from camp.core.spreadsheets import sheet
from camp.followup.donors import hidden
from camp.programme.cards import Project

COLUMNS = ("project", "camp", "region", "state", "currency", "awarded", "paid")


def table(
    heads: Sequence[str],
    numbers: Sequence[str],
    projects: Iterable[Project],
    say: Callable[[str, Project], str],
) -> str:
    """Return the table: COLUMNS, then `numbers` of the reports, under as many `heads`.

    `say` returns the reader's words for a project's camp, region and state. Amounts are in major
    units of the currency beside them.
    """
    return sheet(heads, (_row(one, numbers, say) for one in projects))


def _row(
    one: Project, numbers: Sequence[str], say: Callable[[str, Project], str]
) -> tuple[object, ...]:
    sums = [as_number(to_major(amount, one.currency)) for amount in (one.awarded, one.paid)]
    said = [say(name, one) for name in ("camp", "region", "state")]
    told = [_number(one, name) for name in numbers]
    return (one.name, *said, one.currency, *sums, *told)


def _number(one: Project, name: str) -> int | str:
    """Return a number of the reports, or nothing where nobody said it or it points to somebody."""
    found = one.results.get(name, "")
    if name != "women" or found == "":
        return found
    men = one.results.get("direct_beneficiaries", 0) - int(found)
    return found if hidden({"F": int(found), "M": max(0, men)}).get("F") is not None else ""
