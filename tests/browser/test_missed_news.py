"""News are not missed: neither while an older answer is on its way nor where a piece was moved."""

import pytest

from tests.browser.network import hang_up
from tests.browser.phones import see
from tests.browser.visiting import serve

pytestmark = pytest.mark.browser
VOTING = "/camps/tashkent/voting"
MOVE = """(piece) => {
  piece.dispatchEvent(new CustomEvent("camp:due"))
  piece.parentElement.append(piece)
}"""
BACK = 4000  # ms; a closed socket is open again after two seconds


def test_what_an_older_answer_lacks_is_asked_for(tmp_path, chromium):
    server, held = serve("voting", tmp_path), []
    try:
        moderator = server.who("moderator")
        page = server.open(chromium, server.who("participant"), "/camps/tashkent/ideas")
        piece = page.locator("camp-live[src*='/ideas/mine']").first.get_attribute("src")
        page.route(f"**{piece}", lambda route: held.append((route, route.fetch())), times=1)
        with page.expect_request(f"**{piece}"):
            assert server.api(moderator, "PUT", VOTING, state="closed").ok
        hang_up(page.context)
        assert server.api(moderator, "PUT", VOTING, state="revealed").ok
        page.wait_for_timeout(BACK)
        ((route, answer),) = held
        route.fulfill(response=answer)

        see(page.locator("#main"), "The dots are open.")
    finally:
        server.stop()


def test_a_piece_that_was_moved_before_it_could_ask_asks_for_the_next_news(tmp_path, chromium):
    server = serve("voting", tmp_path)
    try:
        page = server.open(chromium, server.who("participant"), "/camps/tashkent/ideas")
        see(page.locator(".dots-bar"), "left")
        with page.expect_response("**/ideas/mine/*"):
            page.locator("camp-live[src*='/ideas/mine']").evaluate(MOVE)

        assert server.api(server.who("moderator"), "PUT", VOTING, state="closed").ok

        see(page.locator("#main"), "The dots are shown soon.")
    finally:
        server.stop()
