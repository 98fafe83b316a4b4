"""The deliberation, the publication and the result, as pages."""

from functools import partial

from flask import Blueprint, Response, render_template, request

from camp.core.errors import CampError, NotFound
from camp.core.rules import Role, may
from camp.grants import api, forms, hands, live, publishing, service
from camp.grants.forms import WAYS
from camp.grants.proposal import Proposed, changes, names, odds, proposal
from camp.grants.protocol import Deliberation, Row, deliberation
from camp.grants.ranking import by_method, deliberated_round, final_round
from camp.grants.rules import NotRanked
from camp.grants.stepping import steps
from camp.web.charts import Stop, round_marks
from camp.web.context import actor, camp, db, now
from camp.web.guard import rule
from camp.web.writes import Answer, write
from scoring.allocate import PREVIEWS, RULES

bp = Blueprint("grants", __name__)


@bp.get("/camps/<slug>/grants")
@rule("awards.read")
def grants(slug: str) -> str:
    """What the rule gives, or would give under other terms; and the list of decisions."""
    with db().read() as session:
        try:
            stand = deliberation(session, camp())
        except CampError as error:
            return render_template("grants/waiting.html", camp=camp(), why=error.title)
        terms = forms.terms(request.args, camp().currency)
        preview = proposal(session, camp(), stand.ranked, terms=terms)
        counted = hands.counts(session, stand.ranked.round.id)
    return render_template(
        "grants/desk.html",
        camp=camp(),
        now=stand,
        preview=preview,
        counted=counted,
        offered={one.project: one for one in preview.proposal.awards},
        stops=_stops(stand, preview),
        amounts=round_marks(max(preview.settings.envelope, sum(preview.asks.values()))),
        odds=odds(stand.ranked, preview),
        changes=changes(stand.proposal, preview),
        steps=steps(
            request.args,
            camp().currency,
            envelope=preview.settings.envelope,
            published=camp().settings.envelope,
            asks=sum(preview.asks.values()),
        ),
        rules=RULES + PREVIEWS,
        query=request.query_string.decode(),
        ways=WAYS,
        written=forms.written,
        may_decide=may(actor(), camp().id, "awards.decide"),
    )


@bp.get("/camps/<slug>/grants/methods")
@rule("awards.read")
def methods(slug: str) -> str:
    """The same ballots by each way from marks to points, beside the published one."""
    with db().read() as session:
        round_ = deliberated_round(session, camp())
        found = by_method(session, camp(), round_)
        called = names(session, camp().id)
    return render_template(
        "grants/methods.html", camp=camp(), found=found, names=called,
        official=found[camp().settings.score_mode],
    )  # fmt: skip


def _stops(stand: Deliberation, preview: Proposed) -> list[Stop]:
    """Return the funding frontier: teams by place with their asks, full where the rule funds."""
    funded = {one.project for one in preview.proposal.awards}
    return [
        Stop(row.team.name, preview.asks[row.team.id], row.points, row.team.id in funded)
        for row in stand.rows
        if row.team.id in preview.asks and row.points is not None
    ]


@bp.post("/camps/<slug>/grants/decisions")
@rule("awards.decide")
def decide_list(slug: str) -> Response:
    """Decide for all teams of the list at once."""
    with db().read() as session:
        teams = [row.team.id for row in deliberation(session, camp()).rows]
    read = {
        team: forms.choice(request.form, team, camp().currency, suffix=f".{team}") for team in teams
    }
    seen = {team: forms.revision(request.form, f".{team}") for team in teams}
    verb = partial(
        service.decide,
        camp_id=camp().id,
        choices=[one for one in read.values() if one is not None],
        revisions={team: number for team, number in seen.items() if number is not None},
        by=actor().person_id,
        now=now(),
    )
    return write(verb, Answer(location=f"/camps/{slug}/grants"))


@bp.post("/camps/<slug>/grants/key")
@rule("publication.key")
def turn_key(slug: str) -> Response:
    with db().read() as session:
        round_ = final_round(session, camp().id)
    if round_ is None:
        raise NotRanked
    verb = partial(
        publishing.turn_key,
        camp_id=camp().id,
        round_id=round_.id,
        roles=api.own_key_roles(),
        by=actor().person_id,
        now=now(),
    )
    return write(verb, Answer(location=request.form.get("back") or f"/camps/{slug}/grants"))


@bp.get("/camps/<slug>/deliberation")
@rule("deliberation.read")
def deliberate(slug: str) -> str:
    with db().read() as session:
        round_ = final_round(session, camp().id)
    if round_ is None:
        return render_template("grants/waiting.html", camp=camp(), why=NotRanked.title)
    return render_template("grants/deliberation.html", camp=camp(), round_id=round_.id)


