"""A juror's receipt: the same however often a ballot is sent, and none for a draft."""

from camp.web.qr import qr
from tests.jury.test_casting_ballots import body


def test_the_receipt_stands_where_a_juror_looks_for_it(bench):
    jasur = bench.program("Jasur")
    said = jasur.put(bench.ballot_url("Kaft"), body()).json["receipt"]
    again = jasur.put(bench.ballot_url("Kaft"), body()).json["receipt"]
    draft = jasur.put(bench.ballot_url("Saksovul"), body(state="draft")).json["receipt"]

    pages = [
        bench.browser("Jasur").get(bench.url(path)).text
        for path in ("/scores", f"/teams/{bench.teams['Kaft']}")
    ]
    assert (again, draft, [page.count(said) for page in pages]) == (said, "", [1, 1])


def test_a_camera_reads_the_newest_receipt_as_the_check_takes_it(bench):
    jasur, expected = bench.program("Jasur"), ""
    for team in ("Kaft", "Saksovul"):
        expected = jasur.put(bench.ballot_url(team), body()).json["receipt"]

    page = bench.browser("Jasur").get(bench.url("/scores")).text

    digits = expected.replace(" ", "").upper()
    assert str(qr(digits, "The newest receipt as a QR code", "qr--root")) in page
