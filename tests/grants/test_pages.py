"""The pages: simulator, decisions as forms, protocol, public result and a team's own."""

from camp.core.rules import Role
from camp.grants.forms import choice, written
from tests.again import again
from tests.grants.court import MILLION, VOTES, Court


def test_the_simulator_previews_another_envelope_and_decides_nothing(court):
    page = (
        court.browser("Aziza").get(f"/camps/{court.slug}/grants?envelope=45+000+000&rule=skip").text
    )

    # 45 - 40 leaves 5: nobody else fits, and the preview says that it is one.
    assert "preview" in page
    assert "45 000 000" in page
    assert court.program("Aziza").get(court.awards_url()).json["proposal"]["envelope"] == (
        90 * MILLION
    )


def test_the_simulator_chooses_the_best_set_above_a_floor(court):
    aziza = court.browser("Aziza")
    address = f"/camps/{court.slug}/grants"

    page = aziza.get(f"{address}?envelope=50+000+000&rule=knapsack&floor=60&share=100").text
    capped = aziza.get(f"{address}?most=25+000+000&share=0").text

    # 92 - 60 for 40 million, or 80 - 60 and 68 - 60 together for 50: 32 points against 28.
    assert "Against the published rule" in page
    assert page.count("another set is worth more") == 2
    assert "<dt>Yoʻlchi</dt>" in page
    # Asks of 40, 30 and 20 count as 25, 25 and 20.
    assert capped.count('value="2500000000"') >= 2
    floor = aziza.get(f"{address}?rule=knapsack&floor=90").text
    assert floor.count("below the floor") == 2


def test_the_simulator_tells_who_waits_in_which_order(court):
    page = court.browser("Aziza").get(f"/camps/{court.slug}/grants?envelope=45+000+000").text

    # 45 - 40 leaves 5 million: Yoʻlchi stops the line, Saksovul stands behind it.
    assert ("reserve 1" in page, "reserve 2" in page, "reserve 3" in page) == (True, True, False)
    assert "else stop." in page
    skipping = court.browser("Aziza").get(f"/camps/{court.slug}/grants?rule=skip").text
    assert "else the next team." in skipping
    assert "reserve 1" not in skipping


def test_the_envelope_moves_by_steps_that_keep_the_other_terms(court):
    aziza, address = court.browser("Aziza"), f"/camps/{court.slug}/grants"

    page = aziza.get(f"{address}?rule=skip").text

    # A round sum, about a twentieth of the 90 million that were published.
    assert "steps of 2,000,000" in page
    down, up = ("?envelope=88+000+000&amp;rule=skip", "?envelope=92+000+000&amp;rule=skip")
    assert (f'href="{down}"' in page, f'href="{up}"' in page) == (True, True)
    smaller = aziza.get(address + down.replace("&amp;", "&")).text
    assert 'value="88 000 000"' in smaller
    assert "else the next team." in smaller
    least = aziza.get(f"{address}?envelope=2+000+000").text
    assert "Envelope larger by 2,000,000" in least
    assert "Envelope smaller by" not in least


def test_an_open_tie_waits_on_one_place(app, clock):
    court = again(Court, app, clock, is_closed=False, envelope=40 * MILLION)
    for juror in ("Jamila", "Jasur", "Lobar"):
        for team, impact in (("Kaft", 5), ("Yoʻlchi", 3), ("Saksovul", 3)):
            court.cast(juror, team, impact=impact, problem=4)
    court.close()

    page = court.browser("Aziza").get(f"/camps/{court.slug}/grants").text

    assert page.count("reserve 1–2") == 2


def test_the_simulator_names_a_term_that_is_no_number(court):
    aziza = court.browser("Aziza")

    for term in ("share=half", "floor=101", "most=much"):
        answer = aziza.get(f"/camps/{court.slug}/grants?{term}")
        assert (answer.status_code, "Type a" in answer.text) == (422, True)


