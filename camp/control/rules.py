"""Which way a camp may go, who may take it on, and what refuses to."""

from collections.abc import Mapping

from camp.core.errors import CampError, words
from camp.core.phases import PHASES, position
from camp.core.rules import RUNS, Actor, Role

LEFT_BY: Mapping[str, frozenset[Role]] = {
    "draft": RUNS,
    "call": RUNS,
    "selection": RUNS,
    "checkin": RUNS | {Role.DOOR_LEAD},
    "ideas": RUNS | {Role.MODERATOR},
    "voting": RUNS | {Role.MODERATOR},
    "forming": RUNS | {Role.MODERATOR},
    "build": RUNS | {Role.MODERATOR},
    "locked": RUNS,
    "jury": RUNS | {Role.SECRETARY, Role.CHAIR},
    "deliberation": frozenset({Role.OWNER, Role.CHAIR}),
    "results": RUNS,
    "appeals": RUNS,
    "followup": RUNS | {Role.PROGRAMME_OFFICER},
    "closed": frozenset({Role.OWNER}),
}
"""Who may leave a phase (rulebook 3.1). Deliberation is left by owner and chair together."""

BACK: Mapping[str, frozenset[str]] = {
    "call": frozenset({"draft"}),
    "selection": frozenset({"call"}),
    "checkin": frozenset({"selection"}),
    "voting": frozenset({"ideas"}),
    "forming": frozenset({"ideas", "voting"}),
    "build": frozenset({"ideas", "voting", "forming"}),
    "locked": frozenset({"build"}),
    "jury": frozenset({"locked"}),
    "deliberation": frozenset({"jury"}),
    "followup": frozenset({"appeals"}),
}
"""Where a phase may go back to, always with a reason."""

BACK_BY: Mapping[str, frozenset[Role]] = {"deliberation": frozenset({Role.CHAIR})}


class PhaseChanged(CampError):
    slug, status = "phase-changed", 409
    title = words("Somebody else moved the camp. Look where it stands now.")


class EnoughConcerns(CampError):
    slug, status = "enough-concerns", 409
    title = words(
        "Many concerns have come from you within the hour, and they have arrived. What you typed"
        " stays here: send it after %(at)s."
    )
    with_phone = words(
        "Many concerns have come from you within the hour, and they have arrived. What you typed"
        " stays here: send it after %(at)s. If it cannot wait, call %(name)s: %(phone)s."
    )


class OnlyOwnerMakesOfficer(CampError):
    slug, status = "only-owner-makes-officer", 403
    title = words(
        "A programme officer sees the projects of every camp of the programme: the owner gives"
        " this role. Ask the owner."
    )


class NobodyReads(CampError):
    slug, status = "nobody-reads", 409
    title = words(
        "This camp has named no safeguarding officer yet, so nobody would read it. Speak to an"
        " organiser you trust."
    )


class UndoIsOver(CampError):
    slug, status = "undo-is-over", 409
    title = words(
        "The 30 seconds of the undo are over. The way back is under “Move the camp…”, with a"
        " reason."
    )


class SwitchStays(CampError):
    slug, status = "switch-stays", 409
    title = words(
        "This switch cannot be undone any more: something rests on it. Look where the camp stands"
        " now."
    )


class NoSuchWay(CampError):
    slug, status = "no-such-way", 409
    title = words("The camp cannot go there from where it stands.")


class NotReady(CampError):
    """An entry check failed; `missing` lists what is still to be done."""

    slug, status = "not-ready", 409
    title = words("Something is missing before the camp can move on.")


class RehearsalNotBegun(CampError):
    slug, status = "rehearsal-not-begun", 409
    title = words("There is no rehearsal now. Begin one first.")


class OwnerStays(CampError):
    slug, status = "owner-stays", 409
    title = words("An owner cannot be erased. Take the role of the owner back first.")


class KnownElsewhere(CampError):
    slug, status = "known-elsewhere", 403
    title = words(
        "Another camp knows this person, and you are not its owner. Ask the owner of the server."
    )


class StillTakesPart(CampError):
    """Facts: `camp`, which still counts on the person."""

    slug, status = "still-takes-part", 409
    title = words(
        "This person still takes part in a camp or has a role there. Withdraw the registration"
        " or take the role back first, or wait until the results are out."
    )


class ErasureNotConfirmed(CampError):
    slug, status = "erasure-not-confirmed", 422
    title = words("This is not the name of the person. Type it as it stands above.")


class ReasonNeeded(CampError):
    slug, status, title = "reason-needed", 422, words("Say why, in a sentence.")


def is_next(before: str, after: str) -> bool:
    return position(after) == position(before) + 1


def may_leave(who: Actor, camp_id: str, before: str, after: str) -> bool:
    if is_next(before, after):
        return who.has(camp_id, *LEFT_BY[before])
    return who.has(camp_id, *BACK_BY.get(before, LEFT_BY[before]))


def ways(before: str) -> list[str]:
    """Return where a camp may go from `before`: first on, then back."""
    names = list(PHASES)
    on = names[position(before) + 1 : position(before) + 2]
    return on + sorted(BACK.get(before, frozenset()), key=position, reverse=True)
