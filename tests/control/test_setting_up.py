"""From an empty server to a camp of one's own."""

import json

import pytest

from camp.control import founding
from camp.control.presets import presets
from camp.core.ids import sign
from camp.core.models import Camp
from camp.jury.models import Ballot, Criterion, Juror, Round
from camp.people import signin
from camp.people.models import Appointment, Conduct, Person
from camp.teams.models import Team

CAMP = {
    "name": "Nukus lageri", "starts_at": "2027-05-14T13:30", "ends_at": "2027-05-16T17:30",
    "timezone": "Asia/Samarkand", "currency": "UZS", "language": "uz", "capacity": "40",
    "rooms": "Katta zal, Zal B", "preset": "upshift",
}  # fmt: skip


def send(app, client, path, data, bearer="visitor"):
    """Send a form without a camp around it, as the first person does."""
    if bearer == "visitor":
        client.set_cookie("camp_visitor", bearer, domain="localhost")
    csrf = sign(app.extensions["secret"], "form", bearer)
    return client.post(path, data={"csrf": csrf, "back": path, **data})


@pytest.fixture
def owner(app):
    """A browser of the person who opened the empty server first."""
    client = app.test_client()
    answer = send(app, client, "/start", {"name": "Aziza Karimova", "pin": "271828"})
    assert (answer.status_code, answer.location) == (303, "/camps/new")
    return client


def begin(app, owner, **changed):
    with app.extensions["db"].read() as session:
        cookie = owner.get_cookie("camp_lan", domain="localhost").value
        login = signin.actor_of_login(session, cookie)[0].login_id
    return send(app, owner, "/camps", {**CAMP, **changed, "back": "/camps/new"}, bearer=login)


def test_an_empty_server_asks_who_owns_it(app):
    client = app.test_client()

    assert client.get("/").location == "/start"
    assert "You become the owner" in client.get("/start").text


def test_the_first_person_owns_the_server_and_nobody_after(app, owner):
    again = send(app, app.test_client(), "/start", {"name": "Sardor", "pin": "111111"})

    assert again.status_code == 404
    assert app.test_client().get("/start").status_code == 404
    with app.extensions["db"].read() as session:
        (person,) = session.query(Person).all()
    assert (person.name, person.starts_camps) == ("Aziza Karimova", True)


def test_a_bad_pin_makes_no_owner(app):
    answer = send(app, app.test_client(), "/start", {"name": "Aziza Karimova", "pin": "27"})

    assert answer.status_code == 422
    assert 'value="Aziza Karimova"' in answer.text
    with app.extensions["db"].read() as session:
        assert session.query(Person).count() == 0


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Accra Youth Climate Camp", "accra-youth-climate-camp"), ("Ёшлар лагери", "eshlar-lageri")],
)
def test_the_address_of_a_camp_can_be_read_aloud(app, owner, name, slug):
    assert begin(app, owner, name=name).location == f"/camps/{slug}/settings"


def test_a_camp_begins_with_all_that_it_needs(app, owner):
    answer = begin(app, owner)

    assert answer.location == "/camps/nukus-lageri/settings"
    with app.extensions["db"].read() as session:
        (camp,) = session.query(Camp).all()
        roles = {row.role for row in session.query(Appointment)}
        criteria = session.query(Criterion).order_by(Criterion.position).all()
        assert session.query(Conduct).one().version == "2027-03"
    assert (camp.phase, camp.capacity, camp.rooms) == ("draft", 40, ["Katta zal", "Zal B"])
    assert camp.starts_at.astimezone(camp.zone).isoformat() == "2027-05-14T13:30:00+05:00"
    assert (camp.settings.team_min, camp.settings.team_max) == (3, 5)
    assert roles == {"owner", "organiser"}
    assert [(one.key, one.weight) for one in criteria] == [
        ("innovation", 20), ("impact", 20), ("feasibility", 20), ("sustainability", 20),
        ("scaling", 20),
    ]  # fmt: skip
    for page in ("settings", "settings/rubric", "settings/staff", "settings/conduct", "people"):
        assert owner.get(f"/camps/nukus-lageri/{page}").status_code == 200


def test_two_camps_of_one_name_have_two_addresses(app, owner):
    assert [begin(app, owner).location for _ in range(2)] == [
        "/camps/nukus-lageri/settings", "/camps/nukus-lageri-2/settings",
    ]  # fmt: skip


