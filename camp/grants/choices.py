"""What the jury may decide: each choice alone, and all of them down the ranking. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from camp.core.errors import Invalid, words
from camp.core.settings import Settings
from camp.grants.rules import (
    DECISIONS,
    KINDS,
    AmountWrong,
    OverEnvelope,
    ReasonNeeded,
    TieOpen,
    VotesWrong,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is decided for one team. `amount` in minor units; `order` is the reserve's."""

    team: str
    decision: str
    kind: str = ""
    order: int | None = None
    amount: int = 0
    conditions: tuple[str, ...] = ()
    reason: str = ""
    votes: Mapping[str, int] = field(default_factory=dict)
    note: str = ""

    @property
    def is_award(self) -> bool:
        return self.decision == "award"

    @property
    def is_reasoned(self) -> bool:
        """Whether the jury said why and counted hands: what a departure needs (R45)."""
        return bool(self.reason.strip()) and sum(self.votes.values()) > 0


@dataclass(frozen=True, slots=True)
class Table:
    """What choices are measured by.

    `blocks` are the teams by place, best first (several in one block: an open tie); teams that
    have no ballot come last, one by one. `voters` counts the jurors who may vote on a team,
    `by_rule` are the teams that the published rule funds.
    """

    blocks: tuple[tuple[str, ...], ...]
    asks: Mapping[str, int]
    voters: Mapping[str, int]
    names: Mapping[str, str]
    settings: Settings
    by_rule: frozenset[str] = frozenset()

    @property
    def ranking(self) -> tuple[str, ...]:
        return tuple(team for block in self.blocks for team in block)

    def called(self, team: str) -> str:
        return self.names.get(team, team)


def completed(choice: Choice, asks: Mapping[str, int]) -> Choice:
    """Fill in what follows from the rest, and clear what does not belong to the decision."""
    is_full = choice.is_award and choice.kind == "full"
    return Choice(
        team=choice.team,
        decision=choice.decision,
        kind=choice.kind if choice.is_award else "",
        order=choice.order if choice.decision == "reserve" else None,
        amount=(choice.amount or (asks.get(choice.team, 0) if is_full else 0))
        if choice.is_award
        else 0,
        conditions=tuple(line.strip() for line in choice.conditions if line.strip()),
        reason=choice.reason.strip(),
        votes={name: count for name, count in choice.votes.items() if count},
        note=choice.note.strip(),
    )


def check(changed: Iterable[str], choices: Mapping[str, Choice], table: Table) -> None:
    """Raise unless all choices stand together; `changed` are the teams that are decided now."""
    for team in changed:
        _alone(choices[team], table)
    given = sum(choice.amount for choice in choices.values())
    if given > table.settings.envelope:
        raise OverEnvelope(over=given - table.settings.envelope)
    _ties(choices, table)
    for team in changed:
        if choices[team].kind == "partial":
            _partial(choices[team], choices, table)
    _departures(choices, table)


def left_before(team: str, choices: Mapping[str, Choice], table: Table) -> int:
    """Return what the awards of the teams above leave of the envelope."""
    above = table.ranking[: table.ranking.index(team)]
    return table.settings.envelope - sum(choices[one].amount for one in above if one in choices)


def _alone(choice: Choice, table: Table) -> None:
    about = {"team": choice.team, "name": table.called(choice.team)}
    if choice.team not in table.ranking:
        raise Invalid(words("%(name)s does not stand before this jury."), **about)
    if choice.decision not in DECISIONS or choice.is_award != (choice.kind in KINDS):
        raise Invalid(words("%(name)s needs a decision that the rules know."), **about)
    if choice.decision == "reserve" and (choice.order is None or choice.order < 1):
        raise Invalid(words("%(name)s needs a place in the reserve."), **about)
    _votes(choice, table, about)
    if choice.is_award:
        _amount(choice, table, about)


