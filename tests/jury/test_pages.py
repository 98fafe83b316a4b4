"""The juror's and the secretary's pages: what they hold, for whom, and in how many statements."""

import re
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import event

from camp.jury import panel, rounds
from camp.schedule.models import Item
from tests.jury.bench import Bench


def counted(bench, client, path):
    said = []

    def hear(_connection, _cursor, statement, *_rest):
        said.append(statement)

    client.get(path)
    event.listen(bench.db.engine, "before_cursor_execute", hear)
    answer = client.get(path)
    event.remove(bench.db.engine, "before_cursor_execute", hear)
    assert answer.status_code == 200, answer.text
    return len(said)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Jasur", "/camps/{slug}/jury"),
        ("Jasur", "/rounds/{id}/scores"),
        ("Jasur", "/rounds/{id}/conflicts"),
        ("Jasur", "/rounds/{id}/teams/{team}"),
        ("Kamol", "/camps/{slug}/jury/desk"),
        ("Kamol", "/rounds/{id}/standings"),
        ("Kamol", "/camps/{slug}/jury/jurors"),
    ],
)
def test_pages_take_as_many_statements_with_one_team_as_with_three(app, clock, name, path):
    counts = []
    for teams in (("Kaft",), ("Kaft", "Yoʻlchi", "Saksovul")):
        bench = Bench(app, clock, teams=teams)
        bench.cast_all()
        bench.do(panel.brief_juror, person_id=bench.id("Jasur"))
        place = path.format(slug=bench.slug, id=bench.round_id, team=bench.teams["Kaft"])
        counts.append(counted(bench, bench.browser(name), place))

    assert counts[0] == counts[1]


def test_the_ballot_is_a_form_with_the_words_of_every_mark(bench):
    bench.cast("Jasur", "Yoʻlchi", 5, 2)
    page = bench.browser("Jasur").get(bench.url(f"/teams/{bench.teams['Kaft']}")).text

    assert page.count('type="radio"') == 10
    assert "Many gain." in page
    assert " checked" not in page
    assert page.count("<b></b>") == 2
    assert 'name="revision" value="0"' in page


def test_the_teams_beside_a_ballot_are_the_jurors_own_list(bench):
    path = bench.url(f"/teams/{bench.teams['Kaft']}")
    assert "/side" in bench.browser("Jasur").get(path).text
    side = bench.browser("Jasur").get(f"{path}/side").text
    assert side.count('aria-current="page"') == 1
    assert all(name in side for name in bench.teams)
    assert bench.browser("Bobur").get(f"{path}/side").status_code == 403


def test_a_locked_ballot_has_no_button(bench):
    bench.do(panel.declare_conflict, juror="Jasur", team="Kaft", kind="other", text="", by="x")
    page = bench.browser("Jasur").get(bench.url(f"/teams/{bench.teams['Kaft']}")).text
    assert "You stepped aside for this team." in page
    assert "data-hand-in" not in page

    bench.do(rounds.close_round, by=bench.id("Kamol"))
    page = bench.browser("Jasur").get(bench.url(f"/teams/{bench.teams['Yoʻlchi']}")).text
    assert "The round is closed." in page
    assert "by Kamol." in page
    assert "data-hand-in" not in page
    listed = bench.browser("Jasur").get(bench.url("/mine")).text
    assert "by Kamol." in listed


def test_the_list_shows_own_states(bench):
    bench.do(panel.brief_juror, person_id=bench.id("Jasur"))
    bench.cast("Jasur", "Kaft")
    bench.cast("Lobar", "Yoʻlchi")
    page = bench.browser("Jasur").get(f"/camps/{bench.slug}/jury").text

    assert "1 of 3 handed in" in page
    assert page.count("no marks yet") == 2


def test_the_secretary_is_led_to_the_desk(bench):
    answer = bench.browser("Kamol").get(f"/camps/{bench.slug}/jury")

    assert (answer.status_code, answer.location) == (302, f"/camps/{bench.slug}/jury/desk")


def test_the_desk_runs_the_round_without_a_script(app, clock):
    bench = Bench(app, clock, is_open=False)
    page, desk = bench.browser("Kamol"), f"/camps/{bench.slug}/jury/desk"
    assert "Open the round" in page.get(desk).text

    kaft = bench.teams["Kaft"]
    for tail, data in (
        ("/opening", {}),
        (f"/slots/{kaft}", {"state": "now"}),
        ("/reserve", {"juror": bench.jurors["Nodir"], "from_team": bench.teams["Yoʻlchi"]}),
        (f"/slots/{kaft}", {"state": "done", "close_anyway": "yes"}),
        ("/freeze", {}),
        ("/closure", {}),
    ):
        answer = bench.form(page, bench.url(tail), data, back=desk)
        assert (answer.status_code, answer.location) == (303, desk), tail
    assert "Fingerprint" in page.get(desk).text


