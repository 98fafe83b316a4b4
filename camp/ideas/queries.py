"""Questions about ideas: the board, one idea, the pitch queue. No tally is read here."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session, aliased

from camp.core.clock import local
from camp.core.errors import Forbidden, NotFound
from camp.core.models import Camp
from camp.core.names import fold, shown
from camp.ideas.models import Dot, Idea, MergeWish, Voting
from camp.ideas.rules import ALIVE, PUBLIC
from camp.people.models import Participant, Person
from camp.schedule.models import Timer

MEANT = case((Dot.late == "waiting", Dot.late_dots), else_=Dot.dots)
"""A person's dots as the person last said, whether they count already or wait for the moderator."""


@dataclass(frozen=True, slots=True)
class Card:
    """An idea as one reader sees it. `dots` are the reader's own."""

    idea: Idea
    author: str
    is_own: bool = False
    dots: int = 0
    late: str = ""
    reader: str = ""
    """Who pitches it for an absent author."""

    def texts(self, field: str) -> dict[str, str]:
        """Return the field's translations by language."""
        return texts(self.idea, field)


def texts(idea: Idea, field: str) -> dict[str, str]:
    begin = f"{field}_"
    return {
        key.removeprefix(begin): text for key, text in idea.glosses.items() if key.startswith(begin)
    }


def participant(session: Session, camp_id: str, person_id: str) -> Participant:
    """Return who takes part as this person. Raises Forbidden for everybody else."""
    found = session.scalars(
        select(Participant).filter_by(camp_id=camp_id, person_id=person_id, state="accepted")
    ).one_or_none()
    if found is None:
        raise Forbidden
    return found


def participant_by_id(session: Session, camp_id: str, participant_id: str) -> Participant:
    found = session.get(Participant, participant_id)
    if found is None or found.camp_id != camp_id:
        raise NotFound
    return found


def voting(session: Session, camp_id: str) -> Voting | None:
    return session.get(Voting, camp_id)


def is_revealed(session: Session, camp_id: str) -> bool:
    found = voting(session, camp_id)
    return found is not None and found.state == "revealed"


def public_ideas(session: Session, camp_id: str) -> list[Idea]:
    """Return what everybody may read, in the order of the pitches."""
    return list(
        session.scalars(
            select(Idea)
            .where(Idea.camp_id == camp_id, Idea.state.in_(PUBLIC))
            .order_by(Idea.pitch_order.is_(None), Idea.pitch_order, Idea.made_at, Idea.id)
        )
    )


def board(session: Session, camp: Camp) -> list[Card]:
    """Return the board for nobody in particular: names are short, because anybody may look."""
    return [Card(one, shown(one.author.person.name)) for one in public_ideas(session, camp.id)]


def cards_of(session: Session, camp: Camp, person_id: str, *, shuffled: bool) -> list[Card]:
    """Return the board and all own ideas for a person, in their own order while the vote is on."""
    ideas = [*own_unseen(session, camp.id, person_id), *public_ideas(session, camp.id)]
    mine = own_dots(session, camp.id, person_id)
    if shuffled:
        # No idea gains by standing first: everybody has an order of their own, and keeps it.
        ideas.sort(key=lambda one: sha256(f"{person_id}:{one.id}".encode()).digest())
    return [
        Card(
            one,
            name_of(one.author.person, camp),
            one.author.person_id == person_id,
            *mine.get(one.id, (0, "")),
        )
        for one in ideas
    ]


def own_unseen(session: Session, camp_id: str, person_id: str) -> list[Idea]:
    """Return a person's ideas that are not on the board: drafts, and what was returned."""
    return list(
        session.scalars(
            select(Idea)
            .join(Participant, Idea.author_id == Participant.id)
            .where(
                Idea.camp_id == camp_id,
                Participant.person_id == person_id,
                Idea.state.not_in(PUBLIC),
            )
            .order_by(Idea.made_at.desc(), Idea.id)
        )
    )


def own_dots(session: Session, camp_id: str, person_id: str) -> dict[str, tuple[int, str]]:
    """Return a person's dots by idea, each with nothing or how its late coming was taken."""
    asked = (
        select(Dot.idea_id, MEANT, Dot.late)
        .join(Participant, Dot.participant_id == Participant.id)
        .where(Dot.camp_id == camp_id, Participant.person_id == person_id)
    )
    return {idea_id: (dots, late) for idea_id, dots, late in session.execute(asked)}


def dots_left(camp: Camp, cards: Iterable[Card]) -> int:
    used = sum(card.dots for card in cards if card.idea.state in ALIVE)
    return max(0, camp.settings.dots - used)


