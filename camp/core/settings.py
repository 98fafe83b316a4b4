"""What a camp decides for itself: its published rules, with the rulebook's defaults."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """The rules of one camp (rulebook section 4). Each names the rule that it sets."""

    team_min: int = 3
    team_max: int = 6
    """R17: seats of a team."""
    dots: int = 3
    dots_per_idea: int = 2
    self_vote: bool = False
    """R13: dots of a person, at most so many on one idea."""
    vote_grace_minutes: int = 5
    """R13: how long after the close a dot from a phone without network may still arrive."""
    offer_minutes: int = 10
    """R18: how long a freed seat waits for the first of the waiting list."""
    submission_grace_minutes: int = 10
    """R30: how long after the deadline a version is kept as late."""
    jury_seats: int = 7
    quorum: int = 5
    """R34: seats of the jury, and submitted ballots that a team needs."""
    slot_minutes: int = 8
    pitch_minutes: int = 4
    question_minutes: int = 3
    score_minutes: int = 1
    changeover_minutes: int = 2
    break_after: int | None = None
    """The jury's slot; `break_after` is the pitch after which the hall rests."""
    score_mode: str = "full"
    tie_margin: float = 0.5
    tie_ladder: tuple[str, ...] = ("impact", "problem", "wins", "chair")
    """R43, R44: how marks become points and ties are decided; margin in points of 0..100."""
    funding_rule: str = "stop"
    partial_min_share: float = 0.6
    freed_money: str = "reserve"
    merit_floor: float = 0.0
    """R51, R52: how the envelope is walked; the floor in points is for the best set alone."""
    envelope: int = 0
    min_award: int = 0
    max_award: int = 0
    """Whole minor units of the camp's currency."""
    appeal_hours: int = 72
    """R49."""
    offer_days: int = 7
    """R51: how long an offered award may be answered."""
    tranche_shares: tuple[float, ...] = (0.5, 0.4, 0.1)
    documented_share: float = 0.8
    """R54: parts of an award, and how much of the first must have receipts before the second."""
    quotes_two_from: int = 0
    quotes_three_from: int = 0
    """R56: purchases from these amounts on need two, or three, quotes; 0 asks for none."""
    age_min: int = 14
    age_max: int = 30
    lead_age_min: int = 18
    """R4, R22: full years on the camp's first day."""
    live_board: bool = False
    """R42: whether owner and chair opened a public board while the jury scores."""

    def __post_init__(self) -> None:
        # JSON knows no tuples.
        object.__setattr__(self, "tie_ladder", tuple(self.tie_ladder))
        object.__setattr__(self, "tranche_shares", tuple(self.tranche_shares))
