"""Removing files that no row names: a wiped rehearsal's, and those of writes that were refused."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.control.events import RehearsalWiped
from camp.core.events import Announced
from camp.core.work import Database
from camp.followup import files
from camp.followup.models import Evidence

OLD = timedelta(days=1)
"""How long a file may wait for its row: an import puts its files there first."""


class Sweep:
    """Hears of every fact, and sweeps once a wiped rehearsal is durably gone."""

    def __init__(self, database: Database, data: Path) -> None:
        self._database, self._data = database, data

    def __call__(self, announced: Announced) -> None:
        if isinstance(announced.fact, RehearsalWiped) and announced.fact.files:
            self.drop(announced.fact.files)

    def forget(self, *, now: datetime) -> None:
        """Drop what a refused write or a server that was stopped has left lying."""
        self.drop(files.older(self._data, now - OLD))

    def drop(self, digests: Iterable[str]) -> None:
        """Drop those that no row names, in the writer's turn: who names one next puts it back."""

        def verb(session: Session) -> None:
            named = set(session.scalars(select(Evidence.digest)))
            for digest in set(digests) - named:
                files.drop(self._data, digest)

        self._database.write(verb, past_fence=True)
