"""Programme, camp, schedule and incidents, in and out."""

from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.control.models import Incident
from camp.core.ids import JOIN_LENGTH, new_code, new_id
from camp.core.models import Camp, Programme
from camp.core.money import as_number, to_major, to_minor
from camp.core.settings import Settings
from camp.folder import certificates, look, questions
from camp.folder.files import Data
from camp.folder.places import Places, day, spread, suffixed
from camp.schedule.models import Item

RULES = {
    "score_mode": "score_mode",
    "tie_margin": "tie_margin",
    "submission_grace_minutes": "submission_grace_minutes",
    "offline_vote_grace_minutes": "vote_grace_minutes",
    "funding_rule": "funding_rule",
    "partial_min_share": "partial_min_share",
    "freed_money": "freed_money",
}
JURY = {
    "seats": "jury_seats",
    "quorum": "quorum",
    "slot_minutes": "slot_minutes",
    "pitch": "pitch_minutes",
    "questions": "question_minutes",
    "score": "score_minutes",
    "changeover": "changeover_minutes",
    "break_after": "break_after",
}
DOTS = {"dots": "dots", "max_per_idea": "dots_per_idea", "self_vote": "self_vote"}


def programme_of(session: Session, data: Data) -> Programme | None:
    """Return the programme of a folder, the one that came with another camp where it is here."""
    plan = data["programme"]
    if not plan.get("name"):
        return None
    found = session.scalars(
        select(Programme).filter_by(ref=plan.get("id"), name=plan["name"]).order_by(Programme.id)
    ).first()
    if found is None:
        found = Programme(id=new_id(), ref=plan.get("id"), name=plan["name"])
        found.names = suffixed(plan, "name")
        session.add(found)
        session.flush()
    return found


def new_camp(data: Data, programme: Programme | None) -> Camp:
    """Return the camp of a folder, in no session yet."""
    told, plan = data["camp"], data["programme"]
    camp = Camp(id=new_id(), ref=told["id"], slug=told["slug"])
    camp.programme_id = programme.id if programme else None
    camp.code = new_code(JOIN_LENGTH)
    camp.name, camp.names = told["name"], suffixed(told, "name")
    camp.theme, camp.themes = told.get("theme", ""), suffixed(told, "theme")
    camp.starts_at = datetime.fromisoformat(told["starts"])
    camp.ends_at = datetime.fromisoformat(told["ends"])
    camp.timezone, camp.currency, camp.phase = told["timezone"], told["currency"], told["phase"]
    camp.place = told["venue"]["name"]
    camp.rooms, camp.wifi = told["venue"].get("rooms", []), told["venue"].get("wifi", "")
    camp.language = (plan.get("languages") or ["en"])[0]
    camp.capacity = told["capacity"]
    camp.settings = _settings(told, plan.get("grant_policy") or {})
    camp.colour = look.colour(told)
    return camp


def _settings(told: dict[str, Any], policy: dict[str, Any]) -> Settings:
    currency, rules = told["currency"], told["rules"]
    amounts = {"per_camp_envelope": "envelope", "min_award": "min_award", "max_award": "max_award"}
    found = {
        "team_min": told["team_size"]["min"],
        "team_max": told["team_size"]["max"],
        "tie_ladder": tuple(rules["tie_ladder"]),
        **{ours: told["ideas_voting"][theirs] for theirs, ours in DOTS.items()},
        **{ours: told["jury"][theirs] for theirs, ours in JURY.items()},
        **{ours: rules[theirs] for theirs, ours in RULES.items()},
        **{ours: to_minor(policy.get(key, 0), currency) for key, ours in amounts.items()},
        "merit_floor": rules.get("merit_floor", 0.0),
        "live_board": rules.get("live_board", False),
    }
    if policy.get("tranches"):
        found["tranche_shares"] = tuple(one["share"] for one in policy["tranches"])
    if "appeal_hours" in policy:
        found["appeal_hours"] = policy["appeal_hours"]
    quotes = policy.get("quotes", {})
    found |= {f"quotes_{key}": to_minor(amount, currency) for key, amount in quotes.items()}
    ages = {"min": "age_min", "max": "age_max", "lead_min": "lead_age_min"}
    found |= {
        ours: policy["age"][key] for key, ours in ages.items() if key in policy.get("age", {})
    }
    return Settings(**found)


