"""The product in Chromium; the scenes of the day explain a failed assert as tests do."""

import pytest

pytest.register_assert_rewrite(
    "tests.browser.phones",
    "tests.browser.the_jury",
    "tests.browser.the_results",
    "tests.browser.the_start",
)
