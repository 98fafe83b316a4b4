"""What the tests of teams begin with: ideas, people with skills, teams of a size."""

from camp.core.ids import new_id
from camp.core.models import Deadline
from camp.core.rules import Role
from camp.ideas.models import Idea
from camp.people.models import Participant
from camp.teams.models import Request, Seat, Team


def idea(cast, author, title="Toza havo", state="pitched", skills=("design", "data")) -> str:
    made = new_id()
    cast.db.write(
        lambda session: session.add(
            Idea(
                id=made,
                camp_id=cast.camp.id,
                author_id=cast.participant(author).id,
                title=title,
                state=state,
                skills=list(skills),
                made_at=cast.clock(),
            )
        )
    )
    return made


def people(cast, many, prefix="P", **fields) -> list[str]:
    names = [f"{prefix}{n} Karimov" for n in range(1, many + 1)]
    for name in names:
        cast.add(name, Role.PARTICIPANT, **fields)
    return names


def profile(cast, name, *, skills=(), speaks=()) -> None:
    one = cast.participant(name)

    def verb(session):
        row = session.get(Participant, one.id)
        row.skills, row.speaks = list(skills), list(speaks)

    cast.db.write(verb)


def team(cast, lead="Bobur", name="Toza havo", members=(), **fields) -> str:
    """Make a team through the API, and seat further members as the organiser does."""
    made = cast.program(lead).post(
        f"/camps/{cast.slug}/teams", {"name": name, "ideas": [idea(cast, lead, name)], **fields}
    )
    assert made.status_code == 201, made.json
    for one in members:
        path = f"/teams/{made.json['id']}/seats/{cast.participant(one).id}"
        assert cast.program("Aziza").put(path).status_code == 200
    return made.json["id"]


def ask(cast, name, team_id, **kwargs):
    return cast.program(name).post(f"/teams/{team_id}/requests", **kwargs)


def answer(cast, name, request_id, state="accepted"):
    return cast.program(name).put(f"/requests/{request_id}", {"state": state})


def members(cast, team_id) -> list[str]:
    """Names of who has a seat: the lead, then the others by name."""
    with cast.db.read() as session:
        seats = session.query(Seat).filter_by(team_id=team_id, left_at=None)
        found = [(one.role, one.participant.person.name) for one in seats]
    return [name for _, name in sorted(found)]


def states(cast, team_id) -> list[str]:
    """States of the team's requests, in the order of asking."""
    with cast.db.read() as session:
        found = session.query(Request).filter_by(team_id=team_id).order_by(Request.at, Request.id)
        return [one.state for one in found]


def get(cast, model, id):
    with cast.db.read() as session:
        return session.get(model, id)


def load(cast, team_id) -> Team:
    return get(cast, Team, team_id)


def deadline(cast, name, at) -> None:
    cast.db.write(lambda session: session.add(Deadline(camp_id=cast.camp.id, name=name, at=at)))


def slug_of(response) -> str:
    """Return the problem's type, without the path before it."""
    return response.json["type"].removeprefix("/problems/")
