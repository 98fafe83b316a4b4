"""Rounds at tables and in rooms, and what is planned in them."""

from camp.jury import visits
from camp.jury.board import board
from camp.jury.planning import plan_of
from tests.jury.bench import Bench

SIX = ("Kaft", "Yoʻlchi", "Saksovul", "Bogʻ", "Nur", "Suv")
JURORS = ("Jamila", "Jasur", "Lobar")


def sampled(app, clock, *, teams=SIX, line_places=0, **settings):
    bench = Bench(app, clock, teams=teams, **settings)
    choose(bench, "sampled", line_places=line_places)
    return bench


def in_rooms(app, clock, *, number=2, **settings):
    bench = Bench(app, clock, teams=SIX, **{"quorum": 1, **settings})
    choose(bench, "rooms", rooms=number)
    return bench


def choose(bench, kind, *, rooms=1, line_places=0):
    bench.do(
        visits.choose_panel, kind=kind, rooms=rooms, line_places=line_places, by=bench.id("Kamol")
    )


def go(bench, juror):
    """Send the juror to the next table and return the team's name."""
    visit = bench.do(visits.take_next, person_id=bench.id(juror))
    return name_of(bench, visit.team_id)


def name_of(bench, team_id):
    return next(name for name, its in bench.teams.items() if its == team_id)


def planned(bench):
    """Return by juror the teams ahead."""
    with bench.db.read() as session:
        stand = board(session, bench.round_id)
        return {
            name: [name_of(bench, visit.team_id) for visit in stand.path(its)]
            for name, its in bench.jurors.items()
        }


def plan_now(bench):
    with bench.db.read() as session:
        return plan_of(board(session, bench.round_id), bench.camp.settings, bench.clock())
