"""The lamps of the machine itself: the fence, the disk and the backups."""

from datetime import datetime

from camp.control.problems import HURTS, WARNS, Problem
from camp.core.machine import LITTLE, Machine


def lamps(machine: Machine, now: datetime) -> list[Problem]:
    """Return what the machine is short of. It is put right at the laptop, so no place is named."""
    found = []
    if machine.is_fenced:
        found.append(Problem("fenced", HURTS, ""))
    if machine.is_full(now):
        found.append(Problem("disk_full", HURTS, ""))
    elif machine.free is not None and machine.free < LITTLE:
        found.append(Problem("disk_low", WARNS, "", count=machine.free // 1_000_000))
    if machine.is_fenced:
        return found
    if machine.backup_fault == "second":
        found.append(Problem("backup_second", HURTS, ""))
    elif machine.backup_fault:
        found.append(Problem("backup_failed", HURTS, ""))
    elif machine.is_stale(now):
        found.append(Problem("backup_old", HURTS, ""))
    return found
