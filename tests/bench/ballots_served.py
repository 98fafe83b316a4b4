"""`python -m tests.bench.ballots_served serve …`: the program, with measured twins of a ballot.

PUT `…/unkept/<team_id>` signs in, checks the rule, the schema and the key as a ballot does, and
answers without writing. With BENCH_ALONE=1 every write has a COMMIT of its own.
"""

import os
import sys

if __name__ == "__main__":
    from gevent import monkey

    monkey.patch_all()

from camp import cli
from camp.core import work
from camp.jury import api
from camp.jury.schemas import BallotIn, BallotOut
from camp.web import writes
from camp.web.guard import rule
from camp.web.writes import Answer, respond

RECEIPT = {"revision": 1, "state": "submitted", "received_at": None, "seq": 1}


@api.bp.put("/rounds/<round_id>/unkept/<team_id>")
@api.bp.arguments(BallotIn)
@api.bp.alt_response(200, schema=BallotOut)
@rule("ballot.write")
def put_unkept(data, round_id, team_id):
    writes._key()
    writes._content()
    return respond(Answer(200, BallotOut().dump(RECEIPT)))


if __name__ == "__main__":
    if os.environ.get("BENCH_ALONE"):
        work.MOST = 1
    cli.main(sys.argv[1:])
