"""Grants as open data have the standard's fields and no person's name (R60)."""

import csv
import json
import re
from datetime import UTC, datetime
from io import StringIO

import pytest

from camp.core.models import Camp, LogEntry
from camp.demo.building import DATA
from camp.folder.carrying import import_folder
from camp.followup import open_data
from camp.people.models import Person
from tests.again import again
from tests.grants.court import Court

NEEDED = {
    "id": str, "title": str, "description": str, "currency": str, "amountAwarded": (int, float),
    "awardDate": str, "fundingOrganization": list,
}  # fmt: skip
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def taken(field, path="grants/360giving"):
    return field.program("Olim").get(f"/camps/{field.slug}/{path}")


def test_the_demo_camp_has_every_field_of_the_standard_and_no_name(db):
    import_folder(db, DATA, now=datetime(2027, 7, 20, 9, tzinfo=UTC))
    with db.read() as session:
        camp = session.query(Camp).one()
        made = open_data.package(session, camp, now=datetime(2027, 7, 20, 9, tzinfo=UTC))
        names = {one.name for one in session.query(Person)}

    assert len(made["grants"]) >= 5
    assert len({one["id"] for one in made["grants"]}) == len(made["grants"])
    for one in made["grants"]:
        assert all(isinstance(one[name], kind) and one[name] for name, kind in NEEDED.items())
        assert ("recipientIndividual" in one) != ("recipientOrganization" in one)
        assert one["id"].startswith("360G-camp-")
        assert DAY.fullmatch(one["awardDate"])
        assert re.fullmatch(r"[A-Z]{3}", one["currency"])
        assert 0 <= one["amountDisbursed"] <= one["amountAwarded"] <= one["amountAppliedFor"]
        for part in ("fundingOrganization", "grantProgramme", "beneficiaryLocation"):
            assert isinstance(one[part], list)
            assert one[part]
        for days in one.get("plannedDates", []):
            assert all(DAY.fullmatch(day) for day in days.values())
        assert one["beneficiaryLocation"][0]["countryCode"] == "UZ"
    told = json.dumps(made, ensure_ascii=False)
    assert not [name for name in names if name in told]
    assert open_data.HEADS["fundingOrganization/0/id"] == "Funding Org:Identifier"


def test_what_was_paid_is_disbursed_and_a_person_is_nobody(running):
    (one,) = taken(running).json["grants"]

    assert (one["title"], one["amountAwarded"], one["amountDisbursed"]) == (
        "Kaft", 40_000_000, 20_000_000,
    )  # fmt: skip
    assert one["recipientIndividual"]["name"] == "Individual"
    assert "Bobur" not in taken(running).text


def test_an_organisation_has_its_name(running):
    running.sign_agreement(to_organisation=True)

    (one,) = taken(running).json["grants"]

    assert one["recipientOrganization"][0]["name"] == "Kelajak Lab"
    assert "recipientIndividual" not in one


def test_the_table_says_the_same_and_the_log_who_took_it(running):
    response = running.browser("Olim").get(f"/camps/{running.slug}/grants/360giving.csv")
    (row,) = csv.DictReader(StringIO(response.text.removeprefix("\ufeff")))

    assert row["Recipient Ind:Name"] == "Individual"
    assert (row["Amount Disbursed"], row["Currency"]) == ("20000000", "UZS")
    with running.db.read() as session:
        entry = session.query(LogEntry).filter_by(kind="GrantsExported").one()
    assert entry.person_id == running.id("Olim")
    page = running.browser("Olim").get(f"/camps/{running.slug}/donors").text
    assert "grants/360giving.json" in page


@pytest.mark.parametrize("prefix", ["360G-kelajak", ""])
def test_ids_carry_the_publishers_own_prefix(running, prefix):
    (one,) = taken(running, f"grants/360giving?prefix={prefix}").json["grants"]

    assert one["id"].startswith((prefix or "360G-camp") + "-")


def test_a_prefix_of_another_shape_is_refused(running):
    assert taken(running, "grants/360giving?prefix=GB-1").status_code == 422


def test_only_who_reads_all_grants_takes_them(running):
    for name in ("Bobur", "Jamila", "Kamol"):
        answer = running.program(name).get(f"/camps/{running.slug}/grants/360giving")
        assert answer.status_code == 403
        page = running.browser(name).get(f"/camps/{running.slug}/grants/360giving.json")
        assert page.status_code == 403


def test_before_the_publication_there_is_nothing(app, clock):
    court = again(Court, app, clock)

    assert taken(court).json["type"].endswith("not-published")
