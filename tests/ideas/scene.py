"""What the tests of the ideas room do again and again."""

from datetime import timedelta

from sqlalchemy import select

from camp.checkin.models import CheckIn
from camp.core.ids import new_id
from camp.core.rules import Role
from camp.ideas import service, voting
from camp.ideas.models import Dot, Idea

TEXT = {"title": "Kaft", "problem": "Nobody explains.", "solution": "A bot with sixty videos."}


class Scene:
    def __init__(self, cast):
        self.cast, self.clock, self.db, self.slug = cast, cast.clock, cast.db, cast.slug
        self.path = f"/camps/{cast.slug}"

    def write(self, verb, **fields):
        return self.db.write(lambda session: verb(session, **fields, now=self.clock()))

    def check_in(self, *names):
        def verb(session):
            for name in names:
                session.add(
                    CheckIn(
                        id=new_id(),
                        camp_id=self.cast.camp.id,
                        person_id=self.cast.id(name),
                        station="North",
                        at=self.clock(),
                    )
                )

        self.db.write(verb)

    def join(self, *names):
        """Add participants who have checked in."""
        for name in names:
            self.cast.add(name, Role.PARTICIPANT)
        self.check_in(*names)

    def draft(self, author="Bobur", **texts) -> str:
        return self.write(
            service.write_idea,
            camp_id=self.cast.camp.id, words_of={**TEXT, **texts}, by=self.cast.id(author),
        ).id  # fmt: skip

    def sent(self, author="Bobur", **texts) -> str:
        idea_id = self.draft(author, **texts)
        self.write(service.submit_idea, idea_id=idea_id, by=self.cast.id(author))
        return idea_id

    def on_board(self, author="Bobur", **texts) -> str:
        idea_id = self.sent(author, **texts)
        self.write(
            service.screen_idea,
            idea_id=idea_id,
            decision="screened_in",
            by=self.cast.id("Aziza"),
        )
        return idea_id

    def open_vote(self, minutes=20):
        self.cast.move("voting")
        self.write(
            voting.open_voting,
            camp_id=self.cast.camp.id,
            by=self.cast.id("Rustam"),
            closes_at=self.clock() + timedelta(minutes=minutes),
        )

    def close_vote(self):
        self.write(voting.close_voting, camp_id=self.cast.camp.id, by=self.cast.id("Rustam"))

    def reveal(self):
        self.write(voting.reveal_tally, camp_id=self.cast.camp.id, by=self.cast.id("Rustam"))

    def give(self, name, idea_id, dots, cast_at=None):
        body = {"dots": dots}
        if cast_at is not None:
            body["cast_at"] = cast_at.isoformat()
        return self.cast.program(name).put(f"/ideas/{idea_id}/dots", body)

    def idea(self, idea_id) -> Idea:
        with self.db.read() as session:
            return session.get(Idea, idea_id)

    def dots(self) -> list[tuple[int, str]]:
        with self.db.read() as session:
            return [(one.dots, one.late) for one in session.scalars(select(Dot).order_by(Dot.id))]


def kind(answer) -> tuple[int, str]:
    return answer.status_code, answer.json["type"].removeprefix("/problems/")
