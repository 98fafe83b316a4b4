"""Topics and the pieces of pages that stand on them: declared once, used by page, URL and push."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from flask import Flask, Response, current_app, g, render_template
from flask_babel import force_locale
from markupsafe import Markup
from sqlalchemy.orm import Session

from camp.core.errors import Forbidden
from camp.core.events import latest
from camp.core.rules import Actor
from camp.web import guard, i18n
from camp.web.context import db
from camp.web.presence import Presence

OWN = "own"
"""The rule of a topic that only the person named in it may watch."""


@dataclass(frozen=True, slots=True)
class TopicKind:
    """A pattern such as "camp:{slug}:ideas" and the permission to watch it."""

    pattern: str
    rule: str
    allows: Callable[[Session, Actor, Mapping[str, str]], bool] | None = None
    """What the rule cannot say, such as "members of this team"; it comes on top of the rule."""
    prepare: Callable[[Session, Mapping[str, str]], None] | None = None
    """Makes what takes long, before the topic's news is told and off every request."""
    tells_presence: bool = False
    """Who watches it is what it tells; no fact moves it."""

    @property
    def is_own(self) -> bool:
        return self.rule == OWN

    def match(self, topic: str) -> dict[str, str] | None:
        parts, wanted = topic.split(":"), self.pattern.split(":")
        if len(parts) != len(wanted):
            return None
        found = {}
        for part, want in zip(parts, wanted, strict=True):
            if want.startswith("{"):
                found[want.strip("{}")] = part
            elif part != want:
                return None
        return found


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a page that stays fresh.

    `ask(session, **arguments)` gives the template what it shows; of a personal piece it also gets
    `actor`. A shared piece never sees who asks, so nothing personal can be pushed by mistake, and
    it holds no forms: their tokens are personal.
    """

    name: str
    topic: TopicKind
    path: str
    template: str
    ask: Callable[..., Mapping[str, Any]]
    shared: bool
    rule: str

    def src(self, arguments: Mapping[str, str]) -> str:
        path = self.path
        for name, value in arguments.items():
            path = path.replace(f"<{name}>", value)
        return path

    def topic_name(self, arguments: Mapping[str, str]) -> str:
        return self.topic.pattern.format(**arguments)


_topics: dict[str, TopicKind] = {}
_pieces: dict[str, Piece] = {}


def topic(
    pattern: str,
    *,
    rule: str,
    allows: Callable[[Session, Actor, Mapping[str, str]], bool] | None = None,
    prepare: Callable[[Session, Mapping[str, str]], None] | None = None,
    tells_presence: bool = False,
) -> TopicKind:
    kind = TopicKind(pattern, rule, allows, prepare, tells_presence)
    _topics[pattern] = kind
    return kind


def piece(
    name: str,
    *,
    on: TopicKind,
    path: str,
    template: str,
    ask: Callable[..., Mapping[str, Any]],
    shared: bool = False,
    rule: str | None = None,
) -> Piece:
    """Declare a piece. A shared one has its topic's rule: whoever watches is sent it."""
    if shared and rule not in {None, on.rule}:
        raise ValueError(f"{name}: a shared piece has the rule of its topic")
    made = Piece(name, on, path, template, ask, shared, rule or on.rule)
    _pieces[name] = made
    return made


def find_topic(name: str) -> tuple[TopicKind, dict[str, str]] | None:
    for kind in _topics.values():
        arguments = kind.match(name)
        if arguments is not None:
            return kind, arguments
    return None


def pieces_on(kind: TopicKind) -> list[Piece]:
    return [one for one in _pieces.values() if one.topic == kind]


def all_pieces() -> list[Piece]:
    return list(_pieces.values())


def all_topics() -> list[TopicKind]:
    return list(_topics.values())


def number(session: Session, kind: TopicKind, name: str) -> int:
    """Return how far a topic has come: its last fact, or since when the same people watch it."""
    return presence().number(name) if kind.tells_presence else latest(session, name)


def presence() -> Presence:
    return cast("Presence", current_app.extensions["presence"])


def render(
    app: Flask, session: Session, one: Piece, arguments: Mapping[str, str], language: str
) -> str:
    """Return a shared piece's HTML, made for nobody in particular."""
    # A context of its own: the request's `g`, with who asks, must be untouched afterwards.
    with app.app_context(), app.test_request_context(one.src(arguments)):
        g.actor, g.language = Actor(), language
        g.camp = guard.camp_of(session, dict(arguments))
        with force_locale(language):
            return render_template(one.template, **one.ask(session, **arguments))


def _render_here(session: Session, one: Piece, arguments: Mapping[str, str]) -> tuple[int, str]:
    """Return the piece's number and HTML.

    The number is read before the rows: a piece may be newer than its number, never older. What is
    not `settled` yet has the number before, so that the news that it is brings the exact piece.
    """
    seq = number(session, one.topic, one.topic_name(arguments))
    if one.shared:
        app = current_app._get_current_object()  # type: ignore[attr-defined]
        return seq, render(app, session, one, arguments, i18n.language())
    shown = one.ask(session, actor=g.actor, **arguments)
    return seq - (not shown.get("settled", True)), render_template(one.template, **shown)


def embed(name: str, **arguments: str) -> Markup:
    """Return the piece inside the element that keeps it fresh. For templates: `{{ piece(…) }}`."""
    one = _pieces[name]
    with db().read() as session:
        seq, html = _render_here(session, one, arguments)
    return Markup('<camp-live topic="{}" src="{}" seq="{}">{}</camp-live>').format(
        one.topic_name(arguments),
        one.src(arguments),
        seq,
        Markup(html),  # noqa: S704
    )


def embed_later(name: str, **arguments: str) -> Markup:
    """Return the element of a piece that is loaded when its place is seen.

    For what most readers of a page never see: a phone does not pay for a tablet's list of teams.
    """
    one = _pieces[name]
    return Markup('<camp-live topic="{}" src="{}" seq="-1" later></camp-live>').format(
        one.topic_name(arguments), one.src(arguments)
    )


def _serve(one: Piece) -> Callable[..., Response]:
    def fragment(**arguments: str) -> Response:
        with db().read() as session:
            if one.topic.allows and not one.topic.allows(session, g.actor, arguments):
                raise Forbidden
            seq, html = _render_here(session, one, arguments)
        return Response(html, headers={"Camp-Seq": str(seq), "Cache-Control": "no-store"})

    return guard.rule(one.rule if one.rule != OWN else guard.SIGNED_IN)(fragment)


def register(app: Flask) -> None:
    app.jinja_env.globals.update(piece=embed, piece_later=embed_later)
    for one in _pieces.values():
        app.add_url_rule(one.path, f"piece.{one.name}".replace(".", "_"), _serve(one))
