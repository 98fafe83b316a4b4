"""Budgets sum on the server: own part apart, limits, currencies, what is not paid."""

import pytest

from camp.core.errors import Invalid
from camp.core.models import Camp
from camp.core.settings import Settings
from camp.projects.budget import add_up, within_limits
from camp.projects.sections import state_of

CAMP = Camp(currency="UZS", settings=Settings(min_award=8_000_000_00, max_award=40_000_000_00))


def line(quantity, unit_cost, own=0, category="equipment", **fields):
    return {
        "category": category, "item": "x", "quantity": quantity, "unit_cost": unit_cost,
        "own_contribution": own, **fields,
    }  # fmt: skip


def test_lines_sum_and_the_own_part_stands_apart():
    # 6 x 2 450 000 = 14 700 000; 10 x 420 000 = 4 200 000, of it 300 000 own.
    made = add_up({"lines": [line(6, 2_450_000), line(10, 420_000, 300_000)]}, CAMP)

    assert (made.total, made.own_contribution, made.requested) == (18_900_000, 300_000, 18_600_000)
    assert made.ask == 18_600_000_00
    assert state_of("budget", {"budget": {"lines": [line(6, 2_450_000)]}}, CAMP) == "done"


def test_dollars_become_soum_by_the_rate():
    # (70 x 14 + 6 x 60 + 10 x 28 - 100) = 1 520 dollars x 12 100 = 18 392 000 soum.
    lines = [line(70, 14), line(6, 60), line(10, 28, 100)]
    made = add_up({"currency": "USD", "rate": 12100, "lines": lines}, CAMP)

    assert (made.requested, made.ask) == (1520, 18_392_000_00)


def test_cents_are_exact():
    # 3 x 0.1 is 0.3, in tiyin at a rate of 12 100.55: 363 016.5 -> 363 017
    made = add_up({"currency": "USD", "rate": 12100.55, "lines": [line(3, 0.1)]}, CAMP)

    assert made.ask == 363_017


@pytest.mark.parametrize(
    "budget",
    [
        {"currency": "USD", "lines": [line(1, 10)]},
        {"lines": [line(1, 10, 11)]},
        {"lines": [line(-1, 10)]},
        {"lines": [line(1, 10.005)]},
        {"lines": [line(2, 10, total=21)]},
        {"lines": [line(2, 10, 5, requested=20)]},
    ],
)
def test_what_does_not_add_up_is_refused(budget):
    with pytest.raises(Invalid):
        add_up(budget, CAMP)


@pytest.mark.parametrize(
    ("ask", "fits"),
    [(0, False), (8_000_000_00 - 1, False), (8_000_000_00, True), (40_000_000_00, True),
     (40_000_000_00 + 1, False)],
)  # fmt: skip
def test_limits_hold_at_both_ends(ask, fits):
    assert within_limits(ask, CAMP) is fits


def test_an_ask_outside_the_limits_or_an_ineligible_line_stays_in_part():
    land = [line(6, 2_450_000), line(1, 100, category="land")]
    borne = [line(6, 2_450_000), line(1, 100, 100, category="land")]

    assert state_of("budget", {"budget": {"lines": [line(1, 5)]}}, CAMP) == "part"
    assert state_of("budget", {"budget": {"lines": land}}, CAMP) == "part"
    assert add_up({"lines": land}, CAMP).ineligible == (2,)
    assert state_of("budget", {"budget": {"lines": borne}}, CAMP) == "done"
    assert state_of("budget", {}, CAMP) == "empty"


def test_a_form_adds_up_and_flags(cast, team_id):
    page = f"/camps/{cast.slug}/project/budget"
    browser = cast.browser("Bobur")
    sent = {
        "revision": "0", "item.0": "Machines", "category.0": "equipment", "quantity.0": "6",
        "unit_cost.0": "2 450 000", "own_contribution.0": "300 000", "item.1": "Plot",
        "category.1": "land", "quantity.1": "1", "unit_cost.1": "50", "currency": "UZS",
    }  # fmt: skip

    saved = cast.form(browser, f"/teams/{team_id}/draft/budget", sent, back=page)
    shown = browser.get(page).text
    wrong = cast.form(
        browser,
        f"/teams/{team_id}/draft/budget",
        {**sent, "revision": "1", "own_contribution.0": "99 000 000"},
        back=page,
    )

    assert saved.status_code == 303
    assert '<data class="number" value="14700050">14,700,050 UZS</data>' in shown
    assert "Line 2 is something a grant does not pay." in shown
    assert wrong.status_code == 422
    assert "Line 1: your own part is more than the whole line." in wrong.text
    assert 'value="99 000 000"' in wrong.text


@pytest.mark.parametrize(
    ("cost", "place", "is_within"), [(25, "160.0", True), (80, "304.8", False)]
)
def test_the_ask_is_drawn_between_the_smallest_and_the_largest_award(
    cast, team_id, cost, place, is_within
):
    page = f"/camps/{cast.slug}/project/budget"
    browser = cast.browser("Bobur")
    assert "ask-range" not in browser.get(page).text
    sent = {
        "revision": "0", "item.0": "Machines", "category.0": "equipment", "quantity.0": "1",
        "unit_cost.0": f"{cost} 000 000", "currency": "UZS",
    }  # fmt: skip
    cast.form(browser, f"/teams/{team_id}/draft/budget", sent, back=page)

    shown = browser.get(page).text

    assert f'd="M{place} 1' in shown
    assert ("ask-range__ask--outside" in shown) is not is_within
    assert "An award is between" in shown
