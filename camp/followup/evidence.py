"""Which photographs and PDFs belong to what; the bytes themselves are in `files`."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.events import record
from camp.core.ids import new_id
from camp.followup.events import EvidenceAdded
from camp.followup.files import Kept
from camp.followup.models import Award, Evidence


def add(
    session: Session, award: Award, owner_id: str, kept: Kept, *, by: str | None, now: datetime,
    kind: str = "",
) -> Evidence:  # fmt: skip
    """Attach a kept file to a condition, report or receipt; attached twice it is there once."""
    there = session.scalars(
        select(Evidence).filter_by(owner_id=owner_id, digest=kept.digest)
    ).one_or_none()
    if there is not None:
        return there
    kept.stay()
    row = Evidence(
        id=new_id(), camp_id=award.camp_id, award_id=award.id, owner_id=owner_id, kind=kind,
        digest=kept.digest, media=kept.media, size=kept.size, at=now, by=by,
    )  # fmt: skip
    session.add(row)
    fact = EvidenceAdded(
        camp_id=award.camp_id, by=by, award_id=award.id, team_id=award.team_id,
        digest=kept.digest, media=kept.media,
    )  # fmt: skip
    record(session, fact)
    return row


def of(session: Session, owner_id: str) -> list[Evidence]:
    return list(
        session.scalars(
            select(Evidence).filter_by(owner_id=owner_id).order_by(Evidence.at, Evidence.id)
        )
    )


def of_all(session: Session, award_ids: Iterable[str]) -> dict[str, list[Evidence]]:
    """Return all files of these awards by what they belong to."""
    found: dict[str, list[Evidence]] = {}
    rows = session.scalars(
        select(Evidence)
        .where(Evidence.award_id.in_(list(award_ids)))
        .order_by(Evidence.at, Evidence.id)
    )
    for row in rows:
        found.setdefault(row.owner_id, []).append(row)
    return found
