"""What is wiped or erased leaves no files and no names behind."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from camp.control import erasing, rehearsing
from camp.core.models import LogEntry
from camp.followup import files
from camp.followup.models import Agreement, Evidence
from camp.people.signin import actor_of
from tests.grants.court import MILLION


def wipe(field, digest):
    """Wipe a rehearsal in which somebody had sent this file, too, and one of its own."""
    own = field.kept(colour=(200, 200, 10))

    def sent(session):
        twin = rehearsing.begin_rehearsal(
            session, camp_id=field.camp.id, by=field.id("Aziza"), now=field.clock()
        )
        like = session.scalars(select(Evidence)).first()
        for number, name in enumerate((own.digest, digest)):
            session.add(
                Evidence(
                    id=f"rehearsed{number}", camp_id=twin.id, award_id=like.award_id,
                    owner_id="rehearsed", digest=name, media=like.media, size=1, at=field.clock(),
                )
            )  # fmt: skip

    field.db.write(sent)
    field.db.write(
        lambda session: rehearsing.wipe_rehearsal(
            session, camp_id=field.camp.id, by=field.id("Aziza")
        )
    )
    return own.digest


def test_a_wiped_rehearsal_takes_its_files_along_and_no_others(running):
    shared = running.kept(colour=(1, 2, 3))
    running.receipt(MILLION, kept=shared)

    own = wipe(running, shared.digest)

    running.db.settle()
    data = running.app.extensions["config"].data
    assert not files.place(data, own).exists()
    assert files.read(data, shared.digest) is not None


def test_a_file_that_is_swept_just_before_its_receipt_is_written_is_there_again(running):
    running.receipt(MILLION)
    sent = running.kept(colour=(1, 2, 3))
    wipe(running, sent.digest)
    running.db.settle()
    data = running.app.extensions["config"].data
    assert not files.place(data, sent.digest).exists()

    running.receipt(MILLION, kept=sent)

    assert files.read(data, sent.digest) is not None


def test_what_no_row_names_goes_after_a_day(running):
    data = running.app.extensions["config"].data
    named, stray, fresh = (running.kept(colour=(80 * n, 9, 9)).digest for n in (1, 2, 3))
    running.receipt(MILLION, kept=running.kept(colour=(80, 9, 9)))
    long_ago = (datetime.now(UTC) - timedelta(days=2)).timestamp()
    for digest in (named, stray):
        os.utime(files.place(data, digest), (long_ago, long_ago))

    running.app.extensions["sweep"].forget(now=datetime.now(UTC))

    assert [files.place(data, one).exists() for one in (named, stray, fresh)] == [True, False, True]


def erase_bobur(field, name="Bobur"):
    """Erase the lead, and return the agreement as it stands then."""

    def verb(session):
        erasing.erase(
            session, camp_id=field.camp.id, person_id=field.id("Bobur"), name=name,
            reason="Asked for it", now=field.clock(),
            who=actor_of(session, field.id("Aziza"), pin_given=True),
        )  # fmt: skip

    field.db.write(verb)
    with field.db.read() as session:
        return session.query(Agreement).one()


@pytest.mark.parametrize(
    ("name", "signatory", "payee"),
    [
        ("Bobur", "Bobur, lead", "BOBUR"),
        ("Bobur Karimov", "Karimov Bobur", "Karimov Bobur, lead"),
    ],
    ids=["as he is called", "surname first"],
)
def test_who_is_erased_stands_in_no_agreement(running, name, signatory, payee):
    running.call_bobur(name)
    running.sign_agreement(signatory=signatory, payee=payee)

    agreement = erase_bobur(running, name)

    assert (agreement.signatory, agreement.payee) == (erasing.NAMELESS, erasing.NAMELESS)
    last = name.split()[-1].lower()
    with running.db.read() as session:
        signed = session.query(LogEntry).filter_by(kind="AgreementSigned")
        assert not [one for one in signed if last in str(one.content).lower()]


def test_erasing_a_short_name_leaves_longer_ones(running):
    running.call_bobur("Ali")
    running.sign_agreement(signatory="Alisher Usmonov", payee="Alisher Usmonov")

    agreement = erase_bobur(running, "Ali")

    assert (agreement.signatory, agreement.payee) == ("Alisher Usmonov", "Alisher Usmonov")
