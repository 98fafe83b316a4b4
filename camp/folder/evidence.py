"""What grantees sent, beside the files of a folder: each under its SHA-256."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.models import Camp
from camp.folder.faults import Fault, FaultyFolder
from camp.folder.files import Data
from camp.followup import files
from camp.followup.models import Evidence


def bring(folder: Path, data: Data, data_folder: Path) -> None:
    """Put the folder's files into the data folder. Raises FaultyFolder for missing or changed."""
    named = {(grant, one["sha256"]) for grant, one in _named(data)}
    found, faults = {}, []
    for grant, digest in sorted(named):
        file = folder / files.FOLDER / digest
        content = file.read_bytes() if digest.isalnum() and file.is_file() else b""
        if sha256(content).hexdigest() == digest:
            found[digest] = content
        else:
            faults.append(Fault("grants.json", grant, "files", f"the file evidence/{digest}"))
    if faults:
        raise FaultyFolder(faults)
    for digest, content in found.items():
        files.put(data_folder, digest, content)


def beside(session: Session, camp: Camp, data_folder: Path) -> dict[str, bytes]:
    """Return the files of a camp by their names in an export; one that is gone is left out."""
    digests = session.scalars(select(Evidence.digest).filter_by(camp_id=camp.id).distinct())
    found = files.read_all(data_folder, digests)
    return {f"{files.FOLDER}/{digest}": content for digest, content in sorted(found.items())}


def _named(data: Data) -> Iterator[tuple[str, dict[str, Any]]]:
    for grant in data["grants"]:
        for part in ("conditions", "reports", "receipts"):
            for owner in grant.get(part, []):
                for one in owner.get("files", []):
                    yield grant["id"], one
