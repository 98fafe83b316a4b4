"""The states of pages that pictures are taken of, as ux 3 and the drawings name them.

Pages of the table come first, so a state may leave the camp otherwise than it found it. The states
of a phase are taken in the order they stand here.
"""

from dataclasses import replace

from tests.browser.acting import LATE, State
from tests.browser.deeds import ANNOUNCES, OPENS, READS, Deed

TABLET = (1024, 768)
GO = "main .button--go"
NEXT_DOT = ".dot[aria-pressed=false]"


def gate(name: str, is_open: str) -> Deed:
    return Deed(
        "owner", "control/gates", "control/gates",
        (("gate", name), ("open", is_open), ("reason", "It is told on the stage.")),
    )  # fmt: skip


def deadline(at: str) -> Deed:
    fields = (("name", "submission"), ("at", at))
    return Deed("owner", "control/deadlines", "control/gates", fields)


def drives(path: str, **fields: str) -> Deed:
    return Deed("owner", f"stage/{path}", "control", tuple(fields.items()))


def steps(first: int, last: int) -> tuple[Deed, ...]:
    """Return the deeds that take the reveal on, one step at a time."""
    return tuple(drives("step", to=str(step)) for step in range(first, last + 1))


def shows(scene: str) -> Deed:
    return drives("scene", scene=scene)


CLOSES_VOTE = Deed("moderator", "ideas/voting", "ideas/desk", (("state", "closed"),))
REVEALS_DOTS = Deed("moderator", "ideas/voting", "ideas/desk", (("state", "revealed"),))
FREEZES = Deed("secretary", "/rounds/<round_id>/freeze", "jury/desk")
STARTS = Deed("secretary", "/rounds/<round_id>/slots/<team_id>", "jury/desk", (("state", "now"),))
PITCHES = Deed("owner", "control/timers", "control", (("timer_kind", "pitch"), ("minutes", "4")))
WRITES_IDEA = (
    ("fill", "#title", "A kettle for the queue"),
    ("fill", "#problem", "People wait for hours in the cold."),
    ("fill", "#solution", "Tea from a shared kettle, poured by volunteers."),
)
"""Also what an idea like another one begins with."""
MARKS = (
    ("check", ".score-row:nth-of-type(1) [value='4']"),
    ("check", ".score-row:nth-of-type(2) [value='3']"),
)

LATE_ONE = {"role": LATE, "once": (replace(READS, role=LATE),)}


def state(page: str, name: str, *steps: tuple[str, ...] | Deed, **more: object) -> State:
    return State(page, name, steps, **more)  # type: ignore[arg-type]


def in_languages(page: str) -> tuple[State, ...]:
    return tuple(state(page, tag.lower().replace("_", "-"), language=tag) for tag in TAGS)


