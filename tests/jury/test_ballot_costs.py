"""What a ballot costs the database, and the receipt that a juror keeps of it."""

from sqlalchemy import event

from tests.jury.bench import Bench
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


def test_a_ballot_takes_the_same_few_statements_whatever_the_jury(app, clock):
    small = Bench(app, clock, teams=("Kaft",))
    large = Bench(app, clock, teams=(*tuple(f"Team {n}" for n in range(9)), "Kaft"))
    large.cast_all(but={("Jasur", "Kaft")})

    counts = [statements(one, lambda one=one: one.cast("Jasur", "Kaft")) for one in (small, large)]

    # Seven of the verb, and one a batch that asks whether this server still leads.
    assert counts == [8, 8]


def statements(bench, call):
    """Count what the verb says to the database, savepoints aside."""
    said = []

    def hear(_connection, _cursor, statement, *_rest):
        if not statement.startswith(("SAVEPOINT", "RELEASE", "BEGIN")):
            said.append(statement)

    event.listen(bench.db.engine, "before_cursor_execute", hear)
    call()
    event.remove(bench.db.engine, "before_cursor_execute", hear)
    return len(said)
