"""Bobur and Laylo are team Saksovul, Dilnoza is Toza havo; Malika and Bahrom are mentors."""

from functools import partial

from camp.core.ids import new_id
from camp.core.rules import Role
from camp.mentoring import notes, queries, service
from camp.teams.models import Seat, Team

NOTE = {
    "light": "amber", "works": "The lines are clear.", "risk": "The price is too low.",
    "next_step": "Get two written offers.", "minutes": 25, "materially_helped": False,
}  # fmt: skip


class Hall:
    def __init__(self, cast) -> None:
        self.cast = cast
        cast.move("build")
        cast.add("Bahrom", Role.MENTOR)
        cast.add("Laylo", Role.PARTICIPANT)
        for name, expertise in (("Malika", ["design"]), ("Bahrom", ["finance", "budgets"])):
            self.appoint(name, expertise)
        self.saksovul = self.team("Saksovul", 6, "Bobur", "Laylo")
        self.havo = self.team("Toza havo", 5, "Dilnoza")

    def appoint(self, name, expertise, **fields):
        about = {"organisation": "Audit centre", "speaks": ["uz", "ru"], **fields}
        return self.cast.db.write(
            partial(
                service.appoint_mentor,
                camp_id=self.cast.camp.id, person_id=self.cast.id(name), expertise=expertise,
                by=self.cast.id("Aziza"), now=self.cast.clock(), **about,
            )
        )  # fmt: skip

    def team(self, name, number, *members) -> Team:
        cast = self.cast

        def verb(session):
            team = Team(
                id=new_id(), camp_id=cast.camp.id, number=number, name=name, table_no=number,
                made_at=cast.clock(),
            )  # fmt: skip
            session.add(team)
            session.flush()
            for member in members:
                session.add(
                    Seat(
                        camp_id=cast.camp.id, team_id=team.id, joined_at=cast.clock(),
                        participant_id=cast.participant(member).id,
                    )
                )  # fmt: skip
            return team

        return cast.db.write(verb)

    def call(self, team, by, topic="Is it enough?"):
        return self._do(service.call_mentor, by, team_id=team.id, topic=topic)

    def start(self, visit, by):
        return self._do(service.start_visit, by, visit_id=visit.id)

    def next(self, by):
        return self._do(service.take_next, by, camp_id=self.cast.camp.id)

    def end(self, visit, by):
        return self._do(service.end_visit, by, visit_id=visit.id)

    def call_off(self, visit, by, **kwargs):
        return self._do(service.call_off, by, visit_id=visit.id, **kwargs)

    def note(self, team, by, **said):
        return self._do(notes.write_note, by, team_id=team.id, **{**NOTE, **said})

    def _do(self, verb, by, **kwargs):
        cast = self.cast
        return cast.db.write(partial(verb, by=cast.id(by), now=cast.clock(), **kwargs))

    def queue(self):
        with self.cast.db.read() as session:
            return [
                (one.team.name, one.minutes, one.is_late)
                for one in queries.waiting(session, self.cast.camp.id, self.cast.clock())
            ]
