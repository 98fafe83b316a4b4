"""The jury's deliberation: result, sitting, decisions, publication and appeals, in and out."""

from typing import Any

from sqlalchemy import select

from camp.core.ids import new_id
from camp.core.money import as_number, to_major, to_minor
from camp.core.phases import has_reached
from camp.folder.files import Data
from camp.folder.places import Places, ids_in_order, moment
from camp.grants import publishing
from camp.grants.models import Appeal, Decision, Hand, Publication, Sitting
from camp.jury import rounds
from camp.jury.models import Round


def bring(places: Places, data: Data) -> None:
    told, camp = data["deliberation"], places.camp
    round_: Round | None = places.rows.get("round")
    if round_ is None or not has_reached(camp, "deliberation"):
        return
    frozen_at = moment(told.get("ranking_frozen_at", camp.ends_at.isoformat()))
    closed_at = frozen_at or moment(told.get("opened_at")) or camp.ends_at
    rounds.close_round(places.session, round_id=round_.id, by=None, now=closed_at)
    round_.frozen_at = frozen_at
    if not told.get("opened_at"):
        return
    sitting = Sitting(id=new_id(), camp_id=camp.id, round_id=round_.id)
    sitting.opened_at = moment(told["opened_at"]) or closed_at
    sitting.closed_at = moment(told.get("closed_at"))
    sitting.present = [str(places.id(ref)) for ref in told["present"]]
    sitting.signed_by = [str(places.id(ref)) for ref in told["signed_by"]]
    sitting.notes = [{"at": note["t"], "text": note["text"], "by": None} for note in told["notes"]]
    sitting.tie_reasons = {
        ",".join(str(places.id(ref)) for ref in tie["order"]): tie["reason"]
        for tie in told.get("ties", [])
    }
    places.store(sitting)
    for given in told.get("hands", []):
        hand = Hand(round_id=round_.id, camp_id=camp.id, vote=given["vote"])
        hand.team_id, hand.juror_id = str(places.id(given["team"])), str(places.id(given["juror"]))
        hand.at = moment(given["at"]) or sitting.opened_at
        places.store(hand)
    decisions = told["decisions"]
    for row_id, given in zip(ids_in_order(len(decisions)), decisions, strict=True):
        places.store(_decision(places, given, sitting, row_id))
    published_at = moment(told.get("published_at"))
    if published_at:
        publishing.publish_again(places.session, camp=camp, now=published_at)
    for number, given in enumerate(told["appeals"], start=1):
        places.store(_appeal(places, given, number))


def _decision(places: Places, given: dict[str, Any], sitting: Sitting, row_id: str) -> Decision:
    row = Decision(id=row_id, camp_id=places.camp.id, round_id=sitting.round_id, revision=1)
    row.team_id, row.decision = str(places.id(given["team"])), given["decision"]
    row.kind, row.position = given.get("kind", ""), given.get("order")
    row.amount = to_minor(given.get("amount", 0), places.camp.currency)
    row.conditions, row.reason = given.get("conditions", []), given.get("reason", "")
    row.votes, row.note = given.get("votes", {}), given.get("note", "")
    row.at = sitting.closed_at or sitting.opened_at
    return row


def _appeal(places: Places, given: dict[str, Any], number: int) -> Appeal:
    appeal = Appeal(id=new_id(), camp_id=places.camp.id, team_id=str(places.id(given["team"])))
    ground, _, text = given["ground"].partition(": ")
    appeal.ground, appeal.text = ground, text
    appeal.at = moment(given["at"]) or places.camp.ends_at
    outcome, _, answer = (given.get("outcome") or "").partition(": ")
    appeal.outcome, appeal.answer = outcome.replace(" ", "_"), answer
    appeal.decided_at = moment(given.get("decided_at"))
    return appeal


def give(places: Places) -> Data:
    camp, session = places.camp, places.session
    sitting = session.scalars(select(Sitting).filter_by(camp_id=camp.id)).first()
    if sitting is None:
        return {"deliberation": {}}
    round_ = session.get_one(Round, sitting.round_id)
    decisions = session.scalars(select(Decision).filter_by(camp_id=camp.id, is_current=True)).all()
    published = session.scalars(
        select(Publication).filter_by(camp_id=camp.id).order_by(Publication.version.desc())
    ).first()
    appeals = session.scalars(select(Appeal).filter_by(camp_id=camp.id).order_by(Appeal.at))
    told = {
        "opened_at": places.time(sitting.opened_at),
        "closed_at": places.time(sitting.closed_at),
        "present": [places.refs[one] for one in sitting.present],
        "ranking_used": camp.settings.score_mode,
        "ranking_frozen_at": places.time(round_.frozen_at),
        "notes": [{"t": note["at"], "text": note["text"]} for note in sitting.notes],
        "decisions": [_told(places, row) for row in sorted(decisions, key=_order)],
        "total_awarded": as_number(to_major(sum(row.amount for row in decisions), camp.currency)),
        "signed_by": [places.refs[one] for one in sitting.signed_by],
        "published_at": places.time(published.at) if published else None,
        "appeals": [_told_appeal(places, appeal) for appeal in appeals],
    }
    return {"deliberation": told | _voices(places, sitting)}


def _voices(places: Places, sitting: Sitting) -> dict[str, Any]:
    """Return jurors' own votes and the chair's sentences on ties, where there are any."""
    refs = places.refs
    found = places.session.scalars(select(Hand).filter_by(round_id=sitting.round_id))
    hands = [
        {
            "team": refs[one.team_id],
            "juror": refs[one.juror_id],
            "vote": one.vote,
            "at": places.time(one.at),
        }
        for one in found
    ]
    told: dict[str, list[Any]] = {
        "hands": sorted(hands, key=lambda one: (str(one["team"]), str(one["juror"]))),
        "ties": [
            {"order": [refs[team] for team in key.split(",")], "reason": reason}
            for key, reason in sitting.tie_reasons.items()
        ],
    }
    return {name: rows for name, rows in told.items() if rows}


def _order(row: Decision) -> tuple[int, int, str]:
    kinds = ("award", "reserve", "not_awarded")
    return kinds.index(row.decision), row.position or 0, row.id


def _told(places: Places, row: Decision) -> dict[str, Any]:
    told: dict[str, Any] = {"team": places.refs[row.team_id], "decision": row.decision}
    if row.decision == "award":
        told |= {
            "amount": as_number(to_major(row.amount, places.camp.currency)),
            "kind": row.kind,
            "conditions": row.conditions,
            "votes": row.votes,
        }
    optional = {"order": row.position, "reason": row.reason, "note": row.note}
    return told | {key: value for key, value in optional.items() if value}


def _told_appeal(places: Places, appeal: Appeal) -> dict[str, Any]:
    told = {
        "team": places.refs[appeal.team_id],
        "at": places.time(appeal.at),
        "ground": ": ".join(part for part in (appeal.ground, appeal.text) if part),
    }
    if appeal.outcome:
        outcome = appeal.outcome.replace("_", " ")
        told["outcome"] = ": ".join(part for part in (outcome, appeal.answer) if part)
        told["decided_at"] = places.time(appeal.decided_at)
    return told
