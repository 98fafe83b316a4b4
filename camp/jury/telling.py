"""How a team came to its points and place, in sentences of the reader's language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from flask_babel import gettext, ngettext

from camp.jury.models import Round
from camp.web.i18n import in_words, number
from scoring.explain import told_values


def names_of(round_: Round, teams: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return what people call the criteria and the teams of a picture."""
    criteria = {one.key: in_words(one.names, one.name) for one in round_.criteria}
    return {**criteria, **{row["team"]: row["name"] for row in teams}}


def added_up(steps: Iterable[Any]) -> list[dict[str, Any]]:
    """Return steps, as objects or from an answer, with values whose told digits add up."""
    plain = [one if isinstance(one, Mapping) else asdict(one) for one in steps]
    values = told_values([(one["key"], one["value"]) for one in plain])
    return [{**one, "value": value} for one, value in zip(plain, values, strict=True)]


def sentences(steps: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> list[str]:
    """Word the steps of one team. No juror is named, and no juror's own effect is told."""
    told = added_up(steps)
    return [str(_SAY[step["key"]](step["value"], step["facts"], names)) for step in told]


def certainty(row: Mapping[str, Any], close: Sequence[str] = ()) -> list[str]:
    """Say in which points and places a team lies with 90 % certainty; nothing where none is told.

    `juries` of a row are how many of `drawing.JURIES` fund the team, `close` the names of the teams
    that are too close to it to call.
    """
    said = []
    if row.get("low") is not None:
        said.append(
            gettext(
                "With 90 %% certainty its points lie between %(low)s and %(high)s.",
                low=number(row["low"]),
                high=number(row["high"]),
            )
        )
    best, worst = row.get("rank_low"), row.get("rank_high")
    if best is not None and best == worst:
        said.append(gettext("With 90 %% certainty its place is %(place)s.", place=best))
    elif best is not None:
        said.append(
            gettext(
                "With 90 %% certainty its place lies between %(best)s and %(worst)s.",
                best=best,
                worst=worst,
            )
        )
    if row.get("juries") is not None:
        said.append(
            ngettext(
                "%(num)s of 20 equally likely juries would have funded the team at once.",
                "%(num)s of 20 equally likely juries would have funded the team at once.",
                row["juries"],
            )
        )
    if close:
        said.append(gettext("Too close to call with: %(teams)s.", teams=", ".join(close)))
    return [str(sentence) for sentence in said]


Facts = Mapping[str, Any]
Names = Mapping[str, str]


def _points(value: float) -> str:
    return number(value, 2)


def _signed(value: float) -> str:
    return ("+" if value >= 0 else "−") + number(abs(value), 2)


def _list(facts: Facts, names: Names, key: str = "") -> str:
    values = facts[key] if key else [None] * len(facts["projects"])
    pairs = zip(facts["projects"], values, strict=True)
    return ", ".join(
        names.get(team, team) + ("" if value is None else f" {_points(value)}")
        for team, value in pairs
    )


def _rung(facts: Facts, names: Names) -> Any:
    if facts["rung"] == "wins":
        return gettext("the number of jurors who placed it higher")
    return names.get(facts["rung"], facts["rung"])


def _raw_mean(value: float, facts: Facts, _: Names) -> Any:
    return ngettext(
        "The mean of %(num)s ballot is %(points)s points.",
        "The mean of %(num)s ballots is %(points)s points.",
        facts["ballots"],
        points=_points(value),
    )


def _severity(value: float, facts: Facts, _: Names) -> Any:
    if facts["ballots"] < 2:
        return gettext("After comparison with the other teams: %(points)s.", points=_signed(value))
    if abs(value) < 0.005:
        return gettext("Its jurors were neither strict nor generous on the whole: no change.")
    if value > 0:
        return gettext(
            "Its jurors were strict on the whole, compared with the others: %(points)s.",
            points=_signed(value),
        )
    return gettext(
        "Its jurors were generous on the whole, compared with the others: %(points)s.",
        points=_signed(value),
    )


def _reliability(value: float, _: Facts, __: Names) -> Any:
    if abs(value) < 0.005:
        return gettext("How steady its jurors are changes nothing.")
    return gettext(
        "Jurors whose marks agree count more than jurors whose marks scatter: %(points)s.",
        points=_signed(value),
    )


def _shrinkage(value: float, facts: Facts, _: Names) -> Any:
    if abs(value) < 0.005:
        return gettext("Its ballots are enough: nothing is drawn to the middle.")
    return ngettext(
        "%(num)s ballot leaves chance a part, so the points are drawn to the middle: %(points)s.",
        "%(num)s ballots leave chance a part, so the points are drawn to the middle: %(points)s.",
        facts["ballots"],
        points=_signed(value),
    )


def _total(value: float, _: Facts, __: Names) -> Any:
    return gettext("Official points: %(points)s of 100.", points=_points(value))


def _interval(_: float, facts: Facts, __: Names) -> Any:
    return gettext(
        "With 90 %% certainty its points lie between %(low)s and %(high)s.",
        low=number(facts["low"]),
        high=number(facts["high"]),
    )


def _assumption(_: float, facts: Facts, names: Names) -> Any:
    return gettext(
        "No juror links %(teams)s with the other teams. The order between the %(groups)s groups "
        "rests on the assumption that their juries are equally strict.",
        teams=_list(facts, names),
        groups=facts["groups"],
    )


def _tied(value: float, facts: Facts, names: Names) -> Any:
    return gettext(
        "Tied, because at most %(margin)s points part them: %(teams)s.",
        margin=number(value, 1),
        teams=_list(facts, names, "scores"),
    )


def _equal(_: float, facts: Facts, names: Names) -> Any:
    return gettext(
        "Still equal by %(rung)s: %(teams)s.",
        rung=_rung(facts, names),
        teams=_list(facts, names, "values"),
    )


def _decided(_: float, facts: Facts, names: Names) -> Any:
    return gettext(
        "The tie is decided by %(rung)s: %(teams)s.",
        rung=_rung(facts, names),
        teams=_list(facts, names, "values"),
    )


def _chair(value: float, facts: Facts, names: Names) -> Any:
    return gettext(
        "The chair decided between %(teams)s, place %(place)s of them: “%(sentence)s”",
        teams=_list(facts, names),
        place=number(value, 0),
        sentence=facts["sentence"],
    )


def _open(_: float, facts: Facts, names: Names) -> Any:
    return gettext("The tie is still open between %(teams)s.", teams=_list(facts, names))


def _place(_: float, facts: Facts, __: Names) -> Any:
    return gettext(
        "Place %(place)s of %(of)s. By the plain mean it would be place %(raw)s.",
        place=facts["label"].replace("-", "–"),
        of=facts["of"],
        raw=facts["raw_place"],
    )


_SAY = {
    "raw_mean": _raw_mean,
    "severity": _severity,
    "reliability": _reliability,
    "shrinkage": _shrinkage,
    "points": _total,
    "interval": _interval,
    "assumption": _assumption,
    "tied": _tied,
    "equal": _equal,
    "rung": _decided,
    "chair": _chair,
    "open": _open,
    "place": _place,
}