def give_camp(places: Places) -> Data:
    """Return the programme and camp files as the tables have them."""
    camp, rules = places.camp, places.camp.settings
    programme = places.session.get(Programme, camp.programme_id) if camp.programme_id else None
    told = {
        "id": camp.ref or "C1",
        "slug": camp.slug,
        "name": camp.name,
        **spread("name", camp.names),
        "theme": camp.theme,
        **spread("theme", camp.themes),
        "starts": places.time(camp.starts_at),
        "ends": places.time(camp.ends_at),
        "timezone": camp.timezone,
        "currency": camp.currency,
        "phase": camp.phase,
        "capacity": camp.capacity,
        "venue": {"name": camp.place, "rooms": camp.rooms, "wifi": camp.wifi},
        "team_size": {"min": rules.team_min, "max": rules.team_max},
        "ideas_voting": {theirs: getattr(rules, ours) for theirs, ours in DOTS.items()},
        "jury": {theirs: getattr(rules, ours) for theirs, ours in JURY.items()},
        "rules": {
            **{theirs: getattr(rules, ours) for theirs, ours in RULES.items()},
            "tie_ladder": list(rules.tie_ladder),
            **({"merit_floor": rules.merit_floor} if rules.merit_floor else {}),
            **({"live_board": True} if rules.live_board else {}),
        },
        **look.give(places),
        **certificates.give(places),
    }
    # A camp that was made on pages has no programme; its folder says so by an empty name.
    plan: dict[str, Any] = {"id": "PR1", "name": "", "grant_policy": _policy(camp)}
    if programme is not None:
        plan |= {"id": programme.ref or programme.id, "name": programme.name}
        plan |= spread("name", programme.names)
    return {"programme": plan, "camp": told}


def _policy(camp: Camp) -> dict[str, Any]:
    rules = camp.settings
    shares = [{"no": n, "share": share} for n, share in enumerate(rules.tranche_shares, start=1)]
    amounts = {
        "per_camp_envelope": rules.envelope,
        "min_award": rules.min_award,
        "max_award": rules.max_award,
    }
    quotes = {
        "two_from": as_number(to_major(rules.quotes_two_from, camp.currency)),
        "three_from": as_number(to_major(rules.quotes_three_from, camp.currency)),
    }
    return {
        **{key: as_number(to_major(minor, camp.currency)) for key, minor in amounts.items()},
        "appeal_hours": rules.appeal_hours,
        **({"quotes": quotes} if any(quotes.values()) else {}),
        "age": {"min": rules.age_min, "max": rules.age_max, "lead_min": rules.lead_age_min},
        **({"tranches": shares} if rules.tranche_shares != Settings().tranche_shares else {}),
    }


def bring_schedule(places: Places, data: Data) -> None:
    for told in data["schedule"]:
        date = day(told["date"])
        if date is None:
            continue
        starts, ends = (
            datetime.combine(date, time.fromisoformat(told[key]), places.camp.zone)
            for key in ("start", "end")
        )
        item = Item(id=new_id(), camp_id=places.camp.id, ref=told["id"], kind=told["kind"])
        item.title, item.titles, item.room = told["title"], suffixed(told, "title"), told["room"]
        # An evening may end after midnight.
        item.starts_at, item.ends_at = starts, ends + timedelta(days=ends < starts)
        places.put(told["id"], item)


def give_schedule(places: Places) -> Data:
    items, asked = places.load(Item, "S"), questions.give(places)
    return {"schedule": [_item(places, item, asked.get(item.id, [])) for item in items]}


def _item(places: Places, item: Item, asked: list[dict[str, Any]]) -> dict[str, Any]:
    starts, ends = (at.astimezone(places.camp.zone) for at in (item.starts_at, item.ends_at))
    return {
        "id": places.refs[item.id],
        "date": starts.date().isoformat(),
        "start": starts.strftime("%H:%M"),
        "end": ends.strftime("%H:%M"),
        "kind": item.kind,
        "title": item.title,
        **spread("title", item.titles),
        "room": item.room,
        **({"questions": asked} if asked else {}),
    }


def bring_incidents(places: Places, data: Data) -> None:
    for told in data["incidents"]:
        places.store(
            Incident(
                camp_id=places.camp.id, kind=told["kind"], text=told["text"],
                at=datetime.fromisoformat(told["at"]), action=told.get("action", ""),
                # What another camp wrote down is over.
                closed_at=datetime.fromisoformat(told.get("closed_at") or told["at"]),
            )
        )  # fmt: skip


def give_incidents(places: Places) -> Data:
    found = places.session.scalars(
        select(Incident).filter_by(camp_id=places.camp.id).order_by(Incident.at, Incident.id)
    )
    return {"incidents": [_incident(places, one) for one in found]}


def _incident(places: Places, one: Incident) -> dict[str, Any]:
    told = {"at": places.time(one.at), "kind": one.kind, "text": one.text}
    if one.kind:
        return told
    more = {"action": one.action, "closed_at": places.time(one.closed_at)}
    return told | {name: value for name, value in more.items() if value}
