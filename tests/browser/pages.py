"""Every page of the program: who opens it, in which phase, on which screen.

`path` stands below the demo camp unless it begins with "/". What it leaves open, as in
`/teams/<team_id>`, is taken from a link or a form on the page `on`, or from where the last of the
deeds in `before` led. A deed is done once, for the first page that needs it, on the server of the
phase.
"""

import re
from dataclasses import dataclass

from tests.browser.deeds import (
    ANNOUNCES,
    ARRIVES,
    AT_TABLES,
    CAFE,
    CALLS,
    COMES,
    COMES_LATER,
    DEBATE,
    EXPORTS,
    GIVES,
    IN_ROOMS,
    LEAVES,
    LEAVES_OUT,
    PASTES,
    READS,
    SPELLS,
    TELLS_DONORS,
    WORRIES,
    WRITES,
    Deed,
)

CAMP = "/camps/tashkent"
PHONE, DESK, STAGE = (360, 740), (1440, 900), (1920, 1080)
EMPTY = ""
"""The phase of a server that holds no camp yet."""


@dataclass(frozen=True)
class Page:
    """`role` is empty for a visitor, or a person's name.

    `documented` pages have their picture in docs/screens.
    """

    name: str
    phase: str
    role: str
    path: str
    size: tuple[int, int] = PHONE
    on: str = ""
    before: tuple[Deed, ...] = ()
    status: int = 200
    gives_pin: bool = True
    documented: bool = False


def absolute(path: str) -> str:
    return path if path.startswith("/") else f"{CAMP}/{path}".rstrip("/")


def is_open(path: str) -> bool:
    return "<" in path


def matcher(path: str) -> re.Pattern[str]:
    """Return what a link to this path looks like."""
    return re.compile(re.sub(r"<\w+>", "[^/?#]+", absolute(path)))


def scene(name: str, phase: str, *before: Deed, documented: bool = False) -> Page:
    """Return the projector's page while it shows this scene."""
    shows = Deed("owner", "stage/scene", "control", (("scene", name),))
    return Page(
        f"stage-{name}", phase, "projector", "stage", STAGE, before=(*before, shows),
        documented=documented,
    )  # fmt: skip


GRANTEE = "Madina Yoʻldosheva"
"""Leads Atlas xalta, whose grant is under way."""

SEEKER = "Dilnoza Karimova"
"""Has no team yet when teams form."""

