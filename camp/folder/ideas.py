"""Ideas and dots, in and out."""

from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from camp.core.ids import new_id
from camp.core.phases import has_reached
from camp.folder.files import Data
from camp.folder.places import Places, moment, spread, suffixed
from camp.ideas.models import Dot, Idea, JoinWish, Voting

GLOSSED = ("title", "problem", "solution")
PITCHED = ("pitched", "team_formed", "merged", "not_formed")


def bring(places: Places, data: Data) -> None:
    for told in data["ideas"]:
        idea = Idea(id=new_id(), camp_id=places.camp.id, ref=told["id"], title=told["title"])
        idea.author_id = str(places.id(told["author"]))
        idea.problem, idea.solution = told["problem"], told["solution"]
        idea.glosses = {
            key: words
            for name in GLOSSED
            for key, words in spread(name, suffixed(told, name)).items()
        }
        idea.language, idea.region = told["language"], told["region"]
        idea.tags, idea.skills = told["tags"], told["skills_needed"]
        idea.beneficiaries = told["beneficiaries_estimate"]
        idea.state, idea.state_reason = told["status"], told["status_reason"] or ""
        idea.pitch_order = told["pitch_order"]
        proxy = told["pitched_by"] not in places.rows
        idea.pitched_by_id = None if proxy else places.id(told["pitched_by"])
        idea.pitch = "done" if told["status"] in PITCHED else "waiting" if idea.pitch_order else ""
        idea.made_at = places.camp.starts_at
        places.put(told["id"], idea)
        for wish in told.get("joiners", []):
            one = JoinWish(idea_id=idea.id, participant_id=str(places.id(wish["participant"])))
            one.camp_id, one.at = idea.camp_id, moment(wish["at"]) or idea.made_at
            places.store(one)
    for told in data["ideas"]:
        if told["merged_into"]:
            places.rows[told["id"]].merged_into_id = places.id(told["merged_into"])
    _bring_votes(places, data["votes"])


def _bring_votes(places: Places, votes: dict[str, Any]) -> None:
    rule = votes.get("rule") or {}
    if not rule.get("opened_at"):
        return
    voting = Voting(camp_id=places.camp.id, opened_at=moment(rule["opened_at"]))
    voting.closes_at = moment(rule["closed_at"])
    voting.extended_minutes = rule.get("extended_min", 0)
    is_over = has_reached(places.camp, "forming")
    voting.closed_at = voting.closes_at if is_over else None
    voting.state = "revealed" if is_over else "open"
    places.store(voting)
    opened_at = voting.opened_at or places.camp.starts_at
    for place, told in enumerate(votes["votes"]):
        dot = Dot(id=new_id(), camp_id=places.camp.id, dots=told["dots"])
        dot.idea_id = str(places.id(told["idea"]))
        dot.participant_id = str(places.id(told["voter"]))
        # The folder says no times of dots; this keeps their order.
        dot.received_at = opened_at + timedelta(milliseconds=place)
        places.store(dot)


def give(places: Places) -> Data:
    ideas = places.load(Idea, "I")
    rows = places.session.execute(
        select(Dot.idea_id, func.sum(Dot.dots), func.count(Dot.id))
        .where(Dot.camp_id == places.camp.id, Dot.dots > 0)
        .group_by(Dot.idea_id)
    ).all()
    tally = {idea_id: (int(dots), voters) for idea_id, dots, voters in rows}
    wishes = _wishes(places)
    return {
        "ideas": [
            _idea(places, idea, *tally.get(idea.id, (0, 0))) | wishes.get(idea.id, {})
            for idea in ideas
        ],
        "votes": _votes(places, {one: dots for one, (dots, _) in tally.items()}),
    }


def _idea(places: Places, idea: Idea, dots: int, voters: int) -> dict[str, Any]:
    refs = places.refs
    return {
        "id": refs[idea.id],
        "title": idea.title,
        **idea.glosses,
        "language": idea.language,
        "author": refs[idea.author_id],
        "pitched_by": refs[idea.pitched_by_id] if idea.pitched_by_id else None,
        "pitch_order": idea.pitch_order,
        "problem": idea.problem,
        "solution": idea.solution,
        "tags": idea.tags,
        "skills_needed": idea.skills,
        "beneficiaries_estimate": idea.beneficiaries,
        "region": idea.region,
        "status": idea.state,
        "status_reason": idea.state_reason or None,
        "merged_into": refs[idea.merged_into_id] if idea.merged_into_id else None,
        "dots": dots,
        "distinct_voters": voters,
    }


def _wishes(places: Places) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Return who wants to join which idea's team; an idea that nobody wants has no such field."""
    told: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for one in places.session.scalars(
        select(JoinWish)
        .filter_by(camp_id=places.camp.id)
        .order_by(JoinWish.at, JoinWish.participant_id)
    ):
        wish = {"participant": places.refs[one.participant_id], "at": places.time(one.at)}
        told.setdefault(one.idea_id, {"joiners": []})["joiners"].append(wish)
    for wishes in told.values():
        wishes["joiners"].sort(key=lambda wish: (wish["at"], wish["participant"]))
    return told


def _votes(places: Places, tally: dict[str, int]) -> dict[str, Any]:
    voting = places.session.get(Voting, places.camp.id)
    if voting is None:
        return {}
    dots = [
        {
            "voter": places.refs[dot.participant_id],
            "idea": places.refs[dot.idea_id],
            "dots": dot.dots,
        }
        for dot in places.session.scalars(
            select(Dot)
            .where(Dot.camp_id == places.camp.id, Dot.dots > 0)
            .order_by(Dot.received_at, Dot.id)
        )
    ]
    rules = places.camp.settings
    return {
        "rule": {
            "dots_per_person": rules.dots,
            "max_dots_per_idea": rules.dots_per_idea,
            "self_vote": rules.self_vote,
            "opened_at": places.time(voting.opened_at),
            "closed_at": places.time(voting.closed_at or voting.closes_at),
            "extended_min": voting.extended_minutes,
        },
        "ballots": len({dot["voter"] for dot in dots}),
        "dots_cast": sum(tally.values()),
        "tally": {places.refs[one]: n for one, n in tally.items()},
        "votes": dots,
    }