def test_a_chosen_cell_offers_what_fits_its_state(bench):
    bench.cast("Jasur", "Kaft")
    bench.do(panel.declare_conflict, juror="Lobar", team="Kaft", kind="other", text="", by="x")
    page = bench.browser("Kamol")

    def cell(juror):
        query = f"?juror={bench.jurors[juror]}&team={bench.teams['Kaft']}"
        return page.get(f"/camps/{bench.slug}/jury/desk{query}").text

    assert "Open the ballot again" in cell("Jasur")
    assert "Note as absent" in cell("Jamila")
    assert "Take the conflict back" in cell("Lobar")


@pytest.mark.parametrize("name", ["Bobur", "Malika", "Shoira", "Projector"])
@pytest.mark.parametrize(
    "path", ["/camps/{slug}/jury", "/camps/{slug}/jury/desk", "/rounds/{id}/standings"]
)
def test_others_are_not_let_in(bench, name, path):
    place = path.format(slug=bench.slug, id=bench.round_id)

    assert bench.browser(name).get(place).status_code == 403


def test_forms_of_the_desk_do_what_the_program_does(bench):
    bench.cast("Jasur", "Kaft")
    page, desk = bench.browser("Kamol"), f"/camps/{bench.slug}/jury/desk"
    bench.form(
        page, bench.ballot_url("Kaft") + "/reopening",
        {"juror": bench.jurors["Jasur"], "reason": "A slip."}, back=desk,
    )  # fmt: skip
    bench.form(
        bench.browser("Lobar"), bench.url("/conflicts"),
        {"team": bench.teams["Kaft"], "kind": "family"}, back=bench.url("/conflicts"),
    )  # fmt: skip
    bench.form(
        bench.browser("Aziza"), bench.url("/conflicts/withdrawal"),
        {"team": bench.teams["Kaft"], "juror": bench.jurors["Lobar"], "reason": "Another family."},
        back=desk,
    )  # fmt: skip

    progress = bench.program("Kamol").get(bench.url("/progress")).json
    cells = progress["teams"][0]["cells"]
    assert (cells[bench.jurors["Jasur"]], cells[bench.jurors["Lobar"]]) == ("draft", "not_yet")
    assert progress["all_in"] is False


def test_own_scores_stand_in_the_order_of_one_criterion_and_lead_to_its_mark(bench):
    bench.cast("Jasur", "Kaft", 2, 5)
    bench.cast("Jasur", "Saksovul", 5, 1)
    bench.cast("Jasur", "Yoʻlchi", 3, 3)
    jasur = bench.browser("Jasur")

    def order(by):
        page = jasur.get(bench.url(f"/scores?by={by}")).text
        return re.findall(r'/teams/(\w+)(?:#mark-\w+)?">', page)

    teams = bench.teams
    assert order("") == order("no-such-criterion") == list(teams.values())
    assert order("impact") == [teams[name] for name in ("Saksovul", "Yoʻlchi", "Kaft")]
    assert order("problem") == [teams[name] for name in ("Kaft", "Yoʻlchi", "Saksovul")]
    page = jasur.get(bench.url("/scores?by=impact")).text
    assert f'/teams/{teams["Kaft"]}#mark-impact">' in page


def test_before_the_round_a_juror_reads_when_the_pitches_begin_and_of_how_many_teams(app, clock):
    bench = Bench(app, clock, is_open=False)
    bench.do(panel.brief_juror, person_id=bench.id("Jasur"))
    path = f"/camps/{bench.slug}/jury"
    assert "The teams appear here when it is." in bench.browser("Jasur").get(path).text

    begins = clock() + timedelta(hours=2)
    bench.db.write(
        lambda session: session.add(
            Item(
                camp_id=bench.camp.id, kind="pitches", title="Pitches", starts_at=begins,
                ends_at=begins + timedelta(hours=1),
            )
        )
    )  # fmt: skip
    said = unescape(bench.browser("Jasur").get(path).text)
    at = begins.astimezone(bench.camp.zone)
    assert f"The pitches begin {at:%-d %b %H:%M}: 3 teams." in said

    clock.pass_(hours=3)
    assert "The teams appear here when it is." in bench.browser("Jasur").get(path).text
