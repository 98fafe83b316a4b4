"""Every table of the house, for migrations."""

from camp.checkin import models as checkin
from camp.control import models as control
from camp.core import models as core
from camp.core import server
from camp.grants import models as grants
from camp.ideas import models as ideas
from camp.jury import models as jury
from camp.mentoring import models as mentoring
from camp.people import models as people
from camp.projects import models as projects
from camp.schedule import models as schedule
from camp.stage import models as stage
from camp.teams import models as teams
from camp.volunteering import models as volunteering

__all__ = [
    "checkin", "control", "core", "grants", "ideas", "jury", "mentoring",
    "people", "projects", "schedule", "server", "stage", "teams", "volunteering",
]  # fmt: skip
