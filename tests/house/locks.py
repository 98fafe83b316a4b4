"""Finds hosts and indexes in locks: such a lock works on one machine only."""

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOREIGN = re.compile(
    r"://|^\s*(-i|-f|--(extra-)?index-url|--find-links|--trusted-host)\b", re.MULTILINE
)


def lock_faults(root: Path = ROOT) -> list[str]:
    """A sentence for each fault of the locks in a folder."""
    locks = sorted(root.glob("requirements*.lock"))
    faults = [
        f"{lock.name} names a host or an index."
        for lock in locks
        if FOREIGN.search(lock.read_text("utf-8"))
    ]
    npm = (root / "package-lock.json", root / "tests/audit/package-lock.json")
    for lock in filter(Path.exists, npm):
        packages = json.loads(lock.read_text("utf-8"))["packages"]
        named = sorted(name for name, package in packages.items() if "resolved" in package)
        faults += [f'{lock.name} holds "resolved" for {name}.' for name in named]
    return faults


if __name__ == "__main__":
    sys.exit("\n".join(lock_faults()) or 0)
