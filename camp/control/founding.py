"""Beginning: the owner of an empty server, and a camp of one's own."""

import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from camp.control.presets import presets
from camp.control.setup_events import CampBegun, CampChanged
from camp.core.errors import CampError, Invalid, NotFound, words
from camp.core.events import hold, record
from camp.core.ids import JOIN_LENGTH, new_code, new_id
from camp.core.models import Camp
from camp.core.names import fold
from camp.core.phases import has_reached
from camp.core.rules import Role
from camp.core.settings import Settings
from camp.jury import service as jury
from camp.jury.models import Ballot, Round
from camp.people import signin
from camp.people.appointing import appoint
from camp.people.consenting import default_conduct, publish_conduct
from camp.people.models import Login, Person
from camp.people.registering import new_person

CAMP_FIELDS = (
    "name", "theme", "starts_at", "ends_at", "timezone", "place", "rooms", "wifi",
    "language", "currency", "capacity",
)  # fmt: skip
JUDGED_BY = frozenset(
    {
        "score_mode",
        "tie_margin",
        "tie_ladder",
        "funding_rule",
        "partial_min_share",
        "merit_floor",
        "quorum",
    }
)
"""Settings that the first submitted ballot locks, for they decide what marks become."""
LOCKED_FROM: Mapping[str, str] = {
    "dots": "voting", "dots_per_idea": "voting", "team_min": "locked", "team_max": "locked",
    "live_board": "jury",
}  # fmt: skip
"""Settings that a phase locks once the camp has reached it."""


class SettingLocked(CampError):
    slug, status = "setting-locked", 409
    title = words("This rule cannot change any more: people have acted by it.")


def found_server(
    session: Session, *, name: str, pin: str, language: str, device: str, now: datetime
) -> str:
    """Make the server's owner, with the six digits, and return the token of a first login.

    Raises NotFound on a server that has anybody: there is no second first person.
    """
    if session.scalar(select(exists().where(Person.id.is_not(None)))):
        raise NotFound
    owner = new_person(session, {"name": name, "language": language})
    owner.starts_camps = True
    signin.set_pin(session, person_id=owner.id, pin=pin)
    signin.make_link(session, person_id=owner.id, kind="page", now=now)
    token = signin.sign_in(session, person_id=owner.id, device=device, kind="link", now=now)
    session.flush()
    session.scalars(select(Login).filter_by(person_id=owner.id)).one().pin_at = now
    return token


def begin_camp(
    session: Session,
    *,
    facts: Mapping[str, Any],
    rules: Mapping[str, Any],
    preset: str,
    by: str,
    now: datetime,
) -> Camp:
    """Make a camp in draft: its owner, its rubric, and a code of conduct to begin with.

    `facts` holds CAMP_FIELDS; `rules` are settings that differ from the preset's. Raises Invalid.
    """
    kind = presets().get(preset)
    if kind is None:
        raise Invalid(fields={"preset": [words("Choose one of the kinds of camp.")]})
    settings = kind.rules(**rules)
    _check(facts, settings)
    camp = Camp(
        id=new_id(), slug=_slug(session, facts["name"]), code=_code(session),
        phase="draft", settings=settings, **_known(facts),
    )  # fmt: skip
    session.add(camp)
    session.flush()
    for role in (Role.OWNER, Role.ORGANISER):
        appoint(session, camp_id=camp.id, person_id=by, role=role, by=by, now=now)
    conduct = default_conduct()
    publish_conduct(
        session, camp_id=camp.id, version=conduct["version"], texts=conduct["texts"], now=now
    )
    jury.prepare_round(
        session, camp_id=camp.id, name="", scale=kind.scale, criteria=kind.criteria, by=by
    )
    record(session, CampBegun(camp_id=camp.id, by=by, preset=preset, rules=asdict(settings)))
    return camp


