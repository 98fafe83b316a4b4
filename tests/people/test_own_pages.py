"""Consents, profile, badge and the rest of one's own pages."""

import pytest

from camp.core.rules import Role
from camp.people import badges, consenting
from camp.people.models import Consent, GuardianForm


def publish(cast, version="2027-03"):
    text = consenting.default_conduct()["texts"]
    cast.db.write(
        lambda session: consenting.publish_conduct(
            session, camp_id=cast.camp.id, version=version, texts=text, now=cast.clock()
        )
    )


def answers(cast, name):
    with cast.db.read() as session:
        rows = session.query(Consent).filter_by(person_id=cast.id(name)).order_by(Consent.id)
        return [(row.kind, row.version, row.given) for row in rows]


def test_agreeing_answers_four_questions_apart(cast):
    publish(cast)
    client = cast.browser("Bobur")
    path = f"/camps/{cast.slug}/consent"
    assert "I treat everyone as a guest of my home." in client.get(path).text

    for _ in range(2):
        cast.form(client, path, {"version": "2027-03", "photo": "no", "contact": "yes"})

    assert answers(cast, "Bobur") == [
        ("code", "2027-03", True),
        ("data", "2027-03", True),
        ("photo", "2027-03", False),
        ("contact", "2027-03", True),
    ]


def test_the_rules_are_read_in_ones_own_language(cast):
    publish(cast)
    client = cast.browser("Bobur")
    client.get("/language/uz_Cyrl")

    page = client.get(f"/camps/{cast.slug}/consent").text

    assert "Ҳар бир кишига уйимнинг меҳмонидек муносабатда бўламан." in page
    assert 'lang="uz-Cyrl"' in page


def test_a_new_version_asks_again(cast):
    publish(cast)
    client = cast.browser("Bobur")
    cast.form(client, f"/camps/{cast.slug}/consent", {"version": "2027-03"})
    assert client.get(f"/camps/{cast.slug}/badge").status_code == 200

    cast.clock.pass_(minutes=1)
    publish(cast, "2027-04")

    assert client.get(f"/camps/{cast.slug}/badge").location == f"/camps/{cast.slug}/consent"


def test_an_answer_is_withdrawn_and_the_first_one_kept(cast):
    publish(cast)
    client = cast.browser("Bobur")
    for given in ("yes", "no", "no"):
        cast.form(client, f"/camps/{cast.slug}/consents/photo", {"given": given})

    assert answers(cast, "Bobur") == [("photo", "2027-03", True), ("photo", "2027-03", False)]
    assert "Say yes" in client.get(f"/camps/{cast.slug}/more").text


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("Bobur", 200),
        ("Shoira", 200),
        ("Aziza", 200),
        ("Dilnoza", 403),
        ("Jasur", 403),
        ("Sardor", 403),
    ],
)
def test_who_may_record_a_consent(cast, name, status):
    sent = {"camp": cast.slug, "kind": "photo", "version": "1", "given": True}

    answer = cast.program(name).post(f"/people/{cast.id('Bobur')}/consents", sent)

    assert answer.status_code == status
    assert answers(cast, "Bobur") == ([("photo", "1", True)] if status == 200 else [])


def test_a_consent_is_a_plain_yes_or_no(cast):
    sent = {"camp": cast.slug, "kind": "photo", "version": "1", "given": "perhaps"}

    answer = cast.program("Bobur").post(f"/people/{cast.id('Bobur')}/consents", sent)

    assert (answer.status_code, set(answer.json["fields"])) == (422, {"given"})


def test_the_guardians_form_is_the_safeguarding_officers(cast):
    minor = cast.add("Lola", Role.PARTICIPANT, birth_year=2012)
    sent = {"camp": cast.slug, "guardian": "Nargiza Azimova", "phone": "901234567"}
    path = f"/people/{minor.id}/guardian"

    refused = [
        cast.program(name).post(path, sent).status_code for name in ("Aziza", "Shoira", "Lola")
    ]
    taken = [cast.program("Nodira").post(path, sent).status_code for _ in range(2)]

    assert (refused, taken) == ([403, 403, 403], [204, 204])
    with cast.db.read() as session:
        (form,) = session.query(GuardianForm).all()
        assert not consenting.needs_guardian(session, cast.camp, minor)
    assert (form.guardian, form.phone, form.by) == (
        "Nargiza Azimova", "+998901234567", cast.id("Nodira"),
    )  # fmt: skip
    assert cast.browser("Aziza").get(f"/camps/{cast.slug}/guardians").status_code == 403
    assert "Nargiza Azimova" in cast.browser("Nodira").get(f"/camps/{cast.slug}/guardians").text


