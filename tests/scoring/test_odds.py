"""The chance of being funded: the funding line walked over likely scores."""

import numpy as np
import pytest

from scoring import OfficialOrder, Place, fit, funding_odds, other_juries, propose
from scoring.ranks import drawn
from tests.scoring.camps import balloted, make


@pytest.mark.parametrize("rule", ["stop", "skip"])
@pytest.mark.parametrize("share", [1.0, 0.6])
def test_the_chance_is_how_often_the_proposal_funds_a_project(rule: str, share: float) -> None:
    camp = make("tiny_complete", 2)
    fitted = fit(*balloted(camp), "full")
    asks = {p: int(ask) for p, ask in zip(fitted.scores, camp.asks, strict=True)}
    del asks["P003"]
    terms = {"envelope": int(camp.budget), "rule": rule, "partial_min_share": share}

    odds = funding_odds(fitted, asks, draws=60, min_award=900, **terms)

    assert fitted.posterior
    counted = dict.fromkeys(fitted.scores, 0.0)
    for scores in drawn(fitted.posterior, 60):
        ranked = [fitted.posterior.projects[row] for row in np.argsort(-scores)]
        ranked.remove("P003")
        places = tuple(Place(p, n, n, 0.0) for n, p in enumerate(ranked, start=1))
        order = OfficialOrder(places, (), 0.0, ())
        for award in propose(order, asks, min_award=900, **terms).awards:
            counted[award.project] += 1 / 60
    assert odds == pytest.approx(counted)


def test_without_doubt_or_with_another_rule_there_is_no_chance_to_tell() -> None:
    table, rubric = balloted(make("tiny_complete", 2))

    assert funding_odds(fit(table, rubric, "mean"), {}, envelope=1) is None
    assert funding_odds(fit(table, rubric, "full"), {}, envelope=1, rule="knapsack") is None


def test_the_juries_that_are_shown_are_draws_and_agree_with_the_chance() -> None:
    camp = make("tiny_complete", 2)
    fitted = fit(*balloted(camp), "full")
    asks = {p: int(ask) for p, ask in zip(fitted.scores, camp.asks, strict=True)}
    terms = {"envelope": int(camp.budget), "rule": "skip"}
    odds = funding_odds(fitted, asks, **terms)

    for project, chance in odds.items():
        shown = other_juries(fitted, asks, project, **terms)
        assert len(shown) == 20
        assert sum(one.funded for one in shown) == round(20 * chance)
        assert all(1 <= one.place <= len(odds) for one in shown)
        assert shown == other_juries(fitted, asks, project, **terms)
    known = fitted.posterior
    best = known.projects[int(np.argmax(known.means))]
    points = [one.points for one in other_juries(fitted, asks, best, **terms)]
    assert min(points) < known.means.max() < max(points)


def test_without_doubt_no_other_jury_is_shown() -> None:
    table, rubric = balloted(make("tiny_complete", 2))

    assert other_juries(fit(table, rubric, "mean"), {}, "P001", envelope=1) == ()
    fitted = fit(table, rubric, "full")
    assert other_juries(fitted, {}, "P001", envelope=1, rule="knapsack") == ()
    assert other_juries(fitted, {}, "nobody", envelope=1) == ()