def _votes(choice: Choice, table: Table, about: Mapping[str, str]) -> None:
    votes = choice.votes
    if not set(votes) <= {"for", "against", "abstained"} or min(votes.values(), default=0) < 0:
        raise VotesWrong(words("Votes are for, against or abstained."), **about)
    most = table.voters.get(choice.team, 0)
    if sum(votes.values()) > most:
        raise VotesWrong(
            words("At most %(voters)s present jurors may vote on %(name)s."), voters=most, **about
        )
    if votes and votes.get("for", 0) <= votes.get("against", 0):
        raise VotesWrong(words("The decision on %(name)s has no majority."), **about)


def _amount(choice: Choice, table: Table, about: Mapping[str, str]) -> None:
    ask, settings = table.asks.get(choice.team, 0), table.settings
    if ask <= 0:
        raise AmountWrong(words("%(name)s has not asked for a grant."), **about)
    if choice.kind == "full":
        if choice.amount != ask:
            raise AmountWrong(words("In full means exactly what %(name)s asks for."), **about)
        return
    if not 0 < choice.amount < ask:
        raise AmountWrong(words("Less than the ask of %(name)s, and more than nothing."), **about)
    if choice.amount < settings.min_award:
        raise AmountWrong(words("The award of %(name)s is under the least award."), **about)
    if choice.kind == "reduced" and not choice.reason:
        raise ReasonNeeded(words("Say why %(name)s gets less than it asks for."), **about)


def _partial(choice: Choice, choices: Mapping[str, Choice], table: Table) -> None:
    """A part is what is left, and at least the published share, unless a reason is given."""
    left = left_before(choice.team, choices, table)
    share = Fraction(str(table.settings.partial_min_share)) * table.asks[choice.team]
    if not choice.reason and (choice.amount != left or choice.amount < share):
        raise ReasonNeeded(
            words("In part means exactly what is left; say why %(name)s gets another sum."),
            team=choice.team,
            name=table.called(choice.team),
            left=left,
        )


def _ties(choices: Mapping[str, Choice], table: Table) -> None:
    """An open tie is one place: its teams may not be parted by money or by the reserve."""
    for block in table.blocks:
        decided = [choices[team] for team in block if team in choices]
        kinds = {(choice.decision, choice.kind == "partial") for choice in decided}
        in_reserve = sum(choice.decision == "reserve" for choice in decided)
        if len(block) > 1 and (len(kinds) > 1 or in_reserve > 1):
            raise TieOpen(
                words("A tie is open between %(names)s: the chair orders them in writing first."),
                teams=list(block),
                names=", ".join(table.called(team) for team in block),
            )


def _departures(choices: Mapping[str, Choice], table: Table) -> None:
    """Refuse what passes a team over without a reason and votes (R45, R52)."""
    decided = [choices[team] for team in table.ranking if team in choices]
    for place, choice in enumerate(decided):
        below = decided[place + 1 :]
        if choice.is_reasoned or not _is_passed_over(choice, below):
            continue
        if table.settings.funding_rule == "skip" and not _could_fund(choice.team, choices, table):
            continue
        if table.settings.funding_rule == "knapsack" and choice.team not in table.by_rule:
            continue
        lifts = [one for one in below if _rank(one) < _rank(choice)]
        if all(one.is_reasoned for one in lifts):
            continue
        raise ReasonNeeded(
            words("A team below %(name)s is placed before it: that needs a reason and votes."),
            team=choice.team,
            name=table.called(choice.team),
        )
    orders = [choice.order for choice in decided if choice.decision == "reserve"]
    if len(set(orders)) < len(orders):
        raise Invalid(words("Two teams have the same place in the reserve."))


def _rank(choice: Choice) -> tuple[int, int]:
    return DECISIONS.index(choice.decision), choice.order or 0


def _is_passed_over(choice: Choice, below: Sequence[Choice]) -> bool:
    return any(_rank(one) < _rank(choice) for one in below)


def _could_fund(team: str, choices: Mapping[str, Choice], table: Table) -> bool:
    left, ask = left_before(team, choices, table), table.asks.get(team, 0)
    share = Fraction(str(table.settings.partial_min_share)) * ask
    return left >= ask or (left >= share and left >= max(table.settings.min_award, 1))
