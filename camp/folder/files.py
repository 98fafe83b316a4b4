"""The files of a folder, read from a disk and written to it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from camp.folder.faults import Fault, FaultyFolder

PARTS = (
    "programme", "portfolio", "camp", "schedule", "incidents", "staff", "participants", "ideas",
    "votes", "teams", "mentors", "mentor_feedback", "rubric", "jurors", "scores", "deliberation",
    "audience_vote", "grants", "cafes", "debate", "trainings", "volunteers", "internships",
)  # fmt: skip
"""Every file of format 1, without its ending. All must be there; an empty one is [] or {}."""

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


def write(folder: Path, data: Mapping[str, Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for part, body in data.items():
        text = json.dumps(body, ensure_ascii=False, indent=1)
        (folder / f"{part}.json").write_text(text + "\n", encoding="utf-8")