def change_camp(
    session: Session, *, camp_id: str, facts: Mapping[str, Any], rules: Mapping[str, Any], by: str
) -> Camp:
    """Change what the camp is and its rules, until what people did locks them.

    Raises SettingLocked, naming the fields, or Invalid; equal content is silent.
    """
    camp = hold(session, camp_id)
    settings = replace(camp.settings, **rules)
    before = asdict(camp.settings)
    changed = {name for name, value in asdict(settings).items() if before[name] != value}
    known = _known(facts)
    moved = {name for name, value in known.items() if getattr(camp, name) != value}
    if fixed := sorted(locked(session, camp) & (changed | moved)):
        raise SettingLocked(fields={name: [SettingLocked.title] for name in fixed})
    _check({**{name: getattr(camp, name) for name in CAMP_FIELDS}, **known}, settings)
    if not changed | moved:
        return camp
    for name in moved:
        setattr(camp, name, known[name])
    camp.settings = settings
    fact = CampChanged(
        camp_id=camp.id, by=by, changed=tuple(sorted(changed | moved)),
        rules={name: value for name, value in asdict(settings).items() if name in changed},
    )  # fmt: skip
    record(session, fact)
    return camp


def locked(session: Session, camp: Camp) -> set[str]:
    """Return the settings that may not change any more; marks stand on amounts of a currency."""
    fixed = {name for name, phase in LOCKED_FROM.items() if has_reached(camp, phase)}
    return fixed | (JUDGED_BY | {"currency"} if has_ballots(session, camp) else set())


def has_ballots(session: Session, camp: Camp) -> bool:
    submitted = select(Ballot.id).join(Round, Round.id == Ballot.round_id)
    submitted = submitted.where(Round.camp_id == camp.id, Ballot.state == "submitted")
    return session.scalar(submitted.limit(1)) is not None


def round_of(session: Session, camp_id: str) -> Round | None:
    """Return the camp's first round, the one that its rubric page is about."""
    return session.scalars(select(Round).filter_by(camp_id=camp_id).order_by(Round.id)).first()


def _known(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: facts[name] for name in CAMP_FIELDS if name in facts}


def _check(facts: Mapping[str, Any], rules: Settings) -> None:
    faults: dict[str, list[str]] = {}
    if facts["ends_at"] <= facts["starts_at"]:
        faults["ends_at"] = [words("The camp ends before it begins.")]
    if rules.team_max < rules.team_min:
        faults["team_max"] = [words("The largest team is smaller than the smallest.")]
    if rules.dots_per_idea > rules.dots:
        faults["dots_per_idea"] = [words("This is more than all dots of a person.")]
    if rules.quorum > rules.jury_seats:
        faults["quorum"] = [words("The quorum is larger than the jury.")]
    parts = rules.pitch_minutes + rules.question_minutes + rules.score_minutes
    if parts != rules.slot_minutes:
        faults["slot_minutes"] = [words("Pitch, questions and marking do not add up to the slot.")]
    if rules.envelope and not 0 < rules.min_award <= rules.max_award <= rules.envelope:
        faults["max_award"] = [words("Smallest award, largest award and envelope do not fit.")]
    if 0 < rules.quotes_three_from <= rules.quotes_two_from:
        faults["quotes_three_from"] = [words("Three quotes begin above the amount of two.")]
    if faults:
        raise Invalid(fields=faults)


def _slug(session: Session, name: str) -> str:
    """Return an address for the camp made from its name, such as "tashkent" or "tashkent-2"."""
    # Folding makes "yo" and "e" agree, which is for names in two scripts and not for "Youth".
    latin = name.lower() if name.isascii() else fold(name)
    plain = re.sub(r"[^a-z0-9]+", "-", latin).strip("-")[:34].strip("-") or "camp"
    taken = set(session.scalars(select(Camp.slug).where(Camp.slug.startswith(plain))))
    if plain == "new":  # The address of the page where camps begin.
        plain = "camp-new"
    slug, number = plain, 2
    while slug in taken:
        slug, number = f"{plain}-{number}", number + 1
    return slug


def _code(session: Session) -> str:
    code = new_code(JOIN_LENGTH)
    while session.scalar(select(Camp.id).filter_by(code=code)):
        code = new_code(JOIN_LENGTH)
    return code
