"""The donor's page: figures of one camp that point to nobody, published by the officer."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from camp.core.events import hold, record
from camp.core.ids import new_id
from camp.core.models import Camp
from camp.followup.events import DonorPagePublished
from camp.followup.finding import told
from camp.followup.models import Award, DonorPage, Report, Tranche
from camp.followup.queries import leads_of
from camp.followup.rules import INDICATORS, LIVE, SMALL
from camp.people.models import Consent, Participant, Person
from camp.teams.models import Seat, Team

SHOWN = tuple(name for name in INDICATORS if name != "women")
OTHER = "other"
"""All cells together that are too small to be shown."""
OF_PEOPLE = ("direct_beneficiaries", "trained", "jobs_or_income")


def figures(session: Session, camp: Camp) -> dict[str, Any]:
    """Return what a donor may know, as plain data: sums, counts and shown or hidden cells.

    Numbers come from accepted reports alone. People are counted if they agreed to the use of
    their data; cells of fewer than `SMALL` are left out, and so is a further one where the sum
    would give them away.
    """
    awards = list(session.scalars(select(Award).filter_by(camp_id=camp.id)))
    live = [one for one in awards if one.state in (*LIVE, "cancelled")]
    ids = [one.id for one in live]
    reports = list(session.scalars(select(Report).where(Report.award_id.in_(ids))))
    sums = Counter[str]()
    for numbers in results(reports).values():
        sums.update(numbers)
    projects = [_project(session, one) for one in sorted(live, key=lambda one: -one.amount)]
    people = list(agreeing(session, {one.team_id for one in live}, camp.id))
    return {
        "currency": camp.currency,
        "awarded": sum(one.amount for one in live if one.state in LIVE),
        "paid": _paid(session, ids),
        "projects": projects,
        "indicators": {name: _told(name, sums[name]) for name in SHOWN if name in sums},
        "beneficiaries": hidden(_gender(sums)),
        "people": {
            "all": len(people) if len(people) >= SMALL else None,
            "gender": hidden(Counter(one.gender or "?" for one in people)),
            "region": hidden(Counter(one.region or "?" for one in people)),
        },
    }


def results(reports: Iterable[Report]) -> dict[str, Counter[str]]:
    """Return the newest accepted numbers by award: the final report's, else the sums."""
    by_award: dict[str, list[Report]] = {}
    for report in reports:
        if report.state == "accepted":
            by_award.setdefault(report.award_id, []).append(report)
    total: dict[str, Counter[str]] = {}
    for award_id, found in by_award.items():
        final = [one for one in found if one.kind == "final"]
        total[award_id] = Counter()
        for report in final or found:
            known = {n: v for n, v in report.indicators.items() if n in INDICATORS}
            total[award_id].update({name: int(value) for name, value in known.items()})
    return total


def _told(name: str, count: int) -> int | None:
    return None if name in OF_PEOPLE and 0 < count < SMALL else count


def _gender(sums: Mapping[str, int]) -> Counter[str]:
    if "women" not in sums:
        return Counter()
    women, every = sums["women"], sums.get("direct_beneficiaries", 0)
    return Counter({"F": women, "M": every - women})


def _project(session: Session, award: Award) -> dict[str, Any]:
    team = session.get_one(Team, award.team_id)
    lead = leads_of(session, [team.id]).get(team.id)
    return {
        "name": team.name,
        "one_liner": team.one_liner,
        # A project stands for its place, so the place of a project is no secret of its lead.
        "region": lead.region if lead else "",
        "awarded": award.amount,
        "paid": _paid(session, [award.id]),
        "state": award.state,
    }


def _paid(session: Session, award_ids: list[str]) -> int:
    return int(
        session.scalar(
            select(func.coalesce(func.sum(Tranche.amount), 0)).where(
                Tranche.award_id.in_(award_ids), Tranche.state.in_(("paid", "documented"))
            )
        )
        or 0
    )


def agreeing(session: Session, team_ids: set[str] | None, camp_id: str) -> Iterable[Person]:
    """Yield the members of these teams whose newest answer lets their data be used.

    Without teams it is everybody who was accepted at the camp.
    """
    found = session.execute(
        select(Consent.person_id, Consent.given)
        .filter_by(camp_id=camp_id, kind="data")
        .order_by(Consent.id)
    )
    answers = {row.person_id: row.given for row in found}
    people = select(Person).join(Participant, Participant.person_id == Person.id)
    if team_ids is None:
        people = people.where(Participant.camp_id == camp_id, Participant.state == "accepted")
    else:
        people = people.join(Seat, Seat.participant_id == Participant.id)
        people = people.where(Seat.team_id.in_(team_ids), Seat.left_at.is_(None))
    return (one for one in session.scalars(people) if answers.get(one.id))


def hidden(cells: Mapping[str, int]) -> dict[str, int | None]:
    """Return the cells, the largest first, and `OTHER` as null where some are left out unnamed.

    The whole less what is shown tells what is left out together: so the smallest of the others
    are left out too, until it is at least two cells and `SMALL` people.
    """
    ordered = sorted(cells.items(), key=lambda pair: (-pair[1], pair[0]))
    small = {name: count for name, count in ordered if 0 < count < SMALL}
    large = [pair for pair in ordered if pair[1] >= SMALL]
    while small and large and (len(small) < 2 or sum(small.values()) < SMALL):
        name, count = large.pop()
        small[name] = count
    shown: dict[str, int | None] = {n: count for n, count in ordered if n not in small}
    return {**shown, OTHER: None} if small else shown


def publish(session: Session, *, camp_id: str, text: str, by: str, now: datetime) -> DonorPage:
    """Publish the figures of now, with the officer's words. Equal ones stay as they are."""
    camp = hold(session, camp_id)
    said = told(text, most=2000)
    found = figures(session, camp)
    last = latest(session, camp_id)
    if last is not None and (last.figures, last.text) == (found, said):
        return last
    page = DonorPage(
        id=new_id(), camp_id=camp_id, version=(last.version if last else 0) + 1, figures=found,
        text=said, at=now, by=by,
    )  # fmt: skip
    session.add(page)
    record(session, DonorPagePublished(camp_id=camp_id, by=by, version=page.version))
    return page


def latest(session: Session, camp_id: str) -> DonorPage | None:
    """Return what stands published now."""
    return session.scalars(
        select(DonorPage).filter_by(camp_id=camp_id).order_by(DonorPage.version.desc()).limit(1)
    ).one_or_none()
