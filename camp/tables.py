"""Every table of the house, for migrations."""

from camp.certificates import models as certificates
from camp.checkin import models as checkin
from camp.control import models as control
from camp.core import errands, server
from camp.core import models as core
from camp.followup import models as followup
from camp.grants import models as grants
from camp.ideas import models as ideas
from camp.jury import models as jury
from camp.mentoring import models as mentoring
from camp.people import models as people
from camp.people import models_list as people_lists
from camp.projects import models as projects
from camp.questions import models as questions
from camp.schedule import models as schedule
from camp.stage import models as stage
from camp.teams import models as teams
from camp.volunteering import models as volunteering

__all__ = [
    "certificates", "checkin", "control", "core", "errands", "followup", "grants", "ideas", "jury",
    "mentoring", "people", "people_lists", "projects", "questions", "schedule", "server", "stage",
    "teams", "volunteering",
]  # fmt: skip
