"""Who may do what: one table of permissions and roles (rulebook section 5).

What is not in the table is denied. Rules about one thing (own idea, own team, a juror's conflict)
stand in the rooms' `rules.py` and come on top.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from camp.core.errors import Forbidden, SignInNeeded


class Role(StrEnum):
    OWNER = "owner"
    ORGANISER = "organiser"
    PROGRAMME_OFFICER = "programme_officer"
    SAFEGUARDING = "safeguarding"
    SECRETARY = "secretary"
    MODERATOR = "moderator"
    DOOR_LEAD = "door_lead"
    VOLUNTEER = "volunteer"
    MENTOR = "mentor"
    JUROR = "juror"
    CHAIR = "chair"
    PARTICIPANT = "participant"
    PROJECTOR = "projector"


ANYONE = frozenset[Role]()
"""Marks a permission that even a visitor without a sign-in has."""
EVERYONE = frozenset(Role)
RUNS = frozenset({Role.OWNER, Role.ORGANISER})
STAFF = RUNS | {Role.MODERATOR, Role.SECRETARY, Role.DOOR_LEAD, Role.PROGRAMME_OFFICER}
JURY = frozenset({Role.JUROR, Role.CHAIR})
DOOR = RUNS | {Role.MODERATOR, Role.DOOR_LEAD, Role.VOLUNTEER}
AWARDS = RUNS | JURY | {Role.SECRETARY, Role.PROGRAMME_OFFICER}
"""Who sees decisions before they are published (rulebook section 5)."""
TEAMS = RUNS | {Role.MODERATOR, Role.PARTICIPANT}

PIN_ROLES = (
    RUNS | JURY | {Role.SECRETARY, Role.MODERATOR, Role.PROGRAMME_OFFICER, Role.SAFEGUARDING}
)
"""Roles that count only after the six digits were given on this login."""

TABLE: Mapping[str, frozenset[Role]] = {
    "camp.read": ANYONE,
    "camp.set_up": RUNS,
    "camp.export": RUNS | {Role.PROGRAMME_OFFICER},
    "camp.zip": frozenset({Role.OWNER}),
    "camp.announce": RUNS | {Role.MODERATOR},
    "camp.control": STAFF | {Role.CHAIR},
    "camp.log": RUNS | {Role.PROGRAMME_OFFICER},
    "phase.move": STAFF | {Role.CHAIR},
    "gates.set": RUNS,
    "schedule.read": ANYONE,
    "schedule.write": RUNS,
    "timer.run": RUNS | {Role.MODERATOR, Role.SECRETARY},
    "questions.read": EVERYONE,
    "questions.ask": EVERYONE - {Role.PROJECTOR},
    "questions.moderate": RUNS | {Role.MODERATOR},
    "home.read": EVERYONE,
    "errands.own": EVERYONE,
    "people.list": RUNS,
    "people.admit": RUNS,
    "people.links": RUNS,
    "people.erase": frozenset({Role.OWNER}),
    "people.contact": RUNS | {Role.SAFEGUARDING, Role.DOOR_LEAD},
    "people.self": EVERYONE,
    "guardian.read": frozenset({Role.SAFEGUARDING}),
    "guardian.write": frozenset({Role.SAFEGUARDING}),
    "consent.record": DOOR | {Role.SAFEGUARDING, Role.PARTICIPANT},
    "badge.revoke": RUNS | {Role.DOOR_LEAD},
    "door.read": DOOR,
    "door.check_in": DOOR,
    "door.settle": RUNS | {Role.DOOR_LEAD},
    "shift.own": frozenset({Role.DOOR_LEAD, Role.VOLUNTEER}),
    "shifts.plan": RUNS | {Role.DOOR_LEAD},
    "concern.raise": EVERYONE - {Role.PROJECTOR},
    "concern.read": frozenset({Role.SAFEGUARDING}),
    "incidents.write": RUNS | {Role.MODERATOR, Role.DOOR_LEAD, Role.SECRETARY, Role.SAFEGUARDING},
    "door.counts": DOOR | STAFF | {Role.PROJECTOR, Role.SAFEGUARDING},
    "ideas.read": ANYONE,
    "ideas.write": frozenset({Role.PARTICIPANT}),
    "ideas.screen": RUNS,
    "ideas.queue": RUNS | {Role.MODERATOR},
    "dots.cast": frozenset({Role.PARTICIPANT}),
    "dots.run": RUNS | {Role.MODERATOR},
    "teams.read": EVERYONE,
    "teams.join": frozenset({Role.PARTICIPANT}),
    "teams.write": TEAMS,
    "teams.place": RUNS | {Role.MODERATOR},
    "team.read": TEAMS | {Role.MENTOR, Role.SECRETARY, Role.PROGRAMME_OFFICER},
    "pitch.order": RUNS | {Role.MODERATOR, Role.SECRETARY},
    "pitch.move": RUNS,
    "submission.read": EVERYONE - {Role.VOLUNTEER, Role.DOOR_LEAD, Role.PROJECTOR},
    "submission.write": RUNS | {Role.PARTICIPANT},
    "submission.accept": RUNS,
    "mentoring.read": RUNS | {Role.MENTOR, Role.MODERATOR},
    "mentoring.ask": frozenset({Role.PARTICIPANT}),
    "mentoring.call_off": TEAMS,
    "mentoring.work": frozenset({Role.MENTOR}),
    "feedback.write": frozenset({Role.MENTOR}),
    "feedback.read": RUNS | {Role.MENTOR, Role.PARTICIPANT, Role.PROGRAMME_OFFICER},
    "rubric.read": EVERYONE,
    "rubric.write": RUNS,
    "round.read": JURY | RUNS | {Role.SECRETARY, Role.MODERATOR},
    "round.run": RUNS | {Role.SECRETARY},
    "ballot.write": JURY,
    "ballot.reopen": frozenset({Role.SECRETARY}),
    "ballot.late": frozenset({Role.SECRETARY, Role.CHAIR}),
    "ballot.carry": frozenset({Role.SECRETARY}),
    "paper.read": STAFF | {Role.CHAIR},
    "paper.enter": RUNS | {Role.SECRETARY},
    "conflict.declare": JURY | {Role.SECRETARY},
    "conflict.withdraw": RUNS,
    "progress.read": STAFF | {Role.CHAIR},
    "standings.read": JURY | STAFF,
    "jurors.judge": frozenset({Role.SECRETARY, Role.CHAIR}),
    "standings.freeze": frozenset({Role.SECRETARY, Role.CHAIR}),
    "deliberation.read": AWARDS,
    "awards.decide": frozenset({Role.CHAIR, Role.SECRETARY}),
    "awards.vote": JURY,
    "awards.read": AWARDS,
    "ties.settle": frozenset({Role.CHAIR}),
    "publication.key": frozenset({Role.OWNER, Role.CHAIR}),
    "results.read": ANYONE,
    "result.own": EVERYONE,
    "appeal.write": frozenset({Role.PARTICIPANT}),
    "appeal.decide": RUNS | {Role.CHAIR},
    "certificates.give": RUNS,
    "spelling.confirm": DOOR,
    "followup.own": frozenset({Role.PARTICIPANT}),
    "followup.read": RUNS | {Role.PROGRAMME_OFFICER},
    "grants.open_data": RUNS | {Role.PROGRAMME_OFFICER},
    "followup.run": frozenset({Role.PROGRAMME_OFFICER}),
    "evidence.read": RUNS | {Role.PROGRAMME_OFFICER, Role.PARTICIPANT},
    "programme.read": RUNS | {Role.PROGRAMME_OFFICER},
    "programme.join": frozenset({Role.OWNER}),
    "donors.read": ANYONE,
    "stage.show": RUNS | {Role.MODERATOR, Role.PROJECTOR, Role.SECRETARY},
    "stage.drive": RUNS | {Role.MODERATOR},
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is asking: a person on a device, or a visitor when `person_id` is empty.

    `roles` maps a camp's id to the roles there that count now; `held_back` are those that wait
    for the PIN. `starts_camps` is the owner of the server.
    """

    person_id: str = ""
    login_id: str = ""
    name: str = ""
    language: str = ""
    roles: Mapping[str, frozenset[Role]] = field(default_factory=dict)
    held_back: frozenset[Role] = frozenset()
    starts_camps: bool = False

    def has(self, camp_id: str, *roles: Role) -> bool:
        return not self.roles.get(camp_id, frozenset()).isdisjoint(roles)


def may(actor: Actor, camp_id: str, permission: str) -> bool:
    allowed = TABLE.get(permission)
    return allowed is not None and (allowed == ANYONE or actor.has(camp_id, *allowed))


def may_fetch_all(actor: Actor, camp_id: str, *, is_published: bool) -> bool:
    """Whether `actor` may have the whole camp: before the results only who has the server, too."""
    return may(actor, camp_id, "camp.zip") and (actor.starts_camps or is_published)


def require(actor: Actor, camp_id: str, permission: str) -> None:
    """Raise SignInNeeded for a visitor and Forbidden for anybody else who may not."""
    if not may(actor, camp_id, permission):
        raise Forbidden if actor.person_id else SignInNeeded
