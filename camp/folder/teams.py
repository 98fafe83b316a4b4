"""Teams, mentors and their notes, in and out."""

from typing import Any

from sqlalchemy import select

from camp.core.ids import new_id
from camp.core.phases import has_reached
from camp.folder.files import Data
from camp.folder.places import Places, ids_in_order, moment
from camp.folder.projects import bring_project, give_project
from camp.folder.staff import person_for
from camp.mentoring.models import Feedback, Mentor
from camp.people.models import Appointment
from camp.projects.models import Draft, Submission
from camp.teams.models import Request, Seat, Team, TeamIdea

LEFT_OUT = {"withdrawn", "disqualified"}


def bring(places: Places, data: Data) -> None:
    for number, told in enumerate(data["teams"], start=1):
        team = Team(id=new_id(), camp_id=places.camp.id, ref=told["id"], number=number)
        team.name, team.one_liner = told["name"], told["one_liner"]
        team.table_no, team.pitch_order = told["table"], told["pitch_order"]
        is_locked = has_reached(places.camp, "build")
        team.state = told["status"] if told["status"] in LEFT_OUT else ""
        team.state = team.state or ("locked" if is_locked else "forming")
        joined = [moment(member["joined_at"]) for member in told["members"][:1]]
        team.made_at = next(iter(joined), None) or places.camp.starts_at
        places.put(told["id"], team)
        for position, idea in enumerate(told["ideas"]):
            places.store(TeamIdea(team_id=team.id, idea_id=str(places.id(idea)), position=position))
        _bring_seats(places, told, team)
        _bring_requests(places, told.get("requests", []), team)
        bring_project(places, told, team)


def _bring_seats(places: Places, told: dict[str, Any], team: Team) -> None:
    members = told["members"]
    for seat_id, member in zip(ids_in_order(len(members)), members, strict=True):
        seat = Seat(id=seat_id, camp_id=team.camp_id, team_id=team.id, role=member["role"])
        seat.participant_id = str(places.id(member["participant"]))
        seat.joined_at = moment(member["joined_at"]) or team.made_at
        seat.left_at = moment(member["left_at"])
        places.store(seat)


def _bring_requests(places: Places, told: list[dict[str, Any]], team: Team) -> None:
    for request_id, asked in zip(ids_in_order(len(told)), told, strict=True):
        one = Request(id=request_id, camp_id=team.camp_id, team_id=team.id, state=asked["state"])
        one.participant_id = str(places.id(asked["participant"]))
        one.text, one.why = asked["text"], asked["why"]
        one.at = moment(asked["at"]) or team.made_at
        one.offered_until = moment(asked["offered_until"])
        one.decided_at = moment(asked["decided_at"])
        one.decided_by = places.somebody(asked["decided_by"]) or None
        places.store(one)


def give(places: Places) -> Data:
    teams = places.load(Team, "T")
    ideas: dict[str, list[str]] = {}
    for row in places.session.scalars(
        select(TeamIdea).where(TeamIdea.team_id.in_(places.refs)).order_by(TeamIdea.position)
    ):
        ideas.setdefault(row.team_id, []).append(places.refs[row.idea_id])
    newest = {
        one.team_id: one
        for one in places.session.scalars(
            select(Submission).filter_by(camp_id=places.camp.id).order_by(Submission.version)
        )
    }
    drafts = {
        one.team_id: one
        for one in places.session.scalars(select(Draft).filter_by(camp_id=places.camp.id))
    }
    requests = _requests(places)
    return {
        "teams": [
            _team(places, one, ideas.get(one.id, []), newest.get(one.id), drafts.get(one.id))
            | requests.get(one.id, {})
            for one in teams
        ]
    }


def _requests(places: Places) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Return who asked for a seat in which team; a team that nobody asked has no such field."""
    told: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for one in places.session.scalars(
        select(Request).filter_by(camp_id=places.camp.id).order_by(Request.at, Request.id)
    ):
        told.setdefault(one.team_id, {"requests": []})["requests"].append(
            {
                "participant": places.refs[one.participant_id],
                "state": one.state,
                "text": one.text,
                "at": places.time(one.at),
                "offered_until": places.time(one.offered_until),
                "decided_at": places.time(one.decided_at),
                "decided_by": places.people.get(one.decided_by or ""),
                "why": one.why,
            }
        )
    return told


def _team(
    places: Places,
    team: Team,
    ideas: list[str],
    submission: Submission | None,
    draft: Draft | None,
) -> dict[str, Any]:
    here = [seat.participant for seat in team.seats if seat.left_at is None]
    first_day = places.camp.starts_at.astimezone(places.camp.zone).date()
    return {
        "id": places.refs[team.id],
        "name": team.name,
        "ideas": ideas,
        "table": team.table_no,
        "pitch_order": team.pitch_order,
        "one_liner": team.one_liner,
        "members": [
            {
                "participant": places.refs[seat.participant_id],
                "role": seat.role,
                "joined_at": places.time(seat.joined_at),
                "left_at": places.time(seat.left_at),
            }
            for seat in team.seats
        ],
        "size_now": len(here),
        "women_now": sum(one.person.gender == "F" for one in here),
        "regions": sorted({one.person.region for one in here if one.person.region}),
        "minors": sum(one.person.is_minor_on(first_day) for one in here),
        **give_project(places, team, submission, draft),
        "status": team.state if team.state != "locked" else "formed",
    }


def bring_mentors(places: Places, data: Data) -> None:
    for told in data["mentors"]:
        mentor = Mentor(id=new_id(), camp_id=places.camp.id, ref=told["id"])
        mentor.person_id = person_for(places, told)
        mentor.expertise, mentor.organisation = told["expertise"], told["org"]
        mentor.speaks = told["langs"]
        places.put(told["id"], mentor)
        places.store(appointed(places, mentor.person_id, "mentor", told["id"]))
    for told in data["mentor_feedback"]:
        note = Feedback(id=new_id(), camp_id=places.camp.id, ref=told["id"])
        note.team_id, note.mentor_id = str(places.id(told["team"])), str(places.id(told["mentor"]))
        note.light, note.minutes = told["light"], told["minutes"]
        note.works, note.risk, note.next_step = told["works"], told["risk"], told["next_step"]
        note.materially_helped = told["materially_helped"]
        note.at = moment(told["started_at"]) or places.camp.starts_at
        note.seen_at = note.at if told["seen_by_team"] else None
        places.put(told["id"], note)


def appointed(places: Places, person_id: str, role: str, ref: str) -> Appointment:
    return Appointment(
        id=new_id(),
        camp_id=places.camp.id,
        person_id=person_id,
        role=role,
        ref=ref,
        at=places.camp.starts_at,
    )


def give_mentors(places: Places) -> Data:
    mentors, notes = places.load(Mentor, "M"), places.load(Feedback, "F")
    return {
        "mentors": [
            {
                "id": places.refs[one.id],
                "name": one.person.name,
                **places.called(one.person_id, places.refs[one.id]),
                "expertise": one.expertise,
                "org": one.organisation,
                "langs": one.speaks,
            }
            for one in mentors
        ],
        "mentor_feedback": [
            {
                "id": places.refs[note.id],
                "mentor": places.refs[note.mentor_id],
                "team": places.refs[note.team_id],
                "started_at": places.time(note.at),
                "minutes": note.minutes,
                "light": note.light,
                "works": note.works,
                "risk": note.risk,
                "next_step": note.next_step,
                "materially_helped": note.materially_helped,
                "seen_by_team": note.seen_at is not None,
            }
            for note in notes
        ],
    }
