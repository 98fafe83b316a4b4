"""What each person does at a camp, from the first step to the last, in Uzbek (rulebook 9).

The steps stand in the modules of each person. Taps, pages and fields are counted against the
budgets of the rulebook and of the screens; on each way the network fails once.
"""

import pytest

from tests.browser import (
    a_member,
    a_newcomer,
    at_the_desk,
    at_the_door,
    in_the_hall,
    in_the_room,
    on_the_stage,
)
from tests.browser.the_start import badge_of
from tests.browser.visiting import serve

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def at_phase(tmp_path_factory):
    """Return the server whose demo camp stands at a phase; it starts when it is first asked for."""
    servers = {}

    def server(phase):
        if phase not in servers:
            # News come at the pace of readers by default; test_the_day.py walks at that pace.
            servers[phase] = serve(phase, tmp_path_factory.mktemp(phase), CAMP_PACE="0.1")
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
    """With her: the organiser's desk and the projector, from the rehearsal to the free seats."""
    server = at_phase("checkin")
    desk = at_the_desk.Organiser(server, chromium)
    screen = in_the_hall.a_projector_comes_up(server, chromium)
    at_the_desk.rehearses_the_day_before(desk)
    dilorom = a_newcomer.comes_by_the_poster(server, chromium)
    code = a_newcomer.gets_a_badge_and_signs_in(dilorom, chromium)
    a_newcomer.agrees_to_the_rules(dilorom)
    a_newcomer.is_let_in(dilorom, chromium, code)
    a_newcomer.says_what_she_can_do(dilorom)
    on_the_stage.shows_the_skills(screen, desk)
    a_newcomer.sees_what_is_now(dilorom)
    idea = a_newcomer.writes_an_idea_while_the_network_is_gone(dilorom)
    a_newcomer.waits_for_the_pitch(dilorom, idea)
    at_the_desk.brings_a_pitch_forward(desk, idea)
    a_newcomer.hears_that_she_is_next(dilorom)
    at_the_desk.starts_the_minute(desk, idea)
    on_the_stage.shows_the_pitch(screen, desk, a_newcomer.IDEA, a_newcomer.NAME)
    at_the_desk.ends_the_pitches(desk, idea)
    at_the_desk.opens_the_vote(desk)
    on_the_stage.shows_the_vote(screen, desk, a_newcomer.IDEA)
    a_newcomer.gives_her_dots(dilorom, idea)
    on_the_stage.counts_a_ballot(screen)
    on_the_stage.drops_the_dots(screen, desk)
    at_the_desk.extends_and_closes_the_vote(desk)
    on_the_stage.has_dropped_the_dots(screen)
    a_newcomer.joins_a_team(dilorom)
    a_newcomer.two_authors_wish_to_merge(dilorom)
    on_the_stage.shows_free_seats(screen, desk, a_newcomer.OPEN_TEAM)
    at_the_desk.helps_teams_form(desk, a_newcomer.NAME)
    a_newcomer.is_in_the_team(dilorom)
    for one in (desk, screen):
        one.leaves()


def test_a_member_from_the_mentor_to_the_result(at_phase, chromium):
    server = at_phase("build")
    me = a_newcomer.Newcomer(server, chromium, server.person(a_member.LEAD))
    desk = at_the_desk.Organiser(server, chromium)
    screen = in_the_hall.a_projector_comes_up(server, chromium)
    a_member.calls_a_mentor(me)
    waiting = a_member.another_team_waits(me)
    at_the_desk.sees_mentors_and_waiting_teams(desk, waiting)
    a_member.writes_the_project(me)
    at_the_desk.watches_the_deadline(desk, a_member.LEAD)
    on_the_stage.shows_the_work(screen, desk, waiting)
    on_the_stage.shows_what_is_asked(screen, desk, me)
    on_the_stage.runs_a_debate(screen, desk)
    for one in (me, desk, screen):
        one.leaves()
    after = at_phase("appeals")
    me = a_newcomer.Newcomer(after, chromium, after.person(a_member.LEAD))
    a_member.reads_the_result(me)
    me.leaves()


def test_juror_member_organiser_and_projector_while_teams_pitch(at_phase, chromium):
    server = at_phase("build")
    acts = in_the_hall.Acts(server)
    first, second, third, *_, aside = acts.teams
    me = a_newcomer.Newcomer(server, chromium, server.person(a_member.LEAD))
    desk = at_the_desk.Organiser(server, chromium)
    at_the_desk.checks_the_last_team(desk, aside)
    acts.begin()
    screen = in_the_hall.a_projector_comes_up(server, chromium)
    juror = in_the_hall.a_juror_takes_the_seat(server, chromium)
    in_the_hall.the_juror_steps_aside(juror, aside)

    a_member.hears_when_to_pitch(me, acts)
    in_the_hall.the_juror_came_late(juror, acts, first)
    in_the_hall.the_juror_marks(juror, acts, second, third)
    in_the_hall.the_projector_loses_its_network(screen, desk)
    on_the_stage.shows_how_far_the_jury_is(screen)
    in_the_hall.an_organiser_runs_the_hall(server, chromium, acts)
    at_the_desk.freezes_the_board(server, chromium)
    for one in (me, desk, screen, juror):
        one.leaves()


def test_the_jury_decides_and_the_hall_hears_it(at_phase, chromium):
    server = at_phase("deliberation")
    juror = in_the_room.a_juror_comes_back(server, chromium)
    in_the_room.the_juror_sees_the_ranking(juror)
    secretary = in_the_room.the_secretary_notes_who_is_here(server, chromium)
    in_the_room.the_juror_leaves_and_votes(juror)
    desk = at_the_desk.Organiser(server, chromium)
    in_the_room.the_organiser_compares(desk)
    in_the_room.the_secretary_decides(secretary)
    in_the_room.the_juror_signs(juror)
    in_the_room.the_secretary_signs_for_the_others(secretary)
    screen = in_the_hall.a_projector_comes_up(server, chromium)
    in_the_room.two_keys_open_the_results(desk)
    on_the_stage.lifts_the_veils(screen, desk)
    in_the_room.two_keys_publish(desk)
    on_the_stage.shows_the_grants(screen, desk)
    for one in (juror, secretary, desk, screen):
        one.leaves()


class _Camp:
    def __init__(self, server):
        self.server = server
