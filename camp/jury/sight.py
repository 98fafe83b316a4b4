"""Who sees which standings: nothing, the snapshot of the freeze, the live table or the result."""

from dataclasses import dataclass
from typing import Any

from camp.core.models import Camp
from camp.core.rules import JURY, RUNS, Actor, Role
from camp.jury.board import Board
from camp.jury.standings import picture, public_picture

WAITS_FOR_ALL = JURY | {Role.SECRETARY}
"""They see standings once every ballot is in (rulebook R41)."""
WAITS_FOR_FREEZE = RUNS | {Role.PROGRAMME_OFFICER}

PRIVATE = frozenset({"raw_mean", "raw_place", "complete"})
"""Of a team's row: what a public board does not hold."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What one person may see of a round. `kind` is hidden, frozen, live or result."""

    kind: str
    drawn: dict[str, Any]
    full: bool = False
    """Whether raw means and steps are for these eyes, not only the public board."""

    @property
    def teams(self) -> list[dict[str, Any]]:
        """The rows that these eyes may read, best first."""
        found: list[dict[str, Any]] = self.drawn.get("teams", [])
        hidden = frozenset() if self.full else PRIVATE
        return [{key: said for key, said in row.items() if key not in hidden} for row in found]


HIDDEN = Sight("hidden", {})


def sight(stand: Board, camp: Camp, who: Actor, *, quick: bool = False) -> Sight:
    """Return what `who` may see. With `quick` live numbers may be a moment behind the full fit."""
    round_ = stand.round_
    if who.has(camp.id, *WAITS_FOR_ALL):
        if round_.state == "closed" and round_.result is not None:
            return Sight("result", round_.result, full=True)
        if round_.state == "open" and stand.all_in:
            drawn = picture(stand, camp.settings, seq=camp.last_seq, quick=quick)
            return Sight("live", drawn, full=True)
    # A juror who also organises judges first: the snapshot would show the others' marks.
    if who.has(camp.id, *WAITS_FOR_FREEZE) and not who.has(camp.id, *JURY):
        if round_.state == "closed" and round_.result is not None:
            return Sight("result", round_.result, full=True)
        if round_.frozen is not None:
            return Sight("frozen", round_.frozen, full=True)
    if who.has(camp.id, *JURY):
        return HIDDEN
    return public_sight(stand, camp, quick=quick)


def public_sight(stand: Board, camp: Camp, *, quick: bool = False) -> Sight:
    """Return the public board: only where it was opened before the round, complete panels only.

    After closure it stands as it was frozen; without a freeze it is gone until the reveal.
    """
    round_ = stand.round_
    if not camp.settings.live_board:
        return HIDDEN
    if round_.frozen is not None:
        return Sight("frozen", round_.frozen["public"])
    if round_.state == "open":
        drawn = public_picture(stand, camp.settings, seq=camp.last_seq, quick=quick)
        return Sight("live", drawn)
    return HIDDEN