def test_the_simulator_tells_chances_where_the_mode_knows_them(app, clock):
    court = again(Court, app, clock, score_mode="full")

    page = court.browser("Aziza").get(f"/camps/{court.slug}/grants").text

    assert "equally likely juries" in page
    assert page.count("100%</td>") == 3


def test_by_the_best_set_the_jury_needs_a_reason_only_against_the_rule(app, clock):
    court = again(
        Court, app, clock, funding_rule="knapsack", merit_floor=40.0, envelope=50 * MILLION
    )
    # 92 - 40 for 40 million; 40 and 28 together for 50: the two are worth more.
    two = [court.full("Yoʻlchi", votes=VOTES), court.full("Saksovul", votes=VOTES)]

    court.decide(*two, court.choice("Kaft", "reserve", order=1))

    given = court.program("Kamol").get(court.awards_url()).json
    assert [one["kind"] for one in given["decisions"]] == ["", "full", "full"]


def test_the_secretary_decides_for_all_teams_in_one_form(court):
    kamol = court.browser("Kamol")
    kaft, yolchi, saksovul = (court.teams[name] for name in ("Kaft", "Yoʻlchi", "Saksovul"))
    fields = {
        f"way.{kaft}": "reduced", f"amount.{kaft}": "35 000 000", f"reason.{kaft}": "fewer days",
        f"way.{yolchi}": "full", f"way.{saksovul}": "reserve", f"order.{saksovul}": "1",
    }  # fmt: skip

    answer = court.form(
        kamol, f"/camps/{court.slug}/grants/decisions", fields, back=f"/camps/{court.slug}/grants"
    )

    assert (answer.status_code, answer.location) == (303, f"/camps/{court.slug}/grants")
    decided = court.program("Kamol").get(court.awards_url()).json["decisions"]
    assert [(one["kind"], one["amount"]) for one in decided] == [
        ("reduced", 35 * MILLION), ("full", 30 * MILLION), ("", 0),
    ]  # fmt: skip


def test_the_list_keeps_the_conditions_that_it_does_not_show(court):
    import re
    from html import unescape

    court.decide(court.full("Kaft", conditions=("two quotes", "adults present")))
    kamol, page = court.browser("Kamol"), f"/camps/{court.slug}/grants"
    kaft = court.teams["Kaft"]
    kept = re.search(rf'name="conditions.{kaft}" value="([^"]*)"', kamol.get(page).text)

    fields = {f"way.{kaft}": "full", f"conditions.{kaft}": unescape(kept[1])}
    court.form(kamol, f"{page}/decisions", fields, back=page)

    (decided,) = court.program("Kamol").get(court.awards_url()).json["decisions"]
    assert (decided["conditions"], decided["revision"]) == (["two quotes", "adults present"], 1)


def test_a_refused_decision_comes_back_with_what_was_typed(court):
    kamol = court.browser("Kamol")
    page = f"/camps/{court.slug}/deliberation/{court.teams['Kaft']}"

    refused = court.form(kamol, page, {"way": "reduced", "amount": "35 000 000"})

    assert refused.status_code == 422
    assert "Say why Kaft gets less than it asks for." in refused.text
    assert 'value="35 000 000"' in refused.text


def test_a_juror_who_stepped_aside_is_asked_to_leave(app, clock):
    from camp.jury import panel

    court = again(Court, app, clock, is_closed=False)
    court.do(
        panel.declare_conflict, juror="Jasur", team="Kaft", kind="family", text="",
        by=court.id("Jasur"),
    )  # fmt: skip
    court.cast_all(but={("Jasur", "Kaft")})
    court.close()
    page = f"/camps/{court.slug}/deliberation/{court.teams['Kaft']}"

    told = court.browser("Jasur").get(page).text

    assert "Please leave the room" in told
    assert "Official points" not in told
    assert "Official points" in court.browser("Jamila").get(page).text