TAGS = ("ru", "uz", "uz_Cyrl")
VISITOR = (
    *in_languages("visitor-join"),
    state("visitor-join", "wrong", ("fill", "#code", "7K3F"),
          ("tap", "form[action='/join'] button"), ("see", "#code-fault:not([hidden])")),
    state("visitor-join", "badge", ("tap", ".badge-entry summary")),
    state("visitor-registration", "error", ("tap", "main form .button--big"),
          ("see", ".error-summary:not([hidden])")),
    state("visitor-registration", "closed", phase="build"),
)  # fmt: skip
PARTICIPANT = (
    state("participant-home", "dark", scheme="dark"),
    *in_languages("participant-home"),
    state("participant-home", "offline", ("offline",)),
    state("participant-home", "announcement", before=(ANNOUNCES,)),
    state("participant-badge", "dark", scheme="dark"),
    state("participant-badge", "offline", ("offline",)),
    state("participant-consent", "full-text", ("tap", "main details summary")),
    state("participant-idea-new", "error", ("tap", "[name=send][value=true]"),
          ("see", ".error-summary:not([hidden])")),
    state("participant-idea-new", "saving", *WRITES_IDEA, ("hold",),
          ("tap", "[name=send][value=true]"), ("see", "camp-connection[data-state=saving]")),
    state("participant-idea-new", "on-this-phone", *WRITES_IDEA, ("offline",),
          ("tap", "[name=send][value=true]"), ("see", "camp-connection[data-state=waiting]")),
    state("participant-idea-new", "not-saved", *WRITES_IDEA, gate("ideas", "false"),
          ("tap", "[name=send][value=true]"), ("see", ".error-summary:not([hidden])"), ("top",)),
    state("participant-ideas", "dark", scheme="dark"),
    state("participant-ideas", "saving", ("hold",), ("tap", NEXT_DOT),
          ("see", "camp-connection[data-state=saving]")),
    state("participant-ideas", "saved", ("tap", NEXT_DOT),
          ("see", "camp-connection[data-state=saved]")),
    state("participant-ideas", "on-this-phone", ("offline",), ("tap", NEXT_DOT),
          ("tap", NEXT_DOT), ("see", "camp-connection[data-state=waiting]")),
    state("participant-ideas", "waiting-list", ("offline",), ("tap", NEXT_DOT),
          ("see", "camp-connection[data-state=waiting]"), ("tap", ".state-line__open")),
    state("participant-ideas", "closed", before=(CLOSES_VOTE,)),
    state("moderator-ideas", "closed"),
    state("participant-ideas", "revealed", before=(REVEALS_DOTS,)),
    state("participant-teams", "dark", scheme="dark"),
    state("participant-teams", "offline", ("offline",)),
    state("participant-teams", "asked", ("tap", "form[action*='/requests'] button"),
          ("see", ".card--asked")),
    state("participant-teams", "locked", phase="locked", role="participant"),
    state("participant-submission", "none", phase="build"),
    state("participant-team", "dark", scheme="dark"),
    state("participant-team", "forming", phase="forming", role="Jahongir Sultonov"),
    state("participant-project", "dark", scheme="dark"),
    state("participant-canvas", "on-this-phone", ("offline",),
          ("fill", "main textarea", "Written in the tunnel."),
          ("see", "camp-connection[data-state=waiting]")),
    state("participant-canvas", "saving", ("hold",),
          ("fill", "main textarea", "Written in the hall."),
          ("see", "camp-connection[data-state=saving]")),
    state("participant-canvas", "saved", ("fill", "main textarea", "Written in the hall."),
          ("see", "camp-connection[data-state=saved]")),
    state("participant-budget", "line-open", ("tap", "details.line:not([open]) summary")),
    state("participant-project", "soon", before=(deadline("in 42 min"),)),
    state("participant-project", "last", before=(deadline("in 8 min"),)),
    state("participant-project", "submitted", ("tap", ".worksteps__submit button"),
          ("see", ".strip--calm"), ("see", "camp-connection[data-state=saved]")),
    state("participant-project", "over", before=(deadline("in -30 min"),)),
    state("participant-mentor", "offline", ("offline",)),
    state("participant-schedule", "dark", scheme="dark"),
    state("participant-result", "dark", scheme="dark"),
    state("grantee-report", "error", ("tap", "main form .button--big"),
          ("see", ".error-summary:not([hidden])")),
)  # fmt: skip
JURY = (
    state("mentor-note", "error", ("tap", ".bottom-bar button"),
          ("see", ".error-summary:not([hidden])")),
    state("mentor-note", "on-this-phone", ("tap", ".lights .choice:nth-child(2)"),
          ("tap", "#materially_helped .choice:nth-child(2)"), ("offline",),
          ("tap", ".bottom-bar button"), ("see", "camp-connection[data-state=waiting]")),
    state("mentor-queue", "dark", scheme="dark"),
    state("mentor-queue", "closed", phase="locked"),
    state("juror-score", "missing", ("tap", "[data-hand-in]"), **LATE_ONE),
    state("juror-score", "saving", ("hold",), *MARKS, ("top",),
          ("see", "camp-connection[data-state=saving]"), **LATE_ONE),
    state("juror-score", "on-this-phone", ("offline",), *MARKS, ("top",),
          ("see", "camp-connection[data-state=waiting]"), **LATE_ONE),
    state("juror-score", "part", *MARKS, ("see", "camp-connection[data-state=saved]"), ("top",),
          **LATE_ONE),
    state("juror-teams", "part", **LATE_ONE),
    state("juror-score", "dark", scheme="dark"),
    *in_languages("juror-score"),
    state("juror-score", "tablet", size=TABLET, **LATE_ONE),
    state("juror-teams", "tablet", size=TABLET),
    state("juror-teams", "dark", scheme="dark"),
    state("juror-conflicts", "aside", ("tap", ".jury-tie summary"), once=(READS,)),
    state("juror-conflicts", "tablet", ("tap", ".jury-tie summary"), size=TABLET,
          once=(READS,)),
    state("juror-teams", "closed", phase="deliberation", once=(READS,)),
    state("juror-score", "closed", phase="deliberation", once=(READS,)),
    state("chair-deliberation", "tablet", size=TABLET),
    state("chair-deliberation", "dark", scheme="dark"),
    state("chair-team", "tablet", size=TABLET),
    state("secretary-desk", "closing", ("tap", "[data-opens='close-round']")),
)  # fmt: skip
DOOR = (
    state("door", "offline", ("offline",)),
    state("door", "found", ("fill", "#q", "a"), ("tap", "#search button")),
    state("door", "stop", ("fill", "#badge", "ZZZZ22"), ("tap", "[data-code] button"),
          ("see", ".verdict--stop")),
    state("door", "warn", ("fill", "#q", "Алишер"), ("tap", "#search button"),
          ("tap", ".door-found__one button:visible"), ("see", ".verdict--warn")),
    state("door", "ok", ("fill", "#q", "b"), ("tap", "#search button"),
          ("tap", ".door-found__one .button--go:visible"), ("see", ".verdict")),
    state("door-walk-in", "error", ("tap", "main form .button--go"),
          ("see", ".error-summary:not([hidden])")),
)  # fmt: skip
ORGANISER = (
    state("style", "parts", ("top", "details[open] h3")),
    state("style", "parts-below", ("top", "details[open] h3:nth-of-type(5)")),
    state("style", "parts-at-the-foot", ("top", "details[open] h3:last-of-type")),
    state("organiser-control", "dark", scheme="dark"),
    state("organiser-control", "offline", ("offline",)),
    state("organiser-control-jury", "dark", scheme="dark"),
    state("organiser-control-jury", "clock", before=(PITCHES,)),
    state("organiser-settings", "error", ("fill", "[name=name]", ""),
          ("tap", "main form .button--go"), ("see", ".error-summary:not([hidden])")),
    state("organiser-next", "jury", phase="deliberation"),
    state("officer-grants", "preview", path="grants?envelope=100000000&rule=greedy_whole"),
    state("officer-grants", "published", phase="appeals"),
)  # fmt: skip
STAGE = (
    state("stage-welcome", "day", before=(shows("welcome"), drives("light", on="yes"))),
    state("stage-ideas", "closed", before=(shows("ideas"),)),
    state("stage-ideas", "vote", before=(shows("vote"),)),
    state("stage-teams", "skills", before=(shows("skills"),)),
    state("stage-now", "work", before=(shows("work"),)),
    state("stage-now", "day", before=(shows("now"), drives("light", on="yes"))),
    state("stage-pitch", "running", phase="locked",
          before=(OPENS, STARTS, PITCHES, shows("pitch"))),
    state("stage-jury", "day", before=(shows("jury"), drives("light", on="yes"))),
    state("stage-standing", "live", phase="jury", board=True,
          before=(drives("light", on="no"), shows("standing"))),
    state("stage-standing", "frozen", phase="jury", board=True,
          before=(shows("standing"), FREEZES)),
    state("stage-standing", "frozen-day", before=(drives("light", on="yes"),), phase="jury"),
    state("stage-reveal", "first-row", before=(shows("reveal"), *steps(1, 1))),
    state("stage-reveal", "half", before=steps(2, 6)),
    state("stage-reveal", "before-the-winner", before=steps(7, 9)),
    state("stage-reveal", "last", before=steps(10, 10)),
    state("stage-reveal", "juror-by-juror",
          before=(drives("step", to="0"), drives("options", option="way", value="jurors"),
                  *steps(1, 4))),
    state("stage-reveal", "thanks", before=(shows("thanks"),)),
    state("stage-reveal", "black", before=(drives("black", on="yes"),)),
)  # fmt: skip
STATES = (*VISITOR, *PARTICIPANT, *JURY, *DOOR, *ORGANISER, *STAGE)
