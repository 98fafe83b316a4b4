"""The ledger as files beside a folder's parts: all that `camp verify` needs to count again.

`ledger.jsonl` has a line for each entry of the log, the very text whose SHA-256 is its hash. It
tells nothing private; `openings.jsonl` has what is behind its seals, salt and sealed text.
`results.json` has what was sealed and published, and which id is which team and juror of the
other files.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp import verify
from camp.core.ledger import canonical, text_of
from camp.core.models import Camp, LogEntry
from camp.folder.places import Places
from camp.grants.models import Publication
from camp.jury.models import Juror, Round
from camp.teams.models import Team


def beside(session: Session, camp: Camp) -> Mapping[str, bytes]:
    entries = session.scalars(
        select(LogEntry).filter_by(camp_id=camp.id).order_by(LogEntry.seq)
    ).all()
    opened = [
        canonical([one.seq, {name: [salt, canonical(value)] for name, (salt, value) in pairs}])
        for one in entries
        if (pairs := one.content.items())
    ]
    return {
        "ledger.jsonl": _lines(text_of(one) for one in entries),
        "openings.jsonl": _lines(opened),
        "results.json": (json.dumps(_results(session, camp), indent=1) + "\n").encode(),
        "verify.py": Path(verify.__file__).read_bytes(),
    }


def _lines(texts: Iterable[str]) -> bytes:
    return "".join(f"{text}\n" for text in texts).encode()


def _results(session: Session, camp: Camp) -> dict[str, object]:
    places = Places(session, camp)
    places.load(Team, "T")
    places.load(Juror, "J")
    rounds = session.scalars(select(Round).filter_by(camp_id=camp.id).order_by(Round.id))
    versions = session.scalars(
        select(Publication).filter_by(camp_id=camp.id).order_by(Publication.version)
    )
    return {
        "camp": camp.id,
        "entries": camp.last_seq,
        "root": camp.last_hash,
        "names": places.refs,
        "rounds": {one.id: one.result for one in rounds if one.result},
        "published": [
            {
                "round": one.round_id,
                "version": one.version,
                "fingerprint": one.fingerprint,
                "result": one.result,
            }
            for one in versions
        ],
    }