def test_a_minor_is_told_to_bring_the_form(cast):
    cast.add("Lola", Role.PARTICIPANT, birth_year=2012)

    assert "You are under 18." in cast.browser("Lola").get(f"/camps/{cast.slug}/consent").text
    assert "You are under 18." not in cast.browser("Bobur").get(f"/camps/{cast.slug}/consent").text


def test_a_profile_holds_five_skills_at_most(cast):
    client, path = cast.browser("Bobur"), f"/camps/{cast.slug}/profile"
    five = ["design", "data", "law", "health", "film"]

    kept = cast.form(client, path, {"skills": five, "speaks": ["uz", "ru"], "looks_for": "a team"})
    refused = cast.form(client, path, {"skills": [*five, "crafts"], "looks_for": "more"})

    assert (kept.status_code, refused.status_code) == (303, 422)
    assert "Choose five at most." in refused.text
    assert 'value="more"' in refused.text
    one = cast.participant("Bobur")
    assert (one.skills, one.speaks, one.looks_for) == (five, ["uz", "ru"], "a team")


def test_a_badge_is_signed_and_read_back(app):
    secret = app.extensions["secret"]

    text = badges.badge_text(secret, "7K3F9Q")

    assert text.startswith("CAMP:7K3F9Q.")
    assert len(text.partition(".")[2]) == 32
    assert badges.read_badge(secret, text) == "7K3F9Q"
    assert badges.read_badge(secret, text.lower()) == "7K3F9Q"


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("7K3F9Q", "7K3F9R"),
        lambda text: text[:-1],
        lambda text: text + "0",
        lambda text: text.partition(".")[0],
        lambda text: text.partition(".")[0] + ".",
        lambda text: text.removeprefix("CAMP:"),
    ],
)
def test_a_badge_that_we_did_not_sign_is_none(app, change):
    secret = app.extensions["secret"]

    assert badges.read_badge(secret, change(badges.badge_text(secret, "7K3F9Q"))) is None


def test_a_link_is_no_badge(cast):
    secret = cast.app.extensions["secret"]
    token = cast.token("Bobur", "page")

    assert badges.read_badge(secret, f"CAMP:{token}") is None


def test_a_lost_badge_is_revoked_and_made_anew(cast):
    lost = cast.badge("Bobur")
    path = f"/badges/{lost.code}/revocation"

    refused = [cast.program(name).post(path).status_code for name in ("Bobur", "Shoira", "Jasur")]
    done = [cast.program("Aziza").post(path).status_code for _ in range(2)]
    made = cast.db.write(
        lambda session: badges.issue_badge(
            session, camp_id=cast.camp.id, person_id=cast.id("Bobur"), by=None, now=cast.clock()
        )
    )

    assert (refused, done) == ([403, 403, 403], [200, 200])
    assert made.code != lost.code
    answer = cast.form(
        cast.browser(),
        "/badge",
        {"badge": lost.code, "phone_tail": cast.people["Bobur"].phone[-4:]},
    )
    assert answer.status_code == 404


def test_links_on_paper_are_the_organisers(cast):
    page = cast.browser("Aziza").get(f"/camps/{cast.slug}/people/links?who=participants").text

    assert page.count('class="sheet__card"') == 2
    assert f"http://localhost/l/{cast.token('Bobur', 'page')}" in page
    assert cast.browser("Kamol").get(f"/camps/{cast.slug}/people/links").status_code == 403


def test_the_page_of_devices_speaks_in_the_hours_of_the_readers_camp(cast):
    shown = cast.browser("Bobur").get("/devices").text

    # Noon of the tests is nine o'clock in Greenwich and two in Tashkent.
    assert "14:00" in shown
    assert "09:00" not in shown