def test_a_refused_camp_keeps_what_was_typed(app, owner):
    answer = begin(app, owner, ends_at="2027-05-13T17:30", theme="For our mahalla")

    assert answer.status_code == 422
    for typed in ('value="Nukus lageri"', 'value="For our mahalla"', "ends before it begins"):
        assert typed in answer.text
    with app.extensions["db"].read() as session:
        assert session.query(Camp).count() == 0


def test_only_the_owner_of_the_server_begins_camps(cast):
    assert cast.browser("Aziza").get("/camps/new").status_code == 403
    assert cast.form(cast.browser("Aziza"), "/camps", CAMP).status_code == 403


@pytest.mark.parametrize("key", sorted(presets()))
def test_every_preset_is_whole(key):
    preset = presets()[key]

    rules = preset.rules()
    assert sum(one["weight"] for one in preset.criteria) == 100
    assert rules.slot_minutes == rules.pitch_minutes + rules.question_minutes + rules.score_minutes
    assert rules.quorum <= rules.jury_seats
    names = {one["key"] for one in preset.criteria}
    assert set(rules.tie_ladder) <= names | {"wins", "chair"}
    low, high = preset.scale
    steps = {str(step) for step in range(low, high + 1)}
    for one in preset.criteria:
        assert set(one["anchors"]) == steps
        assert {tag: set(words) for tag, words in one["anchor_words"].items()} == {
            "ru": steps, "uz": steps,
        }  # fmt: skip


def fields(cast, **changed):
    rules = {
        "team_min": 3, "team_max": 6, "dots": 3, "dots_per_idea": 2, "jury_seats": 7, "quorum": 5,
        "slot_minutes": 8, "pitch_minutes": 4, "question_minutes": 3, "score_minutes": 1,
        "changeover_minutes": 2, "score_mode": "additive", "tie_margin": 0.5,
        "funding_rule": "stop", "appeal_hours": 72, "age_min": 14, "age_max": 30, "envelope": 0,
        "min_award": 0, "max_award": 0,
    }  # fmt: skip
    facts = {
        "name": "Toshkent lageri", "starts_at": "2027-04-16T14:00", "ends_at": "2027-04-18T14:00",
        "timezone": "Asia/Tashkent", "currency": "UZS", "language": "en", "capacity": 64,
    }  # fmt: skip
    return {**facts, **rules, **changed}


def change(cast, **changed):
    path = f"/camps/{cast.slug}/settings"
    return cast.form(cast.browser("Aziza"), path, fields(cast, **changed))


def now_is(cast):
    with cast.db.read() as session:
        return session.get(Camp, cast.camp.id)


def test_settings_change_and_money_is_kept_in_minor_units(cast):
    answers = [
        change(cast, envelope="150000000", min_award="8000000", max_award="40000000", dots=4)
        for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [303, 303]
    rules = now_is(cast).settings
    assert (rules.envelope, rules.max_award, rules.dots) == (150_000_000_00, 40_000_000_00, 4)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"team_max": 2}, "team_max"), ({"dots_per_idea": 4}, "dots_per_idea"),
        ({"quorum": 8}, "quorum"), ({"pitch_minutes": 5}, "slot_minutes"),
        ({"envelope": 100, "min_award": 0, "max_award": 200}, "max_award"),
        ({"timezone": "Mars/Base"}, "timezone"), ({"currency": "ZZZ"}, "currency"),
    ],
)  # fmt: skip
def test_rules_that_do_not_fit_are_refused(cast, changed, field):
    answer = change(cast, **changed)

    assert answer.status_code == 422
    assert f'id="{field}-fault" data-fault="{field}">' in answer.text
    assert now_is(cast).settings == cast.camp.settings


def test_dots_are_fixed_once_people_vote(cast):
    cast.move("voting")

    assert change(cast, dots=5).status_code == 409
    assert change(cast, appeal_hours=48).status_code == 303
    assert (now_is(cast).settings.dots, now_is(cast).settings.appeal_hours) == (3, 48)


