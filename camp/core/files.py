"""Files that are whole and on the disk before they have their name."""

import os
from pathlib import Path


def write_durably(file: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Write beside, wait for the disk, then take the name: nobody ever sees half a file."""
    half = file.with_name(f"{file.name}.{os.getpid()}.half")
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    half.replace(file)
