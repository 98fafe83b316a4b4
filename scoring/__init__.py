"""Turn a jury's ballots into scores, places and a proposal for the awards. Arithmetic only."""

from scoring.allocate import Award, Halt, Proposal, propose
from scoring.audit import Seal, canonical_json, digest, seal
from scoring.ballots import Ballot, BallotTable
from scoring.explain import Explanation, Step, english, explanation
from scoring.ladder import ChairDecision, Rung
from scoring.model import MODES, Fit, fit
from scoring.panels import Group
from scoring.rubric import Criterion, Rubric
from scoring.ties import OfficialOrder, Place, Tie, official_order

__all__ = [
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
    "OfficialOrder",
    "Place",
    "Proposal",
    "Rubric",
    "Rung",
    "Seal",
    "Step",
    "Tie",
    "canonical_json",
    "digest",
    "english",
    "explanation",
    "fit",
    "official_order",
    "propose",
    "seal",
]
