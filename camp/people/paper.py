"""Badges for paper: everybody with a role at the camp, and the code of those who have one."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.models import Camp
from camp.core.rules import DOOR, JURY, RUNS, Role
from camp.people.listing import staff
from camp.people.models import Badge, Participant, Person

WHO = ("everybody", "participants", "staff")
ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class PrintedBadge:
    """One badge. `code` is empty while the person has none: such a badge only names."""

    name: str
    role: str
    code: str
    town: str

    @property
    def colour(self) -> str:
        """The group whose colour the badge has: run, jury, mentor, door or part."""
        groups = (("run", RUNS), ("jury", JURY), ("door", DOOR), ("mentor", {Role.MENTOR}))
        if self.role in {Role.SECRETARY, Role.PROGRAMME_OFFICER, Role.SAFEGUARDING}:
            return "run"
        return next((name for name, roles in groups if self.role in roles), "part")


def printed_badges(
    session: Session, camp: Camp, *, who: str = "everybody", person_id: str = ""
) -> list[PrintedBadge]:
    """Return the badges of `who`, one of WHO, or of one person; by name, in four statements.

    Who helps and takes part has one badge, with the role in which they help.
    """
    found: dict[str, tuple[Person, str]] = {}
    if who != "staff":
        accepted = select(Participant).filter_by(camp_id=camp.id, state=ACCEPTED)
        for one in session.scalars(accepted):
            found[one.person_id] = (one.person, str(Role.PARTICIPANT))
    helpers = {
        person.id: (person, roles[0])
        for person, roles in staff(session, camp)
        if roles != [Role.PROJECTOR]
    }
    if who == "participants":
        found = {key: pair for key, pair in found.items() if key not in helpers}
    else:
        found |= helpers
    codes = session.execute(
        select(Badge.person_id, Badge.code).filter_by(camp_id=camp.id, revoked_at=None)
    )
    code_of = {person: code for person, code in codes}  # noqa: C416  -- rows are no pairs
    badges = [
        PrintedBadge(person.name, role, code_of.get(person.id, ""), person.town)
        for person, role in found.values()
        if person_id in {"", person.id}
    ]
    return sorted(badges, key=lambda one: (one.name.casefold(), one.code))
