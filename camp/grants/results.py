"""What a published result tells: the public its awards, a team its own numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.ledger import root_at
from camp.core.models import Camp
from camp.grants.appeals import own_team, window_closes
from camp.grants.events import ResultPublished
from camp.grants.models import Publication
from camp.grants.proposal import drawn_again, proposal
from camp.grants.publishing import latest
from camp.grants.ranking import ranking
from camp.jury.drawing import Drawing, draw
from camp.jury.models import Round
from camp.teams.models import Team
from scoring import OtherJury

SCORE = (
    "place", "points", "raw", "raw_place", "ballots", "low", "high", "rank_low", "rank_high",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Awarded:
    """One line of the public list. A reserve team has its place and no amount."""

    team_id: str
    number: int
    name: str
    one_liner: str
    kind: str
    amount: int
    order: int | None
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublicResult:
    """What everybody may see: who gets how much, and who is in reserve. No points, no places."""

    version: int
    at: datetime
    fingerprint: str
    currency: str
    envelope: int
    awards: tuple[Awarded, ...]
    reserve: tuple[Awarded, ...]
    appeal_until: datetime
    root: str
    """The root of the ledger once it held this version."""

    @property
    def given(self) -> int:
        return sum(award.amount for award in self.awards)


@dataclass(frozen=True, slots=True)
class OwnResult:
    """What a team is told about itself; of others only the names of those it was tied with."""

    team: Team
    line: Awarded
    decision: Mapping[str, Any]
    ask: int
    score: Mapping[str, Any]
    juries: tuple[OtherJury, ...]
    """What equally likely juries would have given it; empty where the method does not know."""
    steps: tuple[Mapping[str, Any], ...]
    criteria: tuple[Mapping[str, Any], ...]
    comments: tuple[str, ...]
    tied_with: tuple[str, ...]
    names: Mapping[str, str]
    published: Publication
    scale: tuple[int, int]
    currency: str
    appeal_until: datetime

    @property
    def doubt(self) -> Mapping[str, Any]:
        """What is told in sentences; the interval stands among the steps."""
        juries = sum(jury.funded for jury in self.juries) if self.juries else None
        return {**self.score, "low": None, "juries": juries}

    @property
    def drawing(self) -> Drawing | None:
        """The team's points and their doubt on an axis of its own; None where none is told."""
        if self.score["low"] is None:
            return None
        named = {"team": self.team.id, "name": self.team.name}
        points = {"score": self.score["points"], "raw_mean": self.score["raw"]}
        return draw([{**self.score, **named, **points}])


def public_result(session: Session, camp: Camp) -> PublicResult | None:
    """Return the published awards in official order and the reserve in its own; else None."""
    published = latest(session, camp.id)
    if published is None:
        return None
    result = published.result
    teams = _teams(session, camp.id)
    lines = [_line(teams[team], said) for team, said in result["teams"].items()]
    order = {team: place for place, team in enumerate(result["order"])}
    awards = sorted(
        (line for line in lines if line.amount), key=lambda one: order.get(one.team_id, len(order))
    )
    reserve = sorted((one for one in lines if one.order), key=lambda one: one.order or 0)
    return PublicResult(
        version=published.version,
        at=published.at,
        fingerprint=published.fingerprint,
        currency=result["currency"],
        envelope=result["envelope"],
        awards=tuple(awards),
        reserve=tuple(reserve),
        appeal_until=window_closes(camp, published),
        root=root_at(session, camp.id, ResultPublished.__name__),
    )


def own_result(session: Session, camp: Camp, team_id: str) -> OwnResult | None:
    """Return what one team is told; None before the publication, or if it was not judged."""
    published = latest(session, camp.id)
    if published is None or team_id not in published.result["teams"]:
        return None
    result, said = published.result, published.result["teams"][team_id]
    teams = _teams(session, camp.id)
    steps = said.get("steps", [])
    tied = {team for step in steps for team in step["facts"].get("projects", [])} - {team_id}
    return OwnResult(
        team=teams[team_id],
        line=_line(teams[team_id], said),
        decision=said["decision"],
        ask=said["ask"],
        score={key: said.get(key) for key in SCORE},
        juries=() if said.get("low") is None else _juries(session, camp, published, team_id),
        steps=tuple(steps),
        criteria=tuple(_criteria(result, said)),
        comments=tuple(said["comments"]),
        tied_with=tuple(
            teams[team].name
            for team in result["order"]
            if team in tied and any(step["key"] == "tied" for step in steps)
        ),
        names={team: teams[team].name for team in (*sorted(tied), team_id) if team in teams},
        published=published,
        scale=(result["scale"][0], result["scale"][1]),
        currency=result["currency"],
        appeal_until=window_closes(camp, published),
    )


def has_own_result(session: Session, camp: Camp, person_id: str) -> bool:
    """Return whether a result was published that tells something about the person's team."""
    published = latest(session, camp.id)
    return bool(published and own_team(session, camp.id, person_id) in published.result["teams"])


def _juries(
    session: Session, camp: Camp, published: Publication, team_id: str
) -> tuple[OtherJury, ...]:
    # Made anew, not published: it must not change a fingerprint. Who withdrew since still counts.
    ranked = ranking(session, camp, session.get_one(Round, published.round_id))
    made = replace(proposal(session, camp, ranked), gone=frozenset())
    return drawn_again(ranked, made, team_id)


def _criteria(result: Mapping[str, Any], said: Mapping[str, Any]) -> list[dict[str, Any]]:
    total = sum(one["weight"] for one in result["criteria"])
    return [
        {
            **one,
            "share": round(100 * one["weight"] / total),
            "mean": said["criteria"][one["key"]],
            "median": result["medians"][one["key"]],
        }
        for one in result["criteria"]
        if one["key"] in said.get("criteria", {})
    ]


def _line(team: Team, said: Mapping[str, Any]) -> Awarded:
    decision = said["decision"]
    return Awarded(
        team_id=team.id,
        number=team.number,
        name=team.name,
        one_liner=team.one_liner,
        kind=decision["kind"],
        amount=decision["amount"],
        order=decision["order"],
        conditions=tuple(decision["conditions"]),
    )


def _teams(session: Session, camp_id: str) -> dict[str, Team]:
    return {team.id: team for team in session.scalars(select(Team).filter_by(camp_id=camp_id))}
