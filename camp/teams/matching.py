"""Which teams fit a person, with the reasons as codes and data (rulebook R19, R21)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from camp.people.models import Participant
from camp.teams.models import Seat, Team


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a team fits: `code` is skill, language, region, dot, last_seat, small or no_language."""

    code: str
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Suggestion:
    team: Team
    reasons: tuple[Reason, ...]
    score: int


def missing(team: Team, seats: Sequence[Seat]) -> list[str]:
    """Return the wanted skills that no member brings yet, in the team's order."""
    have = {skill for seat in seats for skill in seat.participant.skills}
    return [skill for skill in team.wanted if skill not in have]


def common_languages(people: Sequence[Participant]) -> list[str]:
    """Return the languages that everybody speaks; people who named none do not count."""
    told = [one.speaks for one in people if one.speaks]
    if not told:
        return []
    return [tongue for tongue in told[0] if all(tongue in one for one in told)]


def suggest(
    one: Participant,
    teams: Sequence[tuple[Team, Sequence[Seat], int]],
    *,
    minimum: int,
    liked: Collection[str] = (),
    many: int = 3,
) -> list[Suggestion]:
    """Return the `many` teams with free seats that fit best, the best first.

    `teams` gives each team with its members and free seats; `liked` are the teams whose idea the
    person gave a dot. A missing skill counts most, then the dot, then region and language.
    """
    found = [
        _weigh(one, team, seats, free=free, minimum=minimum, liked=team.id in liked)
        for team, seats, free in teams
        if free > 0
    ]
    return sorted(found, key=lambda made: (-made.score, made.team.number))[:many]


def _weigh(
    one: Participant,
    team: Team,
    seats: Sequence[Seat],
    *,
    free: int,
    minimum: int,
    liked: bool,
) -> Suggestion:
    reasons, score = [], 0
    skills = [skill for skill in missing(team, seats) if skill in one.skills][:2]
    if skills:
        reasons.append(Reason("skill", {"skills": skills}))
        score += 4 * len(skills)
    if liked:
        reasons.append(Reason("dot"))
        score += 3
    people = [seat.participant for seat in seats]
    if one.speaks and any(other.speaks for other in people):
        shared = common_languages([one, *people])
        reasons.append(
            Reason("language", {"languages": shared}) if shared else Reason("no_language")
        )
        score += 2 if shared else -6
    near = sum(other.person.region == one.person.region for other in people)
    if one.person.region and near:
        reasons.append(Reason("region", {"region": one.person.region, "people": near}))
        score += 2
    if len(people) < minimum:
        reasons.append(Reason("small", {"people": len(people), "minimum": minimum}))
        score += 1
    elif free == 1:
        reasons.append(Reason("last_seat"))
    return Suggestion(team, tuple(reasons), score)
