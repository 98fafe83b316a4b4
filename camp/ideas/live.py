"""The live parts of the ideas room: the board, the pitch, the count, one's own cards.

The count of ballots has a topic of its own: it moves with every dot, and boards need not.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from camp.core.names import fold
from camp.core.phases import has_reached
from camp.core.rules import Actor, may
from camp.ideas import joining, queries, tally
from camp.ideas.models import Voting
from camp.ideas.queries import Card
from camp.ideas.rules import TURN_SECONDS, ended_at, is_taking
from camp.schedule.models import Timer
from camp.web.context import camp, now
from camp.web.pieces import piece, topic

IDEAS = topic("camp:{slug}:ideas", rule="ideas.read")
BALLOTS = topic("camp:{slug}:ballots", rule="ideas.read")


def show_board(session: Session, slug: str) -> Mapping[str, Any]:
    voting = queries.voting(session, camp().id)
    counts = tally.public_tally(session, camp().id, voting)
    return {"cards": by_dots(queries.board(session, camp()), counts), "counts": counts}


def show_pitch(session: Session, slug: str) -> Mapping[str, Any]:
    card, timer = queries.on_stage(session, camp())
    waiting = queries.waiting(session, camp().id)
    return {"card": card, "ends": runs_until(timer), "waiting": len(waiting), "now": now()}


def show_ballots(session: Session, slug: str) -> Mapping[str, Any]:
    given, may_give = tally.ballots(session, camp().id)
    return {"given": given, "may_give": may_give, **_vote(session)}


def show_mine(session: Session, actor: Actor, slug: str, choice: str) -> Mapping[str, Any]:
    """Return a person's own board: what they may see, in their order, with their dots."""
    vote = _vote(session)
    cards = queries.cards_of(session, camp(), actor.person_id, shuffled=vote["is_taking"])
    counts = tally.public_tally(session, camp().id, vote["voting"])
    waiting = [one.id for one in queries.waiting(session, camp().id)]
    return {
        "cards": by_dots([card for card in cards if is_chosen(card, choice)], counts),
        "counts": counts,
        "wished": joining.wished_by(session, camp().id, actor.person_id),
        "may_join": may(actor, camp().id, "teams.join") and not has_reached(camp(), "build"),
        "left": queries.dots_left(camp(), cards),
        "turns": {idea_id: turn(place) for place, idea_id in enumerate(waiting, 1)},
        "settings": camp().settings,
        "choice": choice,
        **vote,
    }


def turn(place: int) -> tuple[int, int]:
    """Return a place in the pitch queue and in how many minutes it comes, rounded up."""
    return place, -(-place * TURN_SECONDS // 60)


def show_desk(session: Session, actor: Actor, slug: str) -> Mapping[str, Any]:
    vote = _vote(session)
    voting: Voting | None = vote["voting"]
    is_closed = voting is not None and voting.state in {"closed", "revealed"}
    counts = tally.tally(session, camp().id, voting) if is_closed else None
    card, timer = queries.on_stage(session, camp())
    return {
        "to_screen": queries.to_screen(session, camp().id),
        "out": queries.screened_out(session, camp().id),
        "queue": queries.queue(session, camp()),
        "waiting": [one.id for one in queries.waiting(session, camp().id)],
        "people": queries.participants(session, camp().id),
        "on_stage": card,
        "ends": runs_until(timer),
        "late": tally.late_ballots(session, camp()),
        "results": by_dots(queries.board(session, camp()), counts) if is_closed else [],
        "counts": counts,
        "may_screen": may(actor, camp().id, "ideas.screen"),
        **vote,
    }


def _vote(session: Session) -> dict[str, Any]:
    voting = queries.voting(session, camp().id)
    return {
        "voting": voting,
        "is_taking": is_taking(voting, now()),
        "ended": ended_at(voting, now()) if voting else None,
        "now": now(),
    }


def runs_until(timer: Timer | None) -> datetime | None:
    """Return when a running clock reaches zero."""
    if timer is None or timer.started_at is None or timer.paused_at is not None:
        return None
    return timer.started_at + timedelta(seconds=timer.seconds - timer.spent)


def by_dots(cards: list[Card], counts: Mapping[str, tally.Count] | None) -> list[Card]:
    """Return the cards as they are, or with the most dots first once these are open."""
    if counts is None:
        return cards
    none = tally.Count()
    return sorted(cards, key=lambda card: -counts.get(card.idea.id, none).dots)


def is_chosen(card: Card, choice: str) -> bool:
    """Return whether a filter of the board shows the card: all, own, people, region-X, theme-x."""
    kind, _, value = choice.partition("-")
    if kind == "own":
        return card.is_own
    if kind == "people":
        return bool(card.idea.skills) and card.idea.state != "merged"
    if kind == "region":
        return card.idea.region == value
    if kind == "theme":
        return value in {theme_key(one) for one in card.idea.tags}
    return True


def theme_key(tag: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in fold(tag))


piece("ideas.board", on=IDEAS, path="/camps/<slug>/ideas/board",
      template="ideas/_board.html", ask=show_board, shared=True)  # fmt: skip
piece("ideas.pitch", on=IDEAS, path="/camps/<slug>/ideas/pitch",
      template="ideas/_pitch.html", ask=show_pitch, shared=True)  # fmt: skip
piece("ideas.ballots", on=BALLOTS, path="/camps/<slug>/ideas/ballots",
      template="ideas/_ballots.html", ask=show_ballots, shared=True)  # fmt: skip
piece("ideas.mine", on=IDEAS, path="/camps/<slug>/ideas/mine/<choice>",
      template="ideas/_mine.html", ask=show_mine, rule="ideas.write")  # fmt: skip
piece("ideas.desk", on=IDEAS, path="/camps/<slug>/ideas/desk/now",
      template="ideas/_desk.html", ask=show_desk, rule="ideas.queue")  # fmt: skip
