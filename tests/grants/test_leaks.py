"""Before the publication no amount, points or decision reaches anybody who may not read it."""

import re

import pytest

from camp.grants import service
from tests.grants.court import MILLION, Court
from tests.paper.reading import said

CANARY = 31_337_000
"""An amount that stands nowhere but in the decision."""
NOTE = "canary note of the jury"
PLACES = re.compile(r"31.?337.?000|3133700000|canary")


@pytest.fixture
def decided(app, clock):
    court = Court(app, clock)
    court.decide(
        court.choice(
            "Kaft", "award", kind="reduced", amount=CANARY * 100, reason="canary reason",
            conditions=("canary condition",), votes={"for": 3},
        ),
        court.full("Yoʻlchi"),
        court.choice("Saksovul", "award", kind="full"),
    )  # fmt: skip
    court.run(service.take_note, text=NOTE)
    court.sign_all()
    return court


def addresses(court):
    """Every GET address of the app that is about this camp, filled in."""
    values = {
        "slug": court.slug,
        "round_id": court.round_id,
        "team_id": court.teams["Kaft"],
        "juror_id": court.jurors["Jasur"],
    }
    for rule in court.app.url_map.iter_rules():
        if "GET" in rule.methods and rule.arguments and rule.arguments <= set(values):
            path = rule.rule
            for name, value in values.items():
                path = re.sub(rf"<(\w+:)?{name}>", value, path)
            yield path


OUTSIDE = ["Bobur", "Malika", "Shoira", "Rustam", "Nodira", "Projector", "Sardor", None]


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_page_piece_or_answer_leaks(decided, name):
    decided.app.config["PROPAGATE_EXCEPTIONS"] = False
    browser, seen = decided.browser(name), []
    for path in addresses(decided):
        answer = browser.get(path)
        if PLACES.search(said(answer)) or (path.endswith("/awards") and answer.status_code == 200):
            seen.append(path)

    assert seen == []


def test_the_canary_is_where_it_may_be(decided):
    """The search would find it: the jury's own pages hold it."""
    assert PLACES.search(decided.browser("Jasur").get(f"/camps/{decided.slug}/protocol").text)


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_push_leaks(decided, name):
    from camp.web.live import socketio
    from camp.web.pieces import all_topics

    auth = {"token": decided.token(name)} if name else None
    phone = socketio.test_client(decided.app, auth=auth)
    values = {
        "slug": decided.slug,
        "round_id": decided.round_id,
        "team_id": decided.teams["Kaft"],
        "person_id": decided.id(name) if name else "",
        # There is none before the publication.
        "award_id": "none",
    }
    for kind in all_topics():
        phone.emit("watch", kind.pattern.format(**values), callback=True)
    decided.decide(
        decided.choice(
            "Kaft", "award", kind="reduced", amount=CANARY * 100 - 100, reason="canary again",
            votes={"for": 3},
        )
    )  # fmt: skip

    assert not PLACES.search(str(decided.heard(phone)))


def test_jurors_read_nothing_while_the_round_is_open(app, clock):
    court = Court(app, clock, is_closed=False)
    court.cast("Jamila", "Kaft")
    for name in ("Jasur", "Jamila", "Aziza", "Kamol"):
        assert court.program(name).get(court.awards_url()).status_code == 409
        for path in (f"/rounds/{court.round_id}/awards/jury", f"/camps/{court.slug}/deliberation"):
            assert "Kaft" not in court.browser(name).get(path).text


def test_after_the_publication_the_public_reads_amounts_and_no_notes(decided):
    from camp.core.rules import Role

    decided.turn("Aziza", Role.OWNER)
    decided.turn("Jamila", Role.CHAIR)

    page = decided.browser().get(f"/camps/{decided.slug}/results").text
    assert "31,337,000" in page
    assert "canary" not in page
    mine = decided.browser("Dilnoza").get(f"/camps/{decided.slug}/results/mine").text
    assert "31,337,000" not in mine
    assert MILLION  # Saksovul's own 20 million stand on its page.
    assert "20,000,000" in mine
