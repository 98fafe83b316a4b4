"""Two rules that are looked at and never published: the same sum for each, and a floor with tops.

Both go down the official order, never skip to a cheaper project, and give nobody more than the ask.
"""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from scoring.awards import Halt
from scoring.walk import Walk


def same_sum(walk: Walk, blocks: Sequence[tuple[str, ...]]) -> None:
    """Give whom the line funds an equal part of the envelope, the full award at most.

    What a part is more than an award stays unspent, as does what does not divide.
    """
    envelope = walk.left
    for block in blocks:
        walk.visit(block, skip=False)
    funded = [award.project for award in walk.awards]
    if not funded:
        return
    part = envelope // len(funded)
    _give_anew(walk, {project: min(part, walk.most[project]) for project in funded}, envelope)


def floor_and_tops(walk: Walk, blocks: Sequence[tuple[str, ...]]) -> None:
    """Give everybody the smallest award while the money lasts, then fill up from the first place.

    Without a smallest award it is the line itself. An open tie is never cut: where it stops the
    floor nothing is filled up, and where it stops the filling its projects keep their floor.
    """
    if not walk.min_award:
        for block in blocks:
            walk.visit(block, skip=False)
        return
    envelope = walk.left
    floors = {project: min(walk.min_award, most) for project, most in walk.most.items()}
    low = replace(walk, most=floors, share=Fraction(1), awards=[], passed=walk.passed)
    for block in blocks:
        low.visit(block, skip=False)
    walk.stopped = low.stopped
    given = {award.project: award.amount for award in low.awards}
    left = low.left
    for block in blocks if not _is_tied(low.stopped) else ():
        needs = {
            p: walk.most[p] - given[p] for p in block if p in given and walk.most[p] > given[p]
        }
        if 0 < left < sum(needs.values()) and len(needs) > 1:
            walk.stopped = Halt(tuple(needs), "tie", left)
            break
        for project, need in needs.items():
            given[project] += min(need, left)
            left -= min(need, left)
    _give_anew(walk, given, envelope)


def _is_tied(stopped: Halt | None) -> bool:
    return stopped is not None and stopped.reason == "tie"


def _give_anew(walk: Walk, amounts: dict[str, int], envelope: int) -> None:
    """Put these awards in place of those of the walk."""
    walk.awards, walk.left = [], envelope
    walk.award(amounts)
    if walk.stopped is not None and not _is_tied(walk.stopped):
        reason = "short" if walk.left else "spent"
        walk.stopped = Halt(walk.stopped.projects, reason, walk.left)
