"""The ideas on phones: the board, one idea, writing, dots and merging."""

from datetime import datetime
from functools import partial
from typing import Any

from flask import Blueprint, Response, render_template, request
from sqlalchemy.orm import Session

from camp.core.errors import Invalid, words
from camp.core.names import shown
from camp.core.phases import open_gates
from camp.core.rules import may
from camp.ideas import dots, joining, live, merges, queries, service, tally
from camp.ideas.models import Idea
from camp.ideas.rules import EDITABLE, MERGES, TAKES_IN, WITHDRAWABLE, NotTheAuthor
from camp.ideas.schemas import LETTERS, WORDS, DotsForm, IdeaForm, JoinIn, MergeIn
from camp.people.profile import SKILLS
from camp.web.context import actor, camp, db, now
from camp.web.forms import data
from camp.web.guard import belongs, rule
from camp.web.writes import Answer, write

bp = Blueprint("ideas", __name__)
belongs("idea_id", Idea)


@bp.get("/camps/<slug>/ideas")
@rule("ideas.read")
def board(slug: str) -> str:
    with db().read() as session:
        ideas = queries.public_ideas(session, camp().id)
        may_write = may(actor(), camp().id, "ideas.write")
        return render_template(
            "ideas/board.html",
            camp=camp(),
            count=len(ideas),
            choice=request.args.get("show", "all"),
            regions=sorted({one.region for one in ideas if one.region}),
            themes=sorted({(live.theme_key(tag), tag) for one in ideas for tag in one.tags}),
            may_write=may_write,
            may_queue=may(actor(), camp().id, "ideas.queue"),
            may_post=may_write and "ideas" in open_gates(session, camp()),
        )


@bp.get("/camps/<slug>/ideas/new")
@rule("ideas.write")
def new_idea(slug: str) -> str:
    return _write_page(None)


@bp.get("/camps/<slug>/ideas/like")
@rule("ideas.write")
def like(slug: str) -> Response:
    """What is like the idea that somebody writes, as a line for the form; nothing where none is."""
    title, but = request.args.get("title", "")[:160], request.args.get("but", "")
    with db().read() as session:
        found = queries.like(session, camp().id, title, but=but)
        page = render_template("ideas/_like.html", like=found)
    return Response(page, headers={"Camp-Seq": "0", "Cache-Control": "no-store"})


@bp.post("/camps/<slug>/ideas")
@rule("ideas.write")
def post_idea(slug: str) -> Response:
    form = _idea_form()
    verb = partial(
        _keep,
        camp_id=camp().id, words_of=form["words_of"], send=form["send"],
        by=actor().person_id, now=now(),
    )  # fmt: skip
    return write(verb, lambda idea: Answer(location=f"/ideas/{idea.id}"))


@bp.get("/ideas/<idea_id>")
@rule("ideas.read")
def idea(idea_id: str) -> str:
    with db().read() as session:
        who = actor().person_id
        card = queries.one_card(session, camp(), idea_id, who)
        voting = queries.voting(session, camp().id)
        gates = open_gates(session, camp())
        may_write = may(actor(), camp().id, "ideas.write")
        others = queries.cards_of(session, camp(), who, shuffled=False) if may_write else []
        return render_template(
            "ideas/idea.html",
            camp=camp(),
            card=card,
            into=session.get(Idea, card.idea.merged_into_id) if card.idea.merged_into_id else None,
            like=queries.like(session, camp().id, card.idea.title, but=idea_id)
            if card.is_own and card.idea.state in EDITABLE
            else None,
            may_edit=card.is_own and card.idea.state in EDITABLE and "ideas" in gates,
            may_withdraw=card.is_own and card.idea.state in WITHDRAWABLE,
            may_merge=may_write and bool({"ideas", "teams"} & gates),
            others=_partners(card, others),
            joiners=[shown(one.person.name) for one in joining.joiners(session, [idea_id])]
            if card.is_own
            else [],
            wishes=[one for one in queries.wishes(session, idea_id) if _concerns(one, who)],
            me=who,
            counts=tally.public_tally(session, camp().id, voting),
        )


@bp.get("/ideas/<idea_id>/edit")
@rule("ideas.write")
def edit(idea_id: str) -> str:
    with db().read() as session:
        card = queries.one_card(session, camp(), idea_id, actor().person_id)
        if not card.is_own:
            raise NotTheAuthor
        return _write_page(card.idea)


