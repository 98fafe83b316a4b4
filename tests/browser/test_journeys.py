"""What each person does at a camp, from the first step to the last, in Uzbek (rulebook 9).

The steps stand in the modules of each person. Taps, pages and fields are counted against the
budgets of the rulebook and of the screens; on each way the network fails once.
"""

import pytest

from tests.browser import a_member, a_newcomer, at_the_door, in_the_hall
from tests.browser.journey import ROOT, Traveller
from tests.browser.serving import DESK, Server
from tests.browser.the_start import badge_of
from tests.real import unused_port

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def at_phase(tmp_path_factory):
    """Return the server whose demo camp stands at a phase; it starts when it is first asked for."""
    servers = {}

    def server(phase):
        if phase not in servers:
            data = tmp_path_factory.mktemp(phase) / "data"
            servers[phase] = Server(data, unused_port(), "demo", "--phase", phase)
        return servers[phase]

    yield server
    for one in servers.values():
        one.kill()


def test_a_volunteer_from_the_link_to_the_confirmed_hours(at_phase, chromium):
    server = at_phase("checkin")
    names = ("Madina Yoʻldosheva", "Gulnara Embergenova", "Nilufar Rahmonova", "Zarina Safarova")
    codes = {name: badge_of(_Camp(server), name) for name in names}

    shoira = at_the_door.comes_to_the_shift(server, chromium)
    at_the_door.lets_guests_in(shoira, dict(list(codes.items())[:2]))
    at_the_door.finds_somebody_by_name(shoira)
    at_the_door.sees_what_a_guest_needs(shoira)
    at_the_door.sends_a_minor_to_the_officer(shoira)
    at_the_door.goes_on_without_network(shoira, names[2], codes[names[2]])
    at_the_door.takes_the_last_one_back(shoira, codes[names[3]])
    at_the_door.hands_the_shift_over(shoira, server, chromium)
    shoira.leaves()


def test_a_newcomer_from_the_poster_to_a_seat_in_a_team(at_phase, chromium):
    dilorom = a_newcomer.comes_by_the_poster(at_phase("checkin"), chromium)
    code = a_newcomer.gets_a_badge_and_signs_in(dilorom, chromium)
    a_newcomer.agrees_to_the_rules(dilorom)
    a_newcomer.is_let_in(dilorom, chromium, code)
    a_newcomer.says_what_she_can_do(dilorom)
    a_newcomer.sees_what_is_now(dilorom)
    idea = a_newcomer.writes_an_idea_while_the_network_is_gone(dilorom)
    a_newcomer.waits_for_the_pitch(dilorom, idea)
    a_newcomer.gives_her_dots(dilorom, idea)
    a_newcomer.joins_a_team(dilorom)
    dilorom.leaves()


def test_a_member_from_the_mentor_to_the_result(at_phase, chromium):
    server = at_phase("build")
    me = a_newcomer.Newcomer(server, chromium, server.person(a_member.LEAD))
    a_member.calls_a_mentor(me)
    a_member.writes_the_project(me)
    me.leaves()
    after = at_phase("appeals")
    me = a_newcomer.Newcomer(after, chromium, after.person(a_member.LEAD))
    a_member.reads_the_result(me)
    me.leaves()


def test_juror_member_organiser_and_projector_while_teams_pitch(at_phase, chromium):
    server = at_phase("build")
    acts = in_the_hall.Acts(server)
    _, second, third, *_, aside = acts.teams
    me = a_newcomer.Newcomer(server, chromium, server.person(a_member.LEAD))
    remote = Traveller(server, chromium, server.who("owner"), size=DESK)
    remote.opens(f"{ROOT}/control")
    screen = in_the_hall.a_projector_comes_up(server, chromium)
    juror = in_the_hall.a_juror_takes_the_seat(server, chromium)
    in_the_hall.the_juror_steps_aside(juror, aside)

    a_member.hears_when_to_pitch(me, acts)
    in_the_hall.the_juror_marks(juror, acts, second, third)
    in_the_hall.the_projector_loses_its_network(screen, remote)
    in_the_hall.an_organiser_runs_the_hall(server, chromium, acts)
    for one in (me, remote, screen, juror):
        one.leaves()


class _Camp:
    def __init__(self, server):
        self.server = server
