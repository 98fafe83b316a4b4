"""Grants in the shape of the 360Giving Data Standard, as JSON and as a table (R60).

A person who receives a grant has no name here, only a code that says nothing; an organisation has
its own. Amounts are in major units of the camp's currency.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from camp.core.errors import Invalid, words
from camp.core.events import hold, record
from camp.core.models import Camp, Programme
from camp.core.money import as_number, to_major
from camp.core.spreadsheets import sheet
from camp.followup import queries
from camp.followup.agreement import plan_of
from camp.followup.events import GrantsExported
from camp.followup.queries import Grant
from camp.grants import publishing
from camp.grants.rules import NotPublished
from camp.people.regions import name_of

PREFIX = "360G-camp"
"""Stands before every id until the publisher has a prefix of the standard's register."""
GIVEN = ("accepted", "contracted", "suspended", "completed")
INDIVIDUAL = "Individual"
HEADS = {
    "id": "Identifier",
    "title": "Title",
    "description": "Description",
    "currency": "Currency",
    "amountAppliedFor": "Amount Applied For",
    "amountAwarded": "Amount Awarded",
    "amountDisbursed": "Amount Disbursed",
    "awardDate": "Award Date",
    "plannedDates/0/startDate": "Planned Dates:Start Date",
    "plannedDates/0/endDate": "Planned Dates:End Date",
    "recipientOrganization/0/id": "Recipient Org:Identifier",
    "recipientOrganization/0/name": "Recipient Org:Name",
    "recipientIndividual/id": "Recipient Ind:Identifier",
    "recipientIndividual/name": "Recipient Ind:Name",
    "fundingOrganization/0/id": "Funding Org:Identifier",
    "fundingOrganization/0/name": "Funding Org:Name",
    "grantProgramme/0/code": "Grant Programme:Code",
    "grantProgramme/0/title": "Grant Programme:Title",
    "beneficiaryLocation/0/name": "Beneficiary Location:Name",
    "beneficiaryLocation/0/countryCode": "Beneficiary Location:Country Code",
    "beneficiaryLocation/0/geoCode": "Beneficiary Location:Geographic Code",
    "beneficiaryLocation/0/geoCodeType": "Beneficiary Location:Geographic Code Type",
    "dateModified": "Last Modified",
}
"""Columns of the table by the path in a grant, with the standard's own titles."""


def take(session: Session, *, camp_id: str, prefix: str, by: str, now: datetime) -> dict[str, Any]:
    """Return the package of all grants and note who took it. Raises NotPublished or Invalid."""
    camp = hold(session, camp_id)
    made = package(session, camp, prefix=prefix, now=now)
    record(session, GrantsExported(camp_id=camp_id, by=by))
    return made


def package(session: Session, camp: Camp, *, prefix: str = PREFIX, now: datetime) -> dict[str, Any]:
    """Return `{"grants": [...]}`: every award that was accepted, or paid before it was ended."""
    if not re.fullmatch(r"360G-[A-Za-z0-9]{1,30}", prefix):
        raise Invalid(fields={"prefix": [words("Write a prefix such as 360G-camp.")]})
    published = publishing.latest(session, camp.id)
    if published is None:
        raise NotPublished
    plan = plan_of(session, camp)
    programme = session.get(Programme, camp.programme_id) if camp.programme_id else None
    title = programme.name if programme else camp.name
    common = {
        "currency": camp.currency,
        "awardDate": published.at.astimezone(camp.zone).date().isoformat(),
        "fundingOrganization": [
            {"id": f"{prefix}-funder-{camp.slug}", "name": str(plan.get("funder") or title)}
        ],
        "grantProgramme": [{"code": camp.slug, "title": title}],
        "dateModified": now.isoformat(timespec="seconds"),
    }
    found = queries.grants(session, camp, now)
    return {
        "grants": [
            _grant(camp, one, prefix) | common
            for one in found
            if one.award.state in GIVEN or (one.award.state == "cancelled" and one.paid)
        ]
    }


def _grant(camp: Camp, one: Grant, prefix: str) -> dict[str, Any]:
    asked = sum(line.planned for line in one.lines)
    told: dict[str, Any] = {
        "id": f"{prefix}-{one.award.id}",
        "title": one.team.name,
        "description": one.team.one_liner or one.team.name,
        "amountAwarded": as_number(to_major(one.award.amount, camp.currency)),
        "amountDisbursed": as_number(to_major(one.paid, camp.currency)),
    }
    if asked:
        told["amountAppliedFor"] = as_number(to_major(asked, camp.currency))
    if one.agreement:
        days = {"startDate": one.agreement.signed_on.isoformat()}
        if one.dues:
            days["endDate"] = max(due.milestone.due for due in one.dues).isoformat()
        told["plannedDates"] = [days]
    if one.agreement and one.agreement.to_organisation:
        who = {"id": f"{prefix}-payee-{one.award.id}", "name": one.agreement.payee}
        told["recipientOrganization"] = [who]
    else:
        told["recipientIndividual"] = {
            "id": f"{prefix}-individual-{one.award.id}", "name": INDIVIDUAL
        }  # fmt: skip
    if one.lead and one.lead.region:
        # As on the donors' page, a project stands for its place.
        told["beneficiaryLocation"] = [_place(one.lead.region)]
    return told


def _place(region: str) -> dict[str, str]:
    place = {"name": name_of(region, "en"), "countryCode": region[:2]}
    return place | ({"geoCode": region, "geoCodeType": "ISO 3166-2"} if "-" in region else {})


def table(made: Mapping[str, Any]) -> str:
    """Return the grants as a table with the standard's titles of columns, commas between."""
    rows = ((_at(grant, path.split("/")) for path in HEADS) for grant in made["grants"])
    return sheet(HEADS.values(), rows, between=",")


def _at(found: Any, path: Sequence[str]) -> Any:
    for step in path:
        if isinstance(found, list):
            found = found[int(step)] if int(step) < len(found) else ""
        else:
            found = found.get(step, "") if isinstance(found, dict) else ""
    return found
