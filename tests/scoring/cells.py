"""Short ways to write ballots for the tests."""

from collections.abc import Mapping

from scoring import Ballot, BallotTable, Criterion, OfficialOrder, Place, Rubric

ONE = Rubric((0, 10), (Criterion("all", 1),))
TWO = Rubric((0, 10), (Criterion("impact", 1), Criterion("craft", 1)))


def single(cells: Mapping[tuple[str, str], float]) -> BallotTable:
    """Ballots of the rubric `ONE`, by (project, juror)."""
    return BallotTable(Ballot(j, p, {"all": mark}) for (p, j), mark in cells.items())


def double(cells: Mapping[tuple[str, str], tuple[float, float]]) -> BallotTable:
    """Ballots of the rubric `TWO`, by (project, juror): impact, craft."""
    return BallotTable(
        Ballot(j, p, {"impact": impact, "craft": craft})
        for (p, j), (impact, craft) in cells.items()
    )


def placed(*blocks: str) -> OfficialOrder:
    """An order by hand: `placed("A", "BC")` is A first, B and C tied for 2-3."""
    places: list[Place] = []
    for block in blocks:
        first = len(places) + 1
        places += [Place(p, first, first + len(block) - 1, 100.0 - first) for p in block]
    return OfficialOrder(tuple(places), (), 0.5, ())
