"""The months after a camp: Kaft (40 million, two conditions) has a lead, Bobur, and Nilufar.

Kaft gets all of its ask, Yoʻlchi is first in reserve, Saksovul second.
"""

from datetime import timedelta
from io import BytesIO

from PIL import Image

from camp.core.names import fold
from camp.core.rules import Role
from camp.followup import awards, offers, reporting, tranches
from camp.followup.files import keep
from camp.followup.finding import award_of
from camp.people.models import Person
from camp.projects.models import Submission
from camp.teams.models import Seat
from tests.grants.court import MILLION, VOTES, Court

BUDGET = {
    "currency": "UZS", "rate_used": None,
    "lines": [
        {"category": "equipment", "item": "Sewing machines", "quantity": 10,
         "unit_cost": 3_000_000, "own_contribution": 0},
        {"category": "training", "item": "Course", "quantity": 10, "unit_cost": 1_000_000,
         "own_contribution": 0},
    ],
}  # fmt: skip
CONDITIONS = ("two quotes", "a second adult")


class Field(Court):
    """The court after its publication, the camp in its follow-up, every award offered."""

    def __init__(self, app, clock, **settings) -> None:
        super().__init__(app, clock, **settings)
        self.add("Nilufar", Role.PARTICIPANT, gender="F", region="UZ-TK")
        self.sit("Nilufar", "Kaft")
        self.lead("Bobur", "Kaft")
        self.lead("Dilnoza", "Saksovul")
        self.db.write(self._write_budget)
        self.decide(
            self.full("Kaft", votes=VOTES, conditions=CONDITIONS),
            self.choice("Yoʻlchi", "reserve", order=1),
            self.choice("Saksovul", "reserve", order=2),
        )
        self.sign_all()
        self.turn("Aziza", Role.OWNER)
        self.turn("Jamila", Role.CHAIR)
        self.move("followup")
        self.offer()

    def lead(self, name, team):
        def verb(session):
            seat = (
                session.query(Seat)
                .filter_by(team_id=self.teams[team], participant_id=self.participant(name).id)
                .one()
            )
            seat.role = "lead"

        self.db.write(verb)

    def _write_budget(self, session):
        one = session.query(Submission).filter_by(team_id=self.teams["Kaft"]).one()
        one.body = {"title": "Kaft", "budget": BUDGET}

    def offer(self):
        return self.act(offers.begin, by="Olim", camp_id=self.camp.id)

    def act(self, verb, *, by="Olim", **given):
        """Run a verb of the follow-up as somebody."""
        return self.db.write(
            lambda session: verb(session, by=self.id(by), now=self.clock(), **given)
        )

    def award(self, team="Kaft"):
        with self.db.read() as session:
            return award_of(session, self.teams[team])

    @property
    def kaft(self):
        return self.award().id

    def accept(self):
        return self.act(offers.answer, by="Bobur", award_id=self.kaft, accepts=True, reason="")

    def meet_conditions(self):
        for no in (1, 2):
            self.act(awards.judge_condition, award_id=self.kaft, no=no, is_met=True, note="")

    def sign_agreement(self, **changed):
        given = {"signed_on": self.today, "signatory": "Bobur, lead", "payee": "Kelajak Lab"}
        return self.act(awards.sign_agreement, award_id=self.kaft, **{**given, **changed})

    def call_bobur(self, name, **known):
        """Give the lead another name, and what else is known of the person."""

        def verb(session):
            person = session.get(Person, self.id("Bobur"))
            for field, value in {"name": name, "folded": fold(name), **known}.items():
                setattr(person, field, value)

        self.db.write(verb)

    def pay(self, no=1):
        self.act(tranches.approve, award_id=self.kaft, no=no)
        return self.act(
            tranches.pay, award_id=self.kaft, no=no, paid_on=self.today, document=f"No. {no}"
        )

    def run_kaft(self):
        """Everything up to the first payment, with one milestone in thirty days."""
        self.accept()
        self.meet_conditions()
        self.sign_agreement()
        self.milestone()
        self.pay()

    def milestone(self, *, text="40 sample bags", days=30):
        due = self.today + timedelta(days=days)
        return self.act(reporting.set_milestone, award_id=self.kaft, no=None, text=text, due=due)

    def report(self, *, by="Bobur", kind="milestone", milestone_no=1, **changed):
        given = {
            "text": "43 sample bags are sewn.", "photos": (), "may_show": False,
            "numbers": {"direct_beneficiaries": 12, "women": 7},
        }  # fmt: skip
        return self.act(
            reporting.send_report, by=by, award_id=self.kaft, kind=kind,
            milestone_no=milestone_no, **{**given, **changed},
        )  # fmt: skip

    def judge(self, no=1, *, accepts=True, comment=""):
        return self.act(
            reporting.judge_report, award_id=self.kaft, no=no, accepts=accepts, comment=comment
        )

    def receipt(self, amount, *, line="Sewing machines", **changed):
        given = {
            "no": None, "document": "cheque", "answer": "", "bought_on": self.today,
            "kept": self.kept(colour=(amount // MILLION % 255, 0, 0)),
        }  # fmt: skip
        return self.act(
            reporting.send_receipt, by="Bobur", award_id=self.kaft, line=line, amount=amount,
            **{**given, **changed},
        )  # fmt: skip

    def judge_receipt(self, no, state="accepted", note=""):
        return self.act(reporting.judge_receipt, award_id=self.kaft, no=no, state=state, note=note)

    def kept(self, **options):
        return keep(self.app.extensions["config"].data, picture(**options))

    @property
    def today(self):
        return self.clock().astimezone(self.camp.zone).date()


def picture(*, size=(64, 48), colour=(200, 30, 60), form="JPEG", **more):
    """Return a picture as a phone would send it."""
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, form, **more)
    return out.getvalue()
