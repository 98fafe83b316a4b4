"""Jurors vote on their own devices; who stepped aside neither votes nor sees the votes."""

from camp.grants import service
from camp.jury import panel
from tests.grants.court import Court


def vote(court, name, team, vote):
    path = f"/camps/{court.slug}/deliberation/{court.teams[team]}"
    return court.form(court.browser(name), f"{path}/vote", {"vote": vote}, back=path)


def page(court, name, team):
    return court.browser(name).get(f"/camps/{court.slug}/deliberation/{court.teams[team]}").text


def without_jasur(app, clock):
    court = Court(app, clock, is_closed=False)
    court.do(
        panel.declare_conflict, juror="Jasur", team="Kaft", kind="family", text="",
        by=court.id("Jasur"),
    )  # fmt: skip
    court.cast_all(but={("Jasur", "Kaft")})
    court.close()
    return court


def test_votes_are_counted_and_the_secretarys_form_begins_with_them(court):
    for name, said in (("Jamila", "against"), ("Jasur", "for"), ("Lobar", "for")):
        assert vote(court, name, "Kaft", said).status_code == 303
    vote(court, "Jamila", "Kaft", "abstained")
    vote(court, "Jamila", "Kaft", "abstained")

    own = page(court, "Jamila", "Kaft")
    assert "Your vote: Abstained" in own
    assert "Jasur: For" in own
    form = page(court, "Kamol", "Kaft")
    for name, count in (("for", 2), ("abstained", 1)):
        assert f'id="{name}" name="{name}"' in form
        assert f'value="{count}"' in form.split(f'id="{name}"')[1].split(">")[0]
    listed = court.browser("Kamol").get(f"/camps/{court.slug}/grants").text
    field = f'name="for.{court.teams["Kaft"]}" value="'
    assert listed.split(field)[1].startswith("2")


def test_who_is_not_of_the_jury_present_and_free_does_not_vote(court):
    assert vote(court, "Bobur", "Kaft", "for").status_code == 403
    assert vote(court, "Kamol", "Kaft", "for").status_code == 403
    assert vote(court, "Jasur", "Kaft", "perhaps").status_code == 422
    present = [court.jurors[one] for one in ("Jamila", "Lobar")]
    court.run(service.note_presence, present=present)
    assert vote(court, "Jasur", "Kaft", "for").status_code == 403
    court.move("results")
    assert vote(court, "Jamila", "Kaft", "for").status_code == 409


def test_who_stepped_aside_is_told_to_leave_and_sees_no_vote(app, clock):
    court = without_jasur(app, clock)
    vote(court, "Lobar", "Kaft", "for")

    asked = page(court, "Jasur", "Kaft")
    assert "Please leave the room while the jury talks about it." in asked
    assert "Lobar: For" not in asked
    assert vote(court, "Jasur", "Kaft", "for").status_code == 403
    piece = f"/rounds/{court.round_id}/awards/votes/{court.teams['Kaft']}"
    assert "Lobar" not in court.browser("Jasur").get(piece).text
    assert "Lobar: For" in court.browser("Jamila").get(piece).text


def test_the_vote_is_heard_by_who_may_read_awards(court):
    topic = f"round:{court.round_id}:awards"
    vote(court, "Lobar", "Kaft", "for")
    phone = court.phone("Jamila", topic)
    vote(court, "Jasur", "Kaft", "for")
    assert [name for name, _ in court.heard(phone)] == [topic]


def test_a_program_votes_for_its_juror_and_reads_the_votes(court):
    path = f"/camps/{court.slug}/awards/{court.teams['Kaft']}"
    jasur, key = court.program("Jasur"), "22222222-2222-4222-8222-222222222222"

    first = jasur.put(f"{path}/vote", {"vote": "for"}, key=key)
    again = jasur.put(f"{path}/vote", {"vote": "for"}, key=key)
    other = jasur.put(f"{path}/vote", {"vote": "against"}, key=key)

    assert (first.status_code, first.json) == (200, again.json)
    assert other.status_code == 422
    assert first.json == {
        "team": court.teams["Kaft"],
        "votes": [{"juror": court.jurors["Jasur"], "vote": "for"}],
        "counts": {"for": 1, "against": 0, "abstained": 0},
    }
    vote(court, "Jamila", "Kaft", "against")
    assert court.program("Kamol").get(f"{path}/votes").json["counts"]["against"] == 1
    wrong = jasur.put(f"{path}/vote", {"vote": "perhaps"})
    assert (wrong.status_code, wrong.json["type"]) == (422, "/problems/invalid")
    unknown = f"/camps/{court.slug}/awards/nobody"
    assert jasur.get(f"{unknown}/votes").status_code == 404
    for name in ("Bobur", "Kamol", None):
        refused = court.program(name).put(f"{path}/vote", {"vote": "for"}).status_code
        assert refused == (403 if name else 401)
    assert court.program("Bobur").get(f"{path}/votes").status_code == 403
    court.move("results")
    assert jasur.put(f"{path}/vote", {"vote": "against"}).status_code == 409


def test_a_program_of_who_stepped_aside_neither_votes_nor_reads(app, clock):
    court = without_jasur(app, clock)
    path, jasur = f"/camps/{court.slug}/awards/{court.teams['Kaft']}", court.program("Jasur")

    assert jasur.put(f"{path}/vote", {"vote": "for"}).status_code == 403
    assert jasur.get(f"{path}/votes").status_code == 403