@bp.post("/ideas/<idea_id>")
@rule("ideas.write")
def put_idea(idea_id: str) -> Response:
    verb = partial(_change, idea_id=idea_id, by=actor().person_id, now=now(), **_idea_form())
    return write(verb, lambda idea: Answer(location=f"/ideas/{idea_id}", revision=idea.revision))


@bp.post("/ideas/<idea_id>/submission")
@rule("ideas.write")
def submit(idea_id: str) -> Response:
    return write(partial(service.submit_idea, idea_id=idea_id, by=actor().person_id, now=now()))


@bp.post("/ideas/<idea_id>/withdrawal")
@rule("ideas.write")
def withdraw(idea_id: str) -> Response:
    return write(partial(service.withdraw_idea, idea_id=idea_id, by=actor().person_id, now=now()))


@bp.post("/ideas/<idea_id>/dots")
@rule("dots.cast")
def give_dots(idea_id: str) -> Response:
    form = DotsForm().load(data())
    return write(partial(dots.give_dots, idea_id=idea_id, by=actor().person_id, now=now(), **form))


@bp.post("/ideas/<idea_id>/join")
@rule("teams.join")
def join(idea_id: str) -> Response:
    form = JoinIn().load(data())
    verb = partial(joining.want_to_join, idea_id=idea_id, by=actor().person_id, now=now(), **form)
    return write(verb)


@bp.post("/ideas/<idea_id>/merge")
@rule("ideas.write")
def merge(idea_id: str) -> Response:
    form = MergeIn().load(data())
    verb = partial(
        merges.wish_merge, idea_id=idea_id, into_id=form["into"], by=actor().person_id, now=now()
    )
    return write(verb)


@bp.post("/ideas/<idea_id>/merge/withdrawal")
@rule("ideas.write")
def take_back_merge(idea_id: str) -> Response:
    form = MergeIn().load(data())
    verb = partial(
        merges.take_back_wish,
        idea_id=idea_id, into_id=form["into"], by=actor().person_id, now=now(),
    )  # fmt: skip
    return write(verb)


def _write_page(idea: Idea | None) -> str:
    return render_template("ideas/write.html", camp=camp(), idea=idea, limit=280, skills=SKILLS)


def _idea_form() -> dict[str, Any]:
    form = IdeaForm().load(data(lists=("skills",)))
    send, revision = form.pop("send"), form.pop("revision")
    skills = [*form["skills"], form.pop("more_skills")]
    for name, told in (("skills", skills), ("tags", [form["tags"]])):
        form[name] = list(dict.fromkeys(w.strip() for w in ",".join(told).split(",") if w.strip()))
        if len(form[name]) > WORDS or any(len(word) > LETTERS for word in form[name]):
            raise Invalid(fields={name: [words("Eight at most, each of 40 letters at most.")]})
    return {"words_of": form, "send": send, "revision": revision}


def _keep(
    session: Session, *, camp_id: str, words_of: dict[str, Any], send: bool, by: str, now: datetime
) -> Idea:
    kept = service.write_idea(session, camp_id=camp_id, words_of=words_of, by=by, now=now)
    return service.submit_idea(session, idea_id=kept.id, by=by, now=now) if send else kept


def _change(
    session: Session,
    *,
    idea_id: str,
    words_of: dict[str, Any],
    revision: int,
    send: bool,
    by: str,
    now: datetime,
) -> Idea:
    kept = service.edit_idea(
        session, idea_id=idea_id, words_of=words_of, revision=revision, by=by, now=now
    )
    return service.submit_idea(session, idea_id=idea_id, by=by, now=now) if send else kept


def _partners(card: queries.Card, others: list[queries.Card]) -> list[queries.Card]:
    """Return the ideas that this one could go into, as far as its reader has a say in it."""
    if card.idea.state not in MERGES:
        return []
    return [
        other
        for other in others
        if other.idea.id != card.idea.id
        and other.idea.state in TAKES_IN
        and (card.is_own or other.is_own)
    ]


def _concerns(wish: tuple[Any, Idea, Idea], person_id: str) -> bool:
    _, own, other = wish
    return person_id in {own.author.person_id, other.author.person_id}
