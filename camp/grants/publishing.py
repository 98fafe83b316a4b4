"""The result as it leaves the room: what is missing, the two keys, and what each version said."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from camp.core.errors import CampError, words
from camp.core.events import hold, record
from camp.core.ids import new_id
from camp.core.models import Camp
from camp.core.rules import Role
from camp.grants.choices import check
from camp.grants.events import KeyTurned, ResultPublished
from camp.grants.models import Appeal, Publication, PublicationKey
from camp.grants.proposal import choice_of, current, table
from camp.grants.ranking import Ranking, deliberated_round, final_round, ranking, sitting_of
from camp.grants.rules import (
    DECIDES_IN,
    KEY_ROLES,
    NotDeliberating,
    NothingChanged,
    NotReady,
    TwoPeople,
)
from camp.grants.service import described
from camp.jury.models import Ballot
from scoring import digest, explanation


def missing_for_results(session: Session, camp: Camp) -> list[str]:
    """Return what keeps the result from being published, in English sentences to translate."""
    try:
        round_ = deliberated_round(session, camp)
        ranked = ranking(session, camp, round_)
    except CampError as error:
        return [error.title]
    measure, rows = table(session, camp, ranked), current(session, round_.id)
    choices = {team: choice_of(row) for team, row in rows.items() if team in measure.ranking}
    missing = []
    if set(choices) != set(measure.ranking):
        missing.append(words("Not every team has a decision yet."))
    if sum(one.amount for one in choices.values()) > camp.settings.envelope:
        missing.append(words("The awards together are more than the envelope."))
    else:
        try:
            check(choices, choices, measure)
        except CampError:
            missing.append(words("A decision does not stand any more: look at the list again."))
    sitting = sitting_of(session, round_.id)
    if sitting is None or len(sitting.present) < camp.settings.quorum:
        missing.append(words("Fewer jurors are present than the quorum."))
    if sitting is None or not sitting.present or set(sitting.present) - set(sitting.signed_by):
        missing.append(words("Not every present juror has signed the protocol."))
    return missing


def is_published(session: Session, camp_id: str) -> bool:
    return bool(session.scalar(select(exists().where(Publication.camp_id == camp_id))))


def open_appeals(session: Session, camp_id: str) -> int:
    """Count the appeals that wait for their answer: no money moves before (R50)."""
    waiting = select(func.count(Appeal.id)).filter_by(camp_id=camp_id, outcome="")
    return session.scalar(waiting) or 0


def latest(session: Session, camp_id: str) -> Publication | None:
    """Return the version of the result that counts, None before the first."""
    round_ = final_round(session, camp_id)
    if round_ is None:
        return None
    return session.scalars(
        select(Publication)
        .filter_by(round_id=round_.id)
        .order_by(Publication.version.desc())
        .limit(1)
    ).one_or_none()


def turn_key(
    session: Session,
    *,
    camp_id: str,
    round_id: str,
    roles: Collection[Role],
    by: str,
    now: datetime,
) -> tuple[PublicationKey, Publication | None]:
    """Turn one of the two keys; the second one, by another person, publishes.

    `roles` are those of the person, who turns the key of one: the first that is free. A key holds
    for the result and decisions as they are now: once these change it opens nothing any more.
    Raises NotReady with what is missing, TwoPeople, or NothingChanged for what is published.
    """
    camp = hold(session, camp_id)
    if camp.phase not in DECIDES_IN:
        raise NotDeliberating(phase=camp.phase)
    missing = missing_for_results(session, camp)
    if missing:
        raise NotReady(missing=[{"what": what, "who": []} for what in missing])
    ranked = ranking(session, camp, deliberated_round(session, camp))
    if ranked.round.id != round_id:
        raise NotReady
    result = _result(session, camp, ranked)
    fingerprint = digest(result)
    before = latest(session, camp_id)
    keys = keys_on(session, round_id, fingerprint)
    mine = next((key for key in keys if key.person_id == by), None)
    if before is not None and before.fingerprint == fingerprint:
        if mine is None:
            raise NothingChanged
        return mine, before
    if mine is None:
        role = _free_role(roles, keys)
        mine = PublicationKey(
            id=new_id(), camp_id=camp_id, round_id=round_id, role=role, person_id=by,
            fingerprint=fingerprint, at=now,
        )  # fmt: skip
        session.add(mine)
        fact = KeyTurned(
            camp_id=camp_id, by=by, round_id=round_id, role=role, fingerprint=fingerprint
        )
        record(session, fact)
        keys = [*keys, mine]
    if len({key.person_id for key in keys}) < len(KEY_ROLES):
        return mine, None
    return mine, _publish(session, ranked, result, fingerprint, before, by=by, now=now)


def publish_again(session: Session, *, camp: Camp, now: datetime) -> Publication:
    """Publish what an imported folder says was published, at its time.

    The keys were turned where the camp was held; they are not part of the folder.
    """
    round_ = final_round(session, camp.id)
    if round_ is None:
        raise NotReady
    ranked = ranking(session, camp, round_)
    result = _result(session, camp, ranked)
    return _publish(session, ranked, result, digest(result), latest(session, camp.id), now=now)


def keys_on(session: Session, round_id: str, fingerprint: str) -> list[PublicationKey]:
    """Return the keys that were turned over exactly this result."""
    found = session.scalars(
        select(PublicationKey)
        .filter_by(round_id=round_id, fingerprint=fingerprint)
        .order_by(PublicationKey.at)
    )
    return list(found)


def fingerprint_now(session: Session, camp: Camp, ranked: Ranking) -> str:
    """Return the fingerprint of result and decisions as they are now."""
    return digest(_result(session, camp, ranked))


def _free_role(roles: Collection[Role], keys: list[PublicationKey]) -> str:
    taken = {key.role for key in keys}
    free = [role for role in KEY_ROLES if role in roles and role not in taken]
    if not free:
        raise TwoPeople
    return str(free[0])


def _publish(
    session: Session,
    ranked: Ranking,
    result: dict[str, Any],
    fingerprint: str,
    before: Publication | None,
    *,
    now: datetime,
    by: str | None = None,
) -> Publication:
    published = Publication(
        id=new_id(),
        camp_id=ranked.round.camp_id,
        round_id=ranked.round.id,
        version=(before.version if before else 0) + 1,
        fingerprint=fingerprint,
        result=result,
        at=now,
    )
    session.add(published)
    sitting = sitting_of(session, ranked.round.id)
    if sitting is not None and sitting.closed_at is None:
        sitting.closed_at = now
    fact = ResultPublished(
        camp_id=published.camp_id,
        by=by,
        round_id=published.round_id,
        version=published.version,
        fingerprint=fingerprint,
        team_ids=tuple(result["teams"]),
    )
    record(session, fact)
    return published


def _result(session: Session, camp: Camp, ranked: Ranking) -> dict[str, Any]:
    """Return all that is published, to the public and to each team; JSON and nothing else."""
    rows, comments = current(session, ranked.round.id), _comments(session, ranked.round.id)
    asks = table(session, camp, ranked).asks
    teams = {
        team: {
            **_score(ranked, team),
            "decision": described(choice_of(row)),
            "ask": asks.get(team, 0),
            "comments": comments.get(team, []),
        }
        for team, row in sorted(rows.items())
    }
    return {
        "seal": ranked.seal,
        "mode": camp.settings.score_mode,
        "margin": camp.settings.tie_margin,
        "rule": camp.settings.funding_rule,
        "envelope": camp.settings.envelope,
        "currency": camp.currency,
        "teams": teams,
        "order": [team for team in ranked.order.ranking if team in teams],
        "medians": ranked.criterion_medians(),
        "criteria": [
            {"key": one.key, "weight": one.weight, "name": one.name, "names": one.names}
            for one in ranked.round.criteria
        ],
        "scale": [ranked.round.scale_low, ranked.round.scale_high],
    }


def _score(ranked: Ranking, team: str) -> dict[str, Any]:
    if team not in ranked.fitted.scores:
        return {}
    told = explanation(ranked.fitted, ranked.order, team)
    return {
        "place": ranked.labels[team],
        "points": ranked.fitted.scores[team],
        "raw": ranked.fitted.raw_means[team],
        "raw_place": ranked.raw_places[team],
        "ballots": len(ranked.fitted.panels[team]),
        "steps": [_plain(asdict(step)) for step in told.steps],
        "criteria": ranked.criterion_means(team),
        **{key: value for key, value in ranked.found.doubt(team).items() if value is not None},
    }


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return list(value) if isinstance(value, tuple) else value


def _comments(session: Session, round_id: str) -> dict[str, list[str]]:
    """Return the comments that jurors share, sorted by their words: nobody sees whose they are."""
    found = session.execute(
        select(Ballot.team_id, Ballot.comment).filter_by(
            round_id=round_id, is_current=True, state="submitted", shares_comment=True
        )
    )
    shared: dict[str, list[str]] = {}
    for team, comment in found:
        if comment.strip():
            shared.setdefault(team, []).append(comment.strip())
    return {team: sorted(lines) for team, lines in shared.items()}


def amended(session: Session, round_id: str) -> list[Publication]:
    """Return all versions of the result, the first one first."""
    found = session.scalars(
        select(Publication).filter_by(round_id=round_id).order_by(Publication.version)
    )
    return list(found)