def test_a_public_board_is_opened_before_the_jury_begins(cast):
    cast.move("build")
    assert not now_is(cast).settings.live_board
    assert change(cast, live_board="true").status_code == 303
    assert now_is(cast).settings.live_board
    assert 'value="true" selected' in cast.browser("Aziza").get(f"/camps/{cast.slug}/settings").text

    cast.move("jury")
    assert change(cast, live_board="false").status_code == 409
    assert now_is(cast).settings.live_board
    page = cast.browser("Aziza").get(f"/camps/{cast.slug}/settings").text
    assert "Hidden from everybody" not in page


def judged(cast):
    """Give the camp a round with one submitted ballot."""

    def verb(session):
        preset = presets()["social"]
        made = founding.jury.prepare_round(
            session, camp_id=cast.camp.id, name="", scale=preset.scale, criteria=preset.criteria,
            by=None,
        )  # fmt: skip
        juror = Juror(camp_id=cast.camp.id, person_id=cast.id("Jasur"))
        team = Team(camp_id=cast.camp.id, number=1, name="Suv bekati", made_at=cast.clock())
        session.add_all([juror, team])
        session.flush()
        session.add(
            Ballot(
                round_id=made.id, juror_id=juror.id, team_id=team.id, revision=1,
                state="submitted", received_at=cast.clock(),
            )
        )  # fmt: skip

    cast.db.write(verb)


def test_the_first_ballot_locks_rubric_and_scoring(cast):
    judged(cast)
    rubric = f"/camps/{cast.slug}/settings/rubric"

    answers = [
        change(cast, **{"score_mode": "full", name: value})
        for name, value in (("score_mode", "mean"), ("tie_margin", 2), ("funding_rule", "skip"),
                            ("merit_floor", 40), ("quorum", 3), ("currency", "USD"))
    ]  # fmt: skip
    answers.append(cast.form(cast.browser("Aziza"), rubric, {"name-1": "Charm", "weight-1": "100"}))

    assert [answer.status_code for answer in answers] == [409] * 7
    assert now_is(cast).settings == cast.camp.settings
    assert "The first ballot is in" in cast.browser("Aziza").get(rubric).text


def test_a_rubric_is_changed_before_the_first_ballot(app, owner):
    begin(app, owner)
    with app.extensions["db"].read() as session:
        cookie = owner.get_cookie("camp_lan", domain="localhost").value
        login = signin.actor_of_login(session, cookie)[0].login_id
    rubric = "/camps/nukus-lageri/settings/rubric"
    sent = {
        "key-1": "impact", "name-1": "Impact", "weight-1": "60", "anchor-1-1": "None.",
        "anchor-1-5": "Much.", "key-2": "", "name-2": "Courage", "weight-2": "40,0",
        "key-3": "scaling", "name-3": "",
    }  # fmt: skip

    answer = send(app, owner, rubric, sent, bearer=login)

    assert answer.status_code == 303
    with app.extensions["db"].read() as session:
        (found,) = session.query(Round).all()
        criteria = [(one.key, one.name, one.weight, one.anchors) for one in found.criteria]
    assert criteria == [
        ("impact", "Impact", 60, {"1": "None.", "5": "Much."}),
        ("c2", "Courage", 40, {}),
    ]


@pytest.mark.parametrize("page", ["settings", "settings/rubric", "settings/staff", "people"])
@pytest.mark.parametrize("name", ["Bobur", "Jasur", "Kamol", "Shoira", "Rustam", "Sardor"])
def test_who_does_not_run_the_camp_sets_nothing_up(cast, name, page):
    assert cast.browser(name).get(f"/camps/{cast.slug}/{page}").status_code == 403


def test_a_new_text_of_the_rules_needs_a_new_version(cast):
    path = f"/camps/{cast.slug}/settings/conduct"
    sent = {"version": "1", "lines-en": "Be kind.\nBe on time.", "lines-ru": "Будьте добры."}

    answers = [
        cast.form(cast.browser("Aziza"), path, one).status_code
        for one in (sent, sent, {**sent, "lines-en": "Be quick."}, {**sent, "version": "2"})
    ]

    assert answers == [303, 303, 422, 303]
    with cast.db.read() as session:
        texts = [row.texts for row in session.query(Conduct).order_by(Conduct.version)]
    assert json.dumps(texts[0]) == json.dumps(texts[1])
    assert texts[0]["en"]["lines"] == ["Be kind.", "Be on time."]
