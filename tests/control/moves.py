"""Moving a camp through the API, and what its answers say."""

from camp.core.models import Camp
from camp.ideas.models import Idea


def put(cast, name, phase, reason="", **more):
    return cast.program(name).put(
        f"/camps/{cast.slug}/phase", {"phase": phase, "reason": reason}, **more
    )


def lacks(answer):
    return [one["what"] for one in answer.json["missing"]]


def phase_of(cast):
    with cast.db.read() as session:
        return session.get_one(Camp, cast.camp.id).phase


def add(cast, *rows):
    cast.db.write(lambda session: session.add_all(rows))


def idea(cast, **fields):
    return Idea(
        camp_id=cast.camp.id, author_id=cast.participant("Bobur").id, title="Kaft",
        made_at=cast.clock(), **{"state": "screened_in", **fields},
    )  # fmt: skip
