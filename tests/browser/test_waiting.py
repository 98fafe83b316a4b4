"""A wait for a promise waits for what comes of it."""

import pytest

from tests.browser.waiting import until

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium):
    found = chromium.new_page()
    found.route("**", lambda asked: asked.fulfill(content_type="text/html", body="<p>A page"))
    found.goto("http://camp.test/")
    yield found
    found.close()


@pytest.mark.parametrize("script", ["async () => false", "Promise.resolve(0)", "() => null"])
def test_what_never_comes_true_is_an_error(page, script):
    with pytest.raises(TimeoutError, match="Not true within 100 ms"):
        until(page, script, patience=100)


def test_what_comes_true_later_is_waited_for_also_on_the_next_page(page):
    page.evaluate("() => { setTimeout(() => { document.title = 'late' }, 150) }")
    until(page, "async (title) => document.title === title", "late")

    page.evaluate("() => { setTimeout(() => { location.href = '/elsewhere' }, 150) }")
    until(page, "async () => location.pathname === '/elsewhere'")
