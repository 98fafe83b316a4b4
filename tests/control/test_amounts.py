"""Sums and points in the settings, as people write them."""

from tests.control.test_setting_up import change, now_is


def test_amounts_and_points_are_shown_and_read_as_people_write_them(cast):
    change(cast, envelope="150 000 000", min_award="8.000.000", max_award="40,000,000",
           tie_margin="0,5")  # fmt: skip

    rules = now_is(cast).settings
    page = cast.browser("Aziza").get(f"/camps/{cast.slug}/settings").text

    assert (rules.envelope, rules.min_award, rules.max_award) == (
        150_000_000_00, 8_000_000_00, 40_000_000_00,
    )  # fmt: skip
    assert rules.tie_margin == 0.5
    for told in ('value="150 000 000"', 'value="8 000 000"', 'value="0.5"', 'value="0"'):
        assert told in page, told
    assert change(cast, envelope="much").status_code == 422
    assert change(cast, tie_margin="half").status_code == 422
