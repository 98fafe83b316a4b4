"""Removing the files of a wiped rehearsal, once it is durable that no row names them."""

from pathlib import Path

from sqlalchemy import select

from camp.control.events import RehearsalWiped
from camp.core.events import Announced
from camp.core.work import Database
from camp.followup import files
from camp.followup.models import Evidence


class Sweep:
    """Hears of every fact; a file that a camp still names stays."""

    def __init__(self, database: Database, data: Path) -> None:
        self._database, self._data = database, data

    def __call__(self, announced: Announced) -> None:
        fact = announced.fact
        if not isinstance(fact, RehearsalWiped) or not fact.files:
            return
        with self._database.read() as session:
            asked = select(Evidence.digest).where(Evidence.digest.in_(fact.files))
            named = set(session.scalars(asked))
        for digest in set(fact.files) - named:
            files.drop(self._data, digest)
