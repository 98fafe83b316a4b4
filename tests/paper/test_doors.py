"""Who opens which PDF, and what none of them tells before its time."""

from camp.paper import sending
from tests.paper.reading import get, read, words

DOORS = {
    "paper/badges.pdf": ("Aziza", "Jamila Kamol Rustam Shoira Bobur Olim"),
    "people/links.pdf": ("Aziza", "Jamila Kamol Rustam Shoira Bobur Olim"),
    "paper/roster.pdf": ("Aziza", "Kamol Rustam Shoira Bobur Jasur"),
    "paper/posters.pdf": ("Kamol", "Jasur Shoira Bobur Malika"),
    "/rounds/{round}/paper/ballots.pdf": ("Kamol", "Jasur Jamila Rustam Bobur"),
    "protocol.pdf": ("Jasur", "Rustam Malika Shoira Bobur"),
    "results/mine.pdf": ("Bobur", ""),
    "results/sheets.pdf": ("Kamol", "Jasur Jamila Rustam Olim Bobur Malika"),
    "certificates.pdf": ("", "Kamol Jamila Rustam Shoira Bobur"),
    "certificate.pdf": ("", ""),
}
"""Each PDF, who may open it and who may not; certificates are opened in their own tests."""


def test_every_pdf_is_for_those_whose_page_it_is(court):
    court.publish()
    browsers = {name: court.browser(name) for name in court.people}

    for path, (may, may_not) in DOORS.items():
        place = path.format(round=court.round_id)
        place = place if place[0] == "/" else f"/camps/{court.slug}/{place}"
        if may:
            answer = browsers[may].get(place)
            assert (answer.status_code, answer.data[:5]) == (200, b"%PDF-"), path
        assert court.browser().get(place).status_code == 302, path
        refused = {who: browsers[who].get(place).status_code for who in may_not.split()}
        assert set(refused.values()) <= {403}, (path, refused)


def test_every_pdf_is_among_those(app):
    doors = {rule.rule for rule in app.url_map.iter_rules() if rule.rule.endswith(".pdf")}
    told = {path.replace("{round}", "<round_id>") for path in DOORS}

    assert doors == {path if path[0] == "/" else f"/camps/<slug>/{path}" for path in told}


def test_no_result_leaves_before_the_publication(court):
    court.decide_all()

    for who, path in (("Bobur", "results/mine.pdf"), ("Kamol", "results/sheets.pdf")):
        answer = court.browser(who).get(f"/camps/{court.slug}/{path}")
        assert answer.status_code == 404
        assert "40 000" not in answer.text
        assert "Kaft" not in answer.text


def test_a_team_is_told_of_no_other(court):
    court.publish()

    told = words(get(court, "Bobur", "results/mine.pdf"))

    assert "Kaft" in told
    assert "Yoʻlchi" not in told
    assert "Saksovul" not in told
    assert len(read(get(court, "Kamol", "results/sheets.pdf"), codes=False)) == len(court.teams)


def test_a_team_reads_its_mentors_on_its_own_sheet_and_who_hands_out_sheets_does_not(court):
    court.mentor_writes("Malika", "Kaft", risk="The saplings need water.")
    court.publish()

    own = words(get(court, "Bobur", "results/mine.pdf"))
    handed_out = words(get(court, "Kamol", "results/sheets.pdf"))

    assert "The saplings need water." in own
    assert "Appeal until" in own
    assert "The saplings need water." not in handed_out
    assert "What mentors wrote" not in handed_out


def test_a_server_without_a_compiler_says_so_and_offers_no_pdf(cast, monkeypatch):
    with_pdfs = cast.browser("Aziza").get(f"/camps/{cast.slug}/paper").text
    monkeypatch.setattr(sending, "is_ready", lambda: False)
    monkeypatch.setitem(cast.app.jinja_env.globals, "makes_pdfs", lambda: False)

    assert ".pdf" in with_pdfs
    assert ".pdf" not in cast.browser("Aziza").get(f"/camps/{cast.slug}/paper").text
    answer = cast.browser("Aziza").get(f"/camps/{cast.slug}/paper/badges.pdf")
    assert answer.status_code == 503
    assert "print the page instead" in answer.text
