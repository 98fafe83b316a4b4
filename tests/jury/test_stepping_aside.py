"""The page on which a juror steps aside: teams as cards, five reasons, no select and no dialog."""

from html.parser import HTMLParser

from camp.mentoring.models import Feedback, Mentor

REASONS = ["family", "employer", "mentored", "funder", "other"]


class Radios(HTMLParser):
    """Collects the radios of each team's form: (value, is it chosen)."""

    def __init__(self, page):
        super().__init__()
        self.of, self.team = {}, ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if given.get("name") == "team":
            self.team = given["value"]
        if given.get("type") == "radio":
            self.of.setdefault(self.team, []).append((given["value"], "checked" in given))


def note(bench, name, team):
    """Write in the mentors' log that this person helped the team."""

    def verb(session):
        mentor = Mentor(camp_id=bench.camp.id, person_id=bench.id(name))
        session.add(mentor)
        session.flush()
        session.add(
            Feedback(
                camp_id=bench.camp.id, team_id=bench.teams[team], mentor_id=mentor.id,
                light="green", materially_helped=True, at=bench.clock(),
            )
        )  # fmt: skip

    bench.db.write(verb)


def test_every_team_has_five_reasons_and_none_is_chosen_for_the_juror(bench):
    page = bench.browser("Jasur").get(bench.url("/conflicts")).text

    plain = [(reason, False) for reason in REASONS]
    assert Radios(page).of == dict.fromkeys(bench.teams.values(), plain)
    assert "<select" not in page
    assert "From the mentors' log: nothing." in page.replace("&#39;", "'")


def test_what_the_mentors_log_says_is_chosen_beforehand_and_said_in_the_foot(bench):
    note(bench, "Jasur", "Kaft")

    page = bench.browser("Jasur").get(bench.url("/conflicts")).text
    chosen = {team: [one for one, on in radios if on] for team, radios in Radios(page).of.items()}
    assert chosen == {
        one: ["mentored"] if name == "Kaft" else [] for name, one in bench.teams.items()
    }
    assert "From the mentors' log: Kaft." in page.replace("&#39;", "'")
    assert "From the mentors' log: nothing." in bench.browser("Lobar").get(
        bench.url("/conflicts")
    ).text.replace("&#39;", "'")


def test_who_chose_no_reason_finds_the_team_open_and_the_words_kept(bench):
    team = bench.teams["Saksovul"]
    answer = bench.form(
        bench.browser("Jasur"), bench.url("/conflicts"),
        {"team": team, "text": "We worked together."}, back=bench.url("/conflicts"),
    )  # fmt: skip

    assert answer.status_code == 422
    assert answer.text.count(" open>") == 1
    assert answer.text.count("We worked together.") == 1
    before = answer.text.partition("We worked together.")[0]
    assert f'value="{team}"' in before.rpartition('name="team"')[2]