def one_card(session: Session, camp: Camp, idea_id: str, person_id: str) -> Card:
    """Return an idea for a person. Raises NotFound for another's idea that is not on the board."""
    idea = session.get(Idea, idea_id)
    if idea is None or idea.camp_id != camp.id:
        raise NotFound
    person = idea.author.person
    is_own = person.id == person_id
    if not is_own and idea.state not in PUBLIC:
        raise NotFound
    dots = own_dots(session, camp.id, person_id).get(idea.id, (0, ""))
    name = name_of(person, camp) if person_id else shown(person.name)
    return Card(idea, name, is_own, *dots)


def name_of(person: Person, camp: Camp) -> str:
    """Return a name for people of the camp: a minor's is short (R64)."""
    first_day = local(camp.starts_at, camp.timezone).date()
    return shown(person.name) if person.is_minor_on(first_day) else person.name


def waiting(session: Session, camp_id: str) -> list[Idea]:
    """Return the ideas that still wait for their pitch, the next first."""
    return list(
        session.scalars(
            select(Idea)
            .where(Idea.camp_id == camp_id, Idea.pitch == "waiting", Idea.state.in_(ALIVE))
            .order_by(Idea.pitch_order, Idea.made_at, Idea.id)
        )
    )


def open_pitches(session: Session, camp_id: str) -> int:
    """Return how many pitches are neither done nor skipped: none may be left before the vote."""
    asked = select(func.count()).where(
        Idea.camp_id == camp_id, Idea.pitch.in_(("waiting", "now")), Idea.state.in_(ALIVE)
    )
    return session.scalar(asked) or 0


def queue(session: Session, camp: Camp) -> list[Card]:
    """Return the whole pitch queue in order, with who reads for an absent author."""
    ideas = session.scalars(
        select(Idea)
        .where(Idea.camp_id == camp.id, Idea.pitch != "", Idea.state.in_(ALIVE))
        .order_by(Idea.pitch_order, Idea.made_at, Idea.id)
    ).all()
    absent = {one.pitched_by_id for one in ideas if one.pitched_by_id}
    readers = {
        one.id: name_of(one.person, camp)
        for one in session.scalars(select(Participant).where(Participant.id.in_(absent)))
    }
    return [
        Card(
            idea,
            name_of(idea.author.person, camp),
            reader=readers.get(idea.pitched_by_id or "", ""),
        )
        for idea in ideas
    ]


def on_stage(session: Session, camp: Camp) -> tuple[Card | None, Timer | None]:
    """Return the idea that is pitched now, and its clock."""
    now = next((card for card in queue(session, camp) if card.idea.pitch == "now"), None)
    if now is None:
        return None, None
    timer = session.scalars(
        select(Timer).filter_by(
            camp_id=camp.id, kind="idea", subject=now.idea.id, ended_at=None
        )
    ).first()  # fmt: skip
    return now, timer


def to_screen(session: Session, camp_id: str) -> list[Idea]:
    return list(
        session.scalars(
            select(Idea)
            .filter_by(camp_id=camp_id, state="submitted")
            .order_by(Idea.made_at, Idea.id)
        )
    )


def screened_out(session: Session, camp_id: str) -> list[Idea]:
    return list(
        session.scalars(
            select(Idea)
            .filter_by(camp_id=camp_id, state="screened_out")
            .order_by(Idea.made_at, Idea.id)
        )
    )


def participants(session: Session, camp_id: str) -> list[Participant]:
    """Return who can read an idea for its author."""
    return list(
        session.scalars(
            select(Participant)
            .join(Person, Participant.person_id == Person.id)
            .where(Participant.camp_id == camp_id, Participant.state == "accepted")
            .order_by(Person.folded, Participant.id)
        )
    )


def wishes(session: Session, idea_id: str) -> list[tuple[MergeWish, Idea, Idea]]:
    """Return the wishes to merge this idea with another, either way, newest first."""
    own, other = aliased(Idea), aliased(Idea)
    rows = session.execute(
        select(MergeWish, own, other)
        .join(own, MergeWish.idea_id == own.id)
        .join(other, MergeWish.into_id == other.id)
        .where(or_(MergeWish.idea_id == idea_id, MergeWish.into_id == idea_id))
        .order_by(MergeWish.at.desc(), MergeWish.id)
    )
    return list(rows)


def like(session: Session, camp_id: str, title: str, *, but: str = "") -> Card | None:
    """Return a public idea whose title is close to this one, by shared groups of three letters."""
    wanted = _threes(title)
    best, found = 0.4, None
    for idea in public_ideas(session, camp_id):
        if idea.id == but or not wanted:
            continue
        theirs = _threes(idea.title)
        share = len(wanted & theirs) / len(wanted | theirs)
        if share > best:
            best, found = share, idea
    return Card(found, shown(found.author.person.name)) if found else None


def _threes(text: str) -> set[str]:
    plain = f"  {fold(text)} "
    return {plain[at : at + 3] for at in range(len(plain) - 2)}
