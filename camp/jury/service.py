"""Verbs of the jury room that others call: a round from rubric to closure, and who sits in it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from camp.core.errors import Invalid, NotFound, words
from camp.core.events import hold, record
from camp.core.ids import new_id
from camp.core.rules import Role
from camp.jury.events import RoundPrepared, RubricChanged
from camp.jury.models import Ballot, Criterion, Juror, Round
from camp.jury.rounds import (
    close_round,
    missing_for_opening,
    open_round,
    put_back,
    reopen_round,
)
from camp.jury.rules import ROLES, RubricLocked
from camp.jury.standings import told_rubric
from camp.people.events import PersonAppointed
from camp.people.models import Appointment, Person
from scoring import Criterion as Weight
from scoring import Rubric

__all__ = [
    "appoint_juror",
    "change_rubric",
    "close_round",
    "missing_for_opening",
    "open_round",
    "prepare_round",
    "put_back",
    "reopen_round",
]


def prepare_round(
    session: Session,
    *,
    camp_id: str,
    name: str,
    scale: tuple[int, int],
    criteria: Iterable[Mapping[str, Any]],
    by: str | None,
) -> Round:
    """Make a round that is not open yet, or give the prepared one of that name this rubric.

    `scale` is the lowest and highest mark; a criterion has `key`, `name`, `names`, `weight`,
    `anchors` and `anchor_words`. Raises Invalid for a rubric that nobody could judge by.
    """
    hold(session, camp_id)
    round_ = session.scalars(
        select(Round).filter_by(camp_id=camp_id, name=name, state="prepared")
    ).first()
    if round_ is not None:
        return change_rubric(session, round_id=round_.id, scale=scale, criteria=criteria, by=by)
    round_ = Round(id=new_id(), camp_id=camp_id, name=name, state="prepared")
    _fill(round_, scale, criteria)
    session.add(round_)
    record(
        session,
        RoundPrepared(camp_id=camp_id, by=by, round_id=round_.id, rubric=told_rubric(round_)),
    )
    return round_


def change_rubric(
    session: Session,
    *,
    round_id: str,
    scale: tuple[int, int],
    criteria: Iterable[Mapping[str, Any]],
    by: str | None,
) -> Round:
    """Give the round another rubric. Raises RubricLocked once a ballot was submitted."""
    round_ = session.get(Round, round_id)
    if round_ is None:
        raise NotFound
    hold(session, round_.camp_id)
    session.refresh(round_)
    if is_locked(session, round_):
        raise RubricLocked
    session.execute(delete(Criterion).where(Criterion.round_id == round_id))
    session.expire(round_, ["criteria"])
    _fill(round_, scale, criteria)
    told = told_rubric(round_)
    record(session, RubricChanged(camp_id=round_.camp_id, by=by, round_id=round_id, rubric=told))
    return round_


def is_locked(session: Session, round_: Round) -> bool:
    """Whether the round's rubric stays as it is: a ballot was submitted, or the round is over."""
    submitted = exists().where(Ballot.round_id == round_.id, Ballot.state == "submitted")
    return round_.state == "closed" or bool(session.scalar(select(submitted)))


def _fill(round_: Round, scale: tuple[int, int], criteria: Iterable[Mapping[str, Any]]) -> None:
    listed = list(criteria)
    try:
        weights = tuple(Weight(str(one["key"]), float(one["weight"])) for one in listed)
        Rubric((float(scale[0]), float(scale[1])), weights)
    except ValueError as error:
        raise Invalid(
            words("The rubric needs criteria with different keys, weights and a scale."),
            fields={"criteria": [str(error)]},
        ) from error
    round_.scale_low, round_.scale_high = scale
    round_.criteria = [
        Criterion(
            key=one["key"],
            position=position,
            weight=float(one["weight"]),
            name=one["name"],
            names=dict(one.get("names") or {}),
            anchors=dict(one.get("anchors") or {}),
            anchor_words=dict(one.get("anchor_words") or {}),
        )
        for position, one in enumerate(listed, start=1)
    ]


def appoint_juror(
    session: Session,
    *,
    camp_id: str,
    person_id: str,
    organisation: str,
    role: str,
    seat: int,
    by: str | None,
    now: datetime,
    ref: str | None = None,
) -> Juror:
    """Give a person a seat in the jury (`role` is juror, chair or reserve), or change it.

    The person gets the roles that go with it. A camp has one chair: the earlier one stays as
    a juror.
    """
    hold(session, camp_id)
    if role not in ROLES:
        raise Invalid(fields={"role": [words("Choose juror, chair or reserve.")]})
    if session.get(Person, person_id) is None:
        raise NotFound
    if role == "chair":
        _end_chair(session, camp_id, person_id)
    juror = session.scalars(
        select(Juror).filter_by(camp_id=camp_id, person_id=person_id)
    ).one_or_none()
    if juror is None:
        juror = Juror(id=new_id(), camp_id=camp_id, person_id=person_id)
        session.add(juror)
    juror.organisation, juror.role, juror.seat = organisation, role, seat
    juror.ref = ref or juror.ref
    wanted = {Role.JUROR, Role.CHAIR} if role == "chair" else {Role.JUROR}
    _appoint(session, juror, wanted, by=by, now=now)
    return juror


def _end_chair(session: Session, camp_id: str, person_id: str) -> None:
    for earlier in session.scalars(select(Juror).filter_by(camp_id=camp_id, role="chair")):
        if earlier.person_id != person_id:
            earlier.role = "juror"
            _drop_chair(session, camp_id, earlier.person_id)


def _drop_chair(session: Session, camp_id: str, person_id: str) -> None:
    session.execute(
        delete(Appointment).filter_by(camp_id=camp_id, person_id=person_id, role=Role.CHAIR)
    )


def _appoint(
    session: Session, juror: Juror, wanted: set[Role], *, by: str | None, now: datetime
) -> None:
    seat = {"camp_id": juror.camp_id, "person_id": juror.person_id}
    if Role.CHAIR not in wanted:
        _drop_chair(session, **seat)
    has = set(session.scalars(select(Appointment.role).filter_by(**seat)))
    for role in sorted(wanted - has):
        session.add(Appointment(**seat, role=role, at=now))
        record(session, PersonAppointed(**seat, by=by, role=role))