PAGES = (
    Page("start", EMPTY, "", "/start", DESK),
    Page("visitor-front", "call", "", "/", documented=True),
    Page("visitor-join", "call", "", "/join"),
    Page("visitor-camp", "call", "", "", documented=True),
    Page("visitor-registration", "call", "", "registration", documented=True),
    Page("visitor-schedule", "call", "", "schedule"),
    Page("visitor-ideas-empty", "call", "", "ideas"),
    Page("visitor-results-empty", "call", "", "results"),
    Page("nothing-here", "call", "", "/nothing-here", status=404),
    Page("organiser-new-camp", "call", "owner", "/camps/new", DESK),
    Page("organiser-settings", "call", "owner", "settings", DESK, documented=True),
    Page("organiser-rubric", "call", "owner", "settings/rubric", DESK, documented=True),
    Page("organiser-staff", "call", "owner", "settings/staff", DESK, documented=True),
    Page("style", "call", "owner", "/style", DESK),
    Page("organiser-look", "call", "owner", "settings/look", DESK),
    Page("organiser-look-refused", "call", "owner", "settings/look?colour=%23e91e63", DESK),
    Page("organiser-conduct", "call", "owner", "settings/conduct", DESK),
    Page("organiser-rehearsal-empty", "call", "owner", "rehearsal", DESK),
    Page("organiser-rehearsal", "build", "owner", "rehearsal", DESK,
         before=(Deed("owner", "rehearsal", "rehearsal"),
                 Deed("owner", "rehearsal/jury", "rehearsal")), documented=True),
    Page("organiser-registrations", "call", "owner", "people", DESK),
    Page("organiser-erasure", "appeals", "owner", "people/erasure?q=a", DESK),
    Page("organiser-erasure-look", "appeals", "owner", "people/<person_id>/erasure", DESK,
         on="people/erasure?q=a"),
    Page("organiser-table", "call", "owner", "people/table", DESK),
    Page("organiser-list", "call", "owner", "people/table/<file_id>", DESK, before=(PASTES,)),
    Page("errands-empty", "call", "owner", "errands", DESK),
    Page("errand", "checkin", "owner", "errands/<errand_id>", DESK, before=(EXPORTS,)),
    Page("errands", "checkin", "owner", "errands", DESK),
    Page("organiser-teams-empty", "call", "owner", "teams/desk", DESK),
    Page("organiser-projects-empty", "call", "owner", "projects", DESK),
    Page("organiser-jury-empty", "call", "owner", "jury/desk", DESK),
    Page("organiser-grants-empty", "call", "owner", "grants", DESK),
    Page("organiser-deliberation-empty", "call", "owner", "deliberation", DESK),
    Page("organiser-appeals-empty", "call", "owner", "appeals", DESK),
    Page("mentor-queue-empty", "call", "mentor", "mentoring"),
    Page("juror-early", "call", "juror", "jury"),
    Page("link", "checkin", "", "/l/<token>"),
    Page("trust", "checkin", "", "/trust"),
    Page("offline", "checkin", "", "/offline"),
    Page("pin", "checkin", "owner", "/pin", gives_pin=False),
    Page("participant-home-checkin", "checkin", "participant", "home"),
    Page("participant-badge", "checkin", "participant", "badge", documented=True),
    Page("participant-consent", "checkin", "participant", "consent", documented=True),
    Page("participant-profile", "checkin", "participant", "profile"),
    Page("participant-more", "checkin", "participant", "more"),
    Page("participant-concern", "checkin", "participant", "concern"),
    Page("participant-devices", "checkin", "participant", "/devices"),
    Page("participant-idea-new", "checkin", "participant", "ideas/new", documented=True),
    Page("participant-own-idea", "checkin", "participant", "/ideas/<idea_id>", before=(WRITES,)),
    Page("participant-idea-edit", "checkin", "participant", "/ideas/<idea_id>/edit",
         on="/ideas/<idea_id>"),
    Page("participant-no-team", "checkin", "participant", "team"),
    Page("participant-no-project", "checkin", "participant", "project"),
    Page("participant-no-result", "checkin", "participant", "results/mine"),
    Page("forbidden", "checkin", "participant", "control", status=403),
    Page("door-choice", "checkin", "door_lead", "door?station="),
    Page("door", "checkin", "door_lead", "door?station=Door", documented=True),
    Page("door-search", "checkin", "door_lead", "door?station=Door&q=a"),
    Page("door-walk-in", "checkin", "door_lead", "door/walk-ins", documented=True),
    Page("door-conflicts", "checkin", "door_lead", "door/conflicts"),
    Page("door-scan", "checkin", "door_lead", "door/scans/<scan_id>", before=(ARRIVES,)),
    Page("volunteer-shift", "checkin", "volunteer", "shift"),
    Page("organiser-shifts", "checkin", "owner", "shifts", DESK),
    Page("organiser-incidents", "checkin", "owner", "incidents", DESK),
    Page("organiser-people", "checkin", "owner", "people", DESK, documented=True),
    Page("organiser-links", "checkin", "owner", "people/links", DESK),
    Page(
        "organiser-links-participants", "checkin", "owner",
        "people/links?who=participants", DESK,
    ),
    Page("organiser-control-checkin", "checkin", "owner", "control", DESK, documented=True),
    Page("organiser-paper", "checkin", "owner", "paper", DESK, documented=True),
    Page("organiser-roster", "checkin", "owner", "paper/roster", DESK),
    Page("organiser-badges", "checkin", "owner", "paper/badges", DESK),
    Page("organiser-posters", "checkin", "owner", "paper/posters", DESK),
    Page("participant-certificate", "checkin", "participant", "certificate"),
    Page("door-spelling", "checkin", "door_lead", "people/<person_id>/spelling",
         on="door/recent", before=(ARRIVES,)),
    Page("organiser-next", "checkin", "owner", "control/next", DESK),
    Page("safeguarding-concerns", "checkin", "safeguarding", "concerns", DESK, before=(WORRIES,)),
    Page("safeguarding-guardians", "checkin", "safeguarding", "guardians", DESK),
    Page(
        "safeguarding-guardian", "checkin", "safeguarding", "people/<person_id>/guardian",
        on="guardians",
    ),
    scene("welcome", "checkin", documented=True),
    Page("participant-home-voting", "voting", "participant", "home"),
    Page("participant-ideas", "voting", "participant", "ideas", documented=True),
    Page("participant-idea", "voting", "participant", "/ideas/<idea_id>", on="ideas"),
    Page("visitor-ideas", "voting", "", "ideas"),
    Page("moderator-ideas", "voting", "moderator", "ideas/desk", DESK, documented=True),
    Page("moderator-slips", "voting", "moderator", "paper/dots", DESK),
    Page("moderator-slip", "voting", "moderator", "ideas/paper", DESK),
    scene("ideas", "voting"),
    Page("participant-home-forming", "forming", "participant", "home"),
    Page("participant-teams", "forming", SEEKER, "teams", documented=True),
    Page("moderator-teams", "forming", "moderator", "teams/desk", DESK, documented=True),
    scene("teams", "forming"),
    Page("participant-home", "build", "participant", "home", documented=True),
    Page("participant-schedule", "build", "participant", "schedule", documented=True),
    Page("participant-questions", "build", "participant", "questions", before=CAFE),
    Page("moderator-questions", "build", "moderator", "questions", before=CAFE),
    Page("participant-team", "build", "participant", "team", documented=True),
    Page("participant-other-team", "build", "participant", "/teams/<team_id>", on="teams"),
    Page("participant-project", "build", "participant", "project", documented=True),
    Page("participant-budget", "build", "participant", "project/budget", documented=True),
    Page("participant-canvas", "build", "participant", "project/<section>", on="project"),
    Page("participant-mentor", "build", "participant", "mentoring/team", documented=True),
    Page("mentor-queue", "build", "mentor", "mentoring", documented=True, before=(CALLS,)),
    Page("participant-mentor-called", "build", "participant", "mentoring/team"),
    Page("mentor-visit", "build", "mentor", "mentoring", before=(CALLS, COMES)),
    Page("mentor-note", "build", "mentor", "mentoring/visits/<visit_id>/note",
         before=(CALLS, COMES, LEAVES), documented=True),
    Page("mentor-team", "build", "mentor", "mentoring/teams/<team_id>", on="mentoring"),
    Page("mentor-team-note", "build", "mentor", "mentoring/teams/<team_id>/note",
         on="mentoring/teams/<team_id>"),
    Page("organiser-mentoring", "build", "owner", "mentoring"),
    Page("organiser-schedule", "build", "owner", "schedule/desk", DESK, documented=True),
    Page("organiser-item", "build", "owner", "schedule/desk/<item_id>", DESK, on="schedule/desk"),
    Page("organiser-announcement", "build", "owner",
         "schedule/announcement?text=Lunch+is+at+13%3A00&audience=all", DESK),
    Page("organiser-projects", "build", "owner", "projects", DESK, documented=True),
    Page("organiser-control", "build", "owner", "control", DESK, documented=True),
    Page("organiser-gates", "build", "owner", "control/gates", DESK),
    Page("organiser-log", "build", "owner", "log", DESK),
    scene("announcement", "build", ANNOUNCES),
    scene("now", "build", documented=True),
    scene("questions", "build", *CAFE),
    scene("debate", "build", *DEBATE),
    Page("secretary-plan-full", "build", "secretary", "jury/plan", DESK),
    Page("secretary-plan", "build", "secretary", "jury/plan", DESK,
         before=AT_TABLES, documented=True),
    Page("juror-at-table", "build", "juror", "jury", before=AT_TABLES),
    Page("juror-next-table", "build", "juror", "jury", before=(*AT_TABLES, COMES_LATER),
         documented=True),
    Page("secretary-plan-rooms", "build", "secretary", "jury/plan", DESK, before=IN_ROOMS),
    Page("secretary-desk-rooms", "build", "secretary", "jury/desk", DESK, before=IN_ROOMS),
    Page("juror-rooms", "build", "juror", "jury", before=IN_ROOMS),
    Page("participant-home-jury", "jury", "participant", "home"),
    Page("participant-submission", "jury", "owner", "/teams/<team_id>/submission", on="projects"),
    Page("participant-no-questions", "jury", "participant", "questions"),
    Page("juror-briefing", "jury", "juror", "jury"),
    Page("juror-teams", "jury", "juror", "jury", before=(READS,), documented=True),
    Page("juror-score", "jury", "juror", "/rounds/<round_id>/teams/<team_id>", on="jury",
         before=(READS,), documented=True),
    Page("juror-scores", "jury", "juror", "/rounds/<round_id>/scores", on="jury"),
    Page("juror-conflicts", "jury", "juror", "/rounds/<round_id>/conflicts", on="jury"),
    Page("secretary-desk", "jury", "secretary", "jury/desk", DESK, documented=True),
    Page("secretary-carried", "jury", "secretary", "/rounds/<round_id>/carried", DESK,
         on="jury/desk"),
    Page("secretary-paper", "jury", "secretary", "/rounds/<round_id>/paper", DESK,
         on="jury/desk", documented=True),
    Page("secretary-paper-ballots", "jury", "secretary", "/rounds/<round_id>/paper/ballots", DESK,
         on="paper"),
    Page("organiser-certificates", "jury", "owner", "certificates", DESK,
         before=(SPELLS, GIVES)),
    Page("certificate-check", "jury", "owner", "/certificates/<serial>", on="certificates",
         before=(SPELLS, GIVES)),
    Page("organiser-control-jury", "jury", "owner", "control", DESK, documented=True),
    scene("pitch", "jury"),
    scene("jury", "jury", documented=True),
    Page("participant-home-deliberation", "deliberation", "participant", "home"),
    Page("chair-deliberation", "deliberation", "chair", "deliberation", DESK, documented=True),
    Page("organiser-methods", "deliberation", "owner", "grants/methods", DESK),
    Page("chair-team", "deliberation", "chair", "deliberation/<team_id>", DESK, on="deliberation"),
    Page("chair-standings", "deliberation", "chair", "/rounds/<round_id>/standings", DESK,
         on="jury/desk", documented=True),
    Page("chair-explanation", "deliberation", "chair",
         "/rounds/<round_id>/standings/<team_id>/explanation",
         on="/rounds/<round_id>/standings", documented=True),
    Page("secretary-jurors", "deliberation", "secretary", "jury/jurors", DESK, documented=True),
    Page("secretary-what-if", "deliberation", "secretary",
         "/rounds/<round_id>/what-ifs/<juror_id>", DESK, before=(LEAVES_OUT,)),
    Page("secretary-minutes", "deliberation", "secretary", "paper/minutes", DESK),
    Page("secretary-protocol", "deliberation", "secretary", "protocol", DESK, documented=True),
    Page("officer-grants", "deliberation", "programme_officer", "grants", DESK, documented=True),
    scene("standing", "deliberation", documented=True),
    Page("participant-home-appeals", "appeals", "participant", "home"),
    Page("visitor-results", "appeals", "", "results", documented=True),
    Page("participant-result", "appeals", "participant", "results/mine", documented=True),
    Page("participant-appeal", "appeals", "participant", "results/mine/appeal"),
    Page("officer-appeals", "appeals", "owner", "appeals", DESK, documented=True),
    scene("reveal", "appeals"),
    scene("grants", "appeals"),
    Page("participant-home-followup", "followup", "participant", "home"),
    Page("participant-no-grant", "followup", "participant", "grant"),
    Page("grantee-grant", "followup", GRANTEE, "grant", documented=True),
    Page("grantee-report", "followup", GRANTEE, "/awards/<award_id>/milestones/2/report",
         on="grant", documented=True),
    Page("grantee-final-report", "followup", GRANTEE, "/awards/<award_id>/final-report",
         on="grant"),
    Page("grantee-receipts", "followup", GRANTEE, "/awards/<award_id>/receipts", on="grant"),
    Page("grantee-receipt", "followup", GRANTEE, "/awards/<award_id>/receipts/3", on="grant"),
    Page("grantee-agreement", "followup", GRANTEE, "/awards/<award_id>/agreement", DESK,
         on="grant"),
    Page("officer-followup", "followup", "programme_officer", "followup", DESK, documented=True),
    Page("officer-award", "followup", "programme_officer", "/awards/<award_id>", DESK,
         on="followup"),
    Page("officer-donors", "followup", "programme_officer", "donors", DESK),
    Page("visitor-donors", "followup", "", "donors", before=(TELLS_DONORS,)),
    Page("officer-programme", "followup", "programme_officer", "programme", DESK,
         documented=True),
    Page("owner-programme", "followup", "owner", "programme"),
    Page("visitor-programme", "followup", "", "programme/public", before=(TELLS_DONORS,)),
)  # fmt: skip
PHASES = tuple(dict.fromkeys(page.phase for page in PAGES))


def named(name: str) -> Page:
    return next(page for page in PAGES if page.name == name)
