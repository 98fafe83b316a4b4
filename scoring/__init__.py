"""Turn a jury's ballots into scores, places and a proposal for the awards. Arithmetic only."""

from scoring.allocate import propose
from scoring.assign import plan, replan
from scoring.audit import Seal, canonical_json, digest, seal
from scoring.awards import Award, Halt, Infeasible, Proposal, Quota
from scoring.ballots import Ballot, BallotTable
from scoring.equate import Equated, equate
from scoring.explain import Explanation, Step, english, explanation, tie_steps
from scoring.flags import Flag, flags
from scoring.ladder import ChairDecision, Rung
from scoring.live import LiveBoard
from scoring.model import MODES, Fit, fit
from scoring.nexts import line_odds, next_for
from scoring.odds import OtherJury, funding_odds, other_juries
from scoring.panels import Group
from scoring.ranks import Outlook, outlook
from scoring.rubric import Criterion, Rubric
from scoring.sittings import KINDS, Move, Plan, Shortage, Sitting, Visit
from scoring.ties import OfficialOrder, Place, Tie, official_order

__all__ = [
    "KINDS",
    "MODES",
    "Award",
    "Ballot",
    "BallotTable",
    "ChairDecision",
    "Criterion",
    "Equated",
    "Explanation",
    "Fit",
    "Flag",
    "Group",
    "Halt",
    "Infeasible",
    "LiveBoard",
    "Move",
    "OfficialOrder",
    "OtherJury",
    "Outlook",
    "Place",
    "Plan",
    "Proposal",
    "Quota",
    "Rubric",
    "Rung",
    "Seal",
    "Shortage",
    "Sitting",
    "Step",
    "Tie",
    "Visit",
    "canonical_json",
    "digest",
    "english",
    "equate",
    "explanation",
    "fit",
    "flags",
    "funding_odds",
    "line_odds",
    "next_for",
    "official_order",
    "other_juries",
    "outlook",
    "plan",
    "propose",
    "replan",
    "seal",
    "tie_steps",
]
