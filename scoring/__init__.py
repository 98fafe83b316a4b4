"""Turn a jury's ballots into scores, places and a proposal for the awards. Arithmetic only."""

from scoring.allocate import Award, Halt, Proposal, propose
from scoring.assign import plan, replan
from scoring.audit import Seal, canonical_json, digest, seal
from scoring.ballots import Ballot, BallotTable
from scoring.explain import Explanation, Step, english, explanation
from scoring.ladder import ChairDecision, Rung
from scoring.model import MODES, Fit, fit
from scoring.nexts import line_odds, next_for
from scoring.panels import Group
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
    "Explanation",
    "Fit",
    "Group",
    "Halt",
    "Move",
    "OfficialOrder",
    "Place",
    "Plan",
    "Proposal",
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
    "explanation",
    "fit",
    "line_odds",
    "next_for",
    "official_order",
    "plan",
    "propose",
    "replan",
    "seal",
]
