"""An independent recount in fractions: random camps, every decimal the same."""

from fractions import Fraction
from random import Random

from scoring import Ballot, BallotTable, Criterion, Rubric, fit, official_order

RUBRIC = Rubric((1, 5), (Criterion("impact", 25), Criterion("craft", 15), Criterion("team", 10)))
Cells = dict[tuple[str, str], Fraction]


def a_camp(random: Random) -> BallotTable:
    teams, jurors, share = random.randint(1, 8), random.randint(1, 6), random.uniform(0.2, 1)
    return BallotTable(
        Ballot(f"J{j}", f"T{t}", {key: random.randint(1, 5) for key in RUBRIC.keys})
        for t in range(teams)
        for j in range(jurors)
        if random.random() < share
    )


def points(table: BallotTable) -> Cells:
    weights = {c.key: Fraction(c.weight) for c in RUBRIC.criteria}
    top = sum(weights.values(), Fraction(0)) * 5
    return {
        (b.project, b.juror): 100 * sum((w * int(b.marks[k]) for k, w in weights.items())) / top
        for b in table
    }


def recount(cells: Cells, groups: list[set[str]]) -> dict[str, Fraction]:
    """Normal equations of y = team + juror, and one row per group: its effects sum to zero."""
    names = sorted({p for p, _ in cells}) + sorted({j for _, j in cells})
    rows = []
    for name in names:
        own = {cell: y for cell, y in cells.items() if name in cell}
        # On the diagonal this counts every ballot of `name`, beside it the ballots in common.
        common = [Fraction(sum(other in cell for cell in own)) for other in names]
        rows.append([*common, sum(own.values(), Fraction(0))])
    rows += [[Fraction(name in group) for name in names] + [Fraction(0)] for group in groups]
    return dict(zip(names, solved(rows, len(names)), strict=True))


def solved(rows: list[list[Fraction]], unknowns: int) -> list[Fraction]:
    """Gauss-Jordan elimination of a system that has one solution."""
    for column in range(unknowns):
        pivot = next(r for r in range(column, len(rows)) if rows[r][column] != 0)
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [value / rows[column][column] for value in rows[column]]
        for r, row in enumerate(rows):
            if r != column and row[column] != 0:
                rows[r] = [a - row[column] * b for a, b in zip(row, rows[column], strict=True)]
    return [rows[n][-1] for n in range(unknowns)]


def groups_of(cells: Cells) -> list[set[str]]:
    """Jurors that are linked by common teams: merge overlapping panels until none overlap."""
    groups: list[set[str]] = []
    for team in {p for p, _ in cells}:
        panel = {j for p, j in cells if p == team}
        groups = [g for g in groups if not g & panel] + [
            panel.union(*(g for g in groups if g & panel))
        ]
    return groups


def test_a_recount_in_fractions_agrees_to_the_last_decimal() -> None:
    random = Random(2027)
    for _ in range(150):
        table = a_camp(random)
        cells = points(table)
        exact = recount(cells, groups_of(cells))
        fitted = fit(table, RUBRIC, "additive")
        order = official_order(fitted, table, RUBRIC, margin=0, ladder=())

        assert {**fitted.scores, **fitted.juror_effects} == {
            name: round(float(value), 10) for name, value in exact.items()
        }
        assert list(order.ranking) == sorted(fitted.scores, key=lambda p: (-exact[p], p))
