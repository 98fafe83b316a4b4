"""Ballots that a courier hands in for a juror whose phone has no network."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.errors import CampError
from camp.core.events import hold, record
from camp.core.ids import is_signed, sign
from camp.core.models import Answered, Camp
from camp.jury.ballots import Said, cast_ballot
from camp.jury.events_held import BallotCarried
from camp.jury.held import CLOSED, STALE, hold_ballot
from camp.jury.models import Ballot
from camp.jury.rules import RoundIsClosed, StaleRevision
from camp.people.models import Login

_PURPOSE = "carry"


@dataclass(frozen=True, slots=True)
class Carried:
    """A ballot as the phone will send it. `request` is the fingerprint of that request."""

    key: str
    team_id: str
    said: Said
    revision: int
    request: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a carried ballot: in, already (in by the phone), waiting or refused.

    A waiting one came too late or differs from what is in; `slug` says why.
    """

    team_id: str
    result: str
    slug: str = ""
    title: str = ""


def pass_of(secret: bytes, login_id: str, round_id: str) -> str:
    """Return what a juror's page puts into its codes: they came from a page of this login."""
    return f"{login_id}.{sign(secret, _PURPOSE, f'{login_id}.{round_id}')}"


def person_of(session: Session, secret: bytes, text: str, round_id: str) -> str | None:
    """Return whose pass it is, None when we did not make it or the login was revoked."""
    login_id, _, signature = text.partition(".")
    if not is_signed(secret, _PURPOSE, f"{login_id}.{round_id}", signature):
        return None
    login = session.get(Login, login_id)
    return login.person_id if login is not None and login.revoked_at is None else None


def carry_ballots(
    session: Session,
    *,
    camp_id: str,
    round_id: str,
    person_id: str,
    carried: Iterable[Carried],
    answer: Callable[[Ballot], dict[str, Any]],
    by: str,
    now: datetime,
) -> list[Outcome]:
    """Hand in what the person's phone drew, each as if the phone had sent it.

    `answer` is what the phone would hear. It is stored under the person and the key, so that the
    phone's own sending finds it there, and one that says something else under this key is refused
    there. What is stale waits for the juror, what is late for secretary or chair.
    """
    hold(session, camp_id)
    found = []
    for one in carried:
        try:
            found.append(_carry(session, camp_id, round_id, person_id, one, answer, by, now))
        except CampError as error:
            found.append(Outcome(one.team_id, "refused", error.slug, error.detail))
    return found


def _carry(
    session: Session,
    camp_id: str,
    round_id: str,
    person_id: str,
    one: Carried,
    answer: Callable[[Ballot], dict[str, Any]],
    by: str,
    now: datetime,
) -> Outcome:
    stored = session.get(Answered, (person_id, one.key))
    if stored is not None:
        same = stored.request == one.request
        return Outcome(one.team_id, "already" if same else "refused", "" if same else "key-reused")
    cell: dict[str, Any] = {
        "camp_id": camp_id, "round_id": round_id, "person_id": person_id,
        "team_id": one.team_id, "said": one.said, "revision": one.revision, "now": now,
    }  # fmt: skip
    before = session.scalars(select(Camp.last_seq).filter_by(id=camp_id)).one()
    try:
        ballot = cast_ballot(session, **cell)
    except (StaleRevision, RoundIsClosed) as error:
        cause = STALE if isinstance(error, StaleRevision) else CLOSED
        kept = hold_ballot(session, **cell, key=one.key, cause=cause)
        if not isinstance(kept, Ballot):
            return Outcome(one.team_id, "waiting", error.slug, error.detail)
        ballot = kept
    if ballot.seq <= before:
        return Outcome(one.team_id, "already")
    body = {"status": 200, "body": answer(ballot), "location": ""}
    session.add(
        Answered(
            person_id=person_id, key=one.key, request=one.request, status=200, body=body, at=now
        )
    )
    session.flush()
    fact = BallotCarried(
        camp_id=camp_id, by=by, round_id=round_id, juror_id=ballot.juror_id,
        team_id=one.team_id, revision=ballot.revision,
    )  # fmt: skip
    record(session, fact)
    return Outcome(one.team_id, "in")
