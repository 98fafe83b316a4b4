"""What is wrong with a folder: every fault at once, each with its place."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """A file, a record in it (its id or its number), a field and what was expected there."""

    file: str
    record: str
    field: str
    expected: str

    def __str__(self) -> str:
        place = " ".join(part for part in (self.file, self.record, self.field) if part)
        return f"{place}: {self.expected}"


class FaultyFolder(ValueError):
    """The folder cannot be brought in; nothing was written."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = sorted(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