@bp.get("/camps/<slug>/deliberation/<team_id>")
@rule("deliberation.read")
def deliberate_on(slug: str, team_id: str) -> str:
    """One team: chair and secretary decide; a juror who stepped aside is asked to leave."""
    with db().read() as session:
        stand = deliberation(session, camp())
        row = _row(stand.rows, team_id)
        seat = live.seat_of(session, camp().id, actor().person_id)
        counted = hands.counts(session, stand.ranked.round.id).get(team_id, {})
    return render_template(
        "grants/team.html",
        camp=camp(),
        now=stand,
        row=row,
        counted=counted,
        ways=WAYS,
        written=forms.written,
        left=stand.left + (row.choice.amount if row.choice else 0),
        leaves=bool(seat and seat.id in row.aside),
        may_decide=may(actor(), camp().id, "awards.decide"),
    )


@bp.post("/camps/<slug>/deliberation/<team_id>")
@rule("awards.decide")
def decide_one(slug: str, team_id: str) -> Response:
    made = forms.choice(request.form, team_id, camp().currency)
    seen = forms.revision(request.form)
    verb = partial(
        service.decide,
        camp_id=camp().id,
        choices=[made] if made else [],
        revisions={team_id: seen} if seen is not None else {},
        by=actor().person_id,
        now=now(),
    )
    return write(verb, Answer(location=f"/camps/{slug}/deliberation"))


@bp.post("/camps/<slug>/deliberation/<team_id>/vote")
@rule("awards.vote")
def vote(slug: str, team_id: str) -> Response:
    """A present juror's own vote on what the team gets."""
    verb = partial(
        hands.vote, camp_id=camp().id, team_id=team_id, vote=request.form.get("vote", ""),
        by=actor().person_id, now=now(),
    )  # fmt: skip
    return write(verb, Answer(location=f"/camps/{slug}/deliberation/{team_id}"))


@bp.post("/camps/<slug>/sitting/presence")
@rule("awards.decide")
def note_presence(slug: str) -> Response:
    verb = partial(
        service.note_presence,
        camp_id=camp().id,
        present=request.form.getlist("present"),
        by=actor().person_id,
        now=now(),
    )
    return write(verb, Answer(location=f"/camps/{slug}/protocol"))


@bp.post("/camps/<slug>/sitting/notes")
@rule("awards.decide")
def take_note(slug: str) -> Response:
    verb = partial(
        service.take_note,
        camp_id=camp().id,
        text=request.form.get("text", ""),
        by=actor().person_id,
        now=now(),
    )
    return write(verb, Answer(location=f"/camps/{slug}/protocol"))


@bp.post("/camps/<slug>/sitting/ties")
@rule("ties.settle")
def settle_tie(slug: str) -> Response:
    places = {
        name.removeprefix("place."): value
        for name, value in request.form.items()
        if name.startswith("place.")
    }
    verb = partial(
        service.settle_tie,
        camp_id=camp().id,
        order=sorted(places, key=lambda team: (places[team], team)),
        sentence=request.form.get("sentence", ""),
        by=actor().person_id,
        now=now(),
    )
    return write(verb, Answer(location=f"/camps/{slug}/deliberation"))


@bp.get("/camps/<slug>/protocol")
@rule("awards.read")
def protocol(slug: str) -> str:
    with db().read() as session:
        stand = deliberation(session, camp())
        seat = live.seat_of(session, camp().id, actor().person_id)
    return render_template(
        "grants/protocol.html",
        camp=camp(),
        now=stand,
        seat=seat,
        may_decide=may(actor(), camp().id, "awards.decide"),
        is_secretary=actor().has(camp().id, Role.SECRETARY),
    )


@bp.post("/camps/<slug>/protocol/signatures")
@rule("awards.vote")
def sign(slug: str) -> Response:
    """A juror signs on glass."""
    with db().read() as session:
        juror_id = service.juror_of(session, camp().id, actor().person_id).id
    return _sign(slug, juror_id)


@bp.post("/camps/<slug>/protocol/signatures/<juror_id>")
@rule("awards.decide")
def sign_for(slug: str, juror_id: str) -> Response:
    """The secretary writes down that a juror signed on paper."""
    return _sign(slug, juror_id)


def _sign(slug: str, juror_id: str) -> Response:
    verb = partial(
        service.sign, camp_id=camp().id, juror_id=juror_id, by=actor().person_id, now=now()
    )
    return write(verb, Answer(location=f"/camps/{slug}/protocol"))


def _row(rows: tuple[Row, ...], team_id: str) -> Row:
    found = next((row for row in rows if row.team.id == team_id), None)
    if found is None:
        raise NotFound
    return found