def test_the_protocol_holds_seats_vote_decisions_and_signatures(court):
    court.with_reserve()
    court.sign_all()

    page = court.browser("Olim").get(f"/camps/{court.slug}/protocol").text

    for words in ("Protocol no. 1 of the jury", "Jamila", "Jasur", "Lobar", "Kamol", "3 of 3 seats",
                  "3, 0, 0", "Condition: two quotes", "reserve 1", "signed"):  # fmt: skip
        assert words in page, words


def test_places_two_apart_are_explained_in_the_protocol(app, clock):
    """Strict Jasur alone keeps Kaft's mean down; the fit lifts it back to its place."""
    court = again(Court, app, clock, is_closed=False, teams=("Kaft", "Yoʻlchi", "Saksovul"))
    marks = {
        ("Jasur", "Kaft"): 3, ("Jasur", "Yoʻlchi"): 1, ("Jasur", "Saksovul"): 1,
        ("Jamila", "Yoʻlchi"): 5, ("Jamila", "Saksovul"): 4,
        ("Lobar", "Yoʻlchi"): 5, ("Lobar", "Saksovul"): 5,
    }  # fmt: skip
    for (juror, team), mark in marks.items():
        court.cast(juror, team, impact=mark, problem=mark)
    court.close()

    page = court.browser("Olim").get(f"/camps/{court.slug}/protocol").text

    # Means 60, 73.3, 66.7: Kaft is third by the mean and first by the fit.
    assert "Why official place and plain mean differ by two or more" in page
    assert "By the plain mean alone: 3" in page


def test_before_the_deliberation_the_pages_say_that_there_is_no_ranking(app, clock):
    court = again(Court, app, clock, is_closed=False)
    for page in ("grants", "deliberation"):
        told = court.browser("Aziza").get(f"/camps/{court.slug}/{page}")
        assert told.status_code == 200
        assert "no ranking yet" in told.text
    assert court.browser("Aziza").get(f"/camps/{court.slug}/protocol").status_code == 409


def test_the_public_result_has_names_amounts_and_order_and_no_points(court):
    court.with_reserve()
    court.sign_all()
    court.turn("Aziza", Role.OWNER)
    court.turn("Jamila", Role.CHAIR)

    page = court.browser().get(f"/camps/{court.slug}/results").text
    data = court.program(None).get(f"/camps/{court.slug}/results").json

    assert "Kaft" in page
    assert "Yoʻlchi" in page
    assert "40,000,000" in page
    assert "Saksovul" not in page
    for points in ("92.0", "80.0", "68.0"):
        assert points not in page
    assert [(one["name"], one["amount"]) for one in data["awards"]] == [("Kaft", 40 * MILLION)]
    assert [(one["name"], one["order"]) for one in data["reserve"]] == [("Yoʻlchi", 1)]


def test_amounts_are_read_as_people_type_them():
    def read(text, currency="UZS"):
        return choice({"way": "partial", "amount": text}, "t", currency).amount

    assert read("18 500 000") == read("18,500,000") == read("18.500.000") == 18_500_000_00
    assert read("12 393.50", "USD") == read("12393,50", "USD") == 12_393_50
    assert written(18_500_000_00, "UZS") == "18 500 000"
    assert written(12_393_50, "USD") == "12 393.50"


def test_the_methods_stand_beside_one_another_and_only_one_is_official(court):
    answer = court.browser("Aziza").get(f"/camps/{court.slug}/grants/methods")

    heads, rows = answer.text.split("<thead>")[1].split("<tbody>")
    assert heads.count("<th ") == 5
    assert heads.count("official") == 1
    assert [rows.index(team) for team in ("Kaft", "Yoʻlchi", "Saksovul")] == sorted(
        rows.index(team) for team in ("Kaft", "Yoʻlchi", "Saksovul")
    )
    assert rows.count("<b>1</b>") == 4
    assert court.browser("Bobur").get(f"/camps/{court.slug}/grants/methods").status_code == 403


def test_no_method_is_compared_before_the_closure(app, clock):
    court = Court(app, clock, is_closed=False)
    assert court.browser("Aziza").get(f"/camps/{court.slug}/grants/methods").status_code == 409
