"""The files of a folder, read from a disk and written to it."""

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from camp.folder.faults import Fault, FaultyFolder

PARTS = (
    "programme", "portfolio", "camp", "schedule", "incidents", "staff", "participants", "ideas",
    "votes", "teams", "mentors", "mentor_feedback", "rubric", "jurors", "scores", "deliberation",
    "audience_vote", "grants", "cafes", "debate", "trainings", "volunteers", "internships",
)  # fmt: skip
"""Every file of format 1, without its ending. All must be there; an empty one is [] or {}."""

MANIFEST = "manifest.json"

Data = dict[str, Any]


def read(folder: Path) -> Data:
    """Return the folder's parts. Raises FaultyFolder for files that are missing or no JSON."""
    faults, data = [], {}
    for part in PARTS:
        try:
            text = (folder / f"{part}.json").read_text(encoding="utf-8")
            data[part] = json.loads(text)
        except FileNotFoundError:
            faults.append(Fault(f"{part}.json", "", "", "the file is missing"))
        except UnicodeDecodeError:
            faults.append(Fault(f"{part}.json", "", "", "text in UTF-8"))
        except json.JSONDecodeError as error:
            faults.append(Fault(f"{part}.json", f"line {error.lineno}", "", f"JSON ({error.msg})"))
    if faults:
        raise FaultyFolder(faults)
    return data


def texts(data: Mapping[str, Any], beside: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files by name: the parts, those that stand beside them, and the manifest.

    `manifest.json` names every file with its SHA-256; the seal is that of the manifest.
    """
    made = {
        f"{part}.json": (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode()
        for part, body in data.items()
    } | dict(beside)
    digests = {name: sha256(text).hexdigest() for name, text in sorted(made.items())}
    made[MANIFEST] = (json.dumps({"files": digests}, indent=1) + "\n").encode()
    return made


def write(folder: Path, data: Mapping[str, Any], beside: Mapping[str, bytes]) -> str:
    """Write the files of a camp; return the seal of it all."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts(data, beside).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(text)
    return seal(folder)


def seal(folder: Path) -> str:
    """Return the seal of an export, "" for a folder that has none."""
    manifest = folder / MANIFEST
    return sha256(manifest.read_bytes()).hexdigest() if manifest.exists() else ""
