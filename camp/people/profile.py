"""What a participant says about themselves: skills, languages, what they look for and need."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from camp.core.errors import Invalid, NotFound, words
from camp.core.events import hold, record
from camp.people.events import ProfileChanged
from camp.people.models import Participant
from camp.people.registering import participant_of

SKILLS_MOST = 5
SKILLS = {
    "design": words("Design"), "programming": words("Programming"), "data": words("Data"),
    "research": words("Research"), "facilitation": words("Facilitation"),
    "speaking": words("Speaking"), "writing": words("Writing"), "marketing": words("Marketing"),
    "finance": words("Finance"), "law": words("Law"), "engineering": words("Engineering"),
    "teaching": words("Teaching"), "health": words("Health"), "ecology": words("Ecology"),
    "crafts": words("Crafts"), "film": words("Photo and film"),
}  # fmt: skip
"""Skills by key, offered as chips; what an imported folder names besides is kept and shown."""
NEEDS = {
    "wheelchair": words("Wheelchair access"), "sign_language": words("Sign language"),
    "vegetarian": words("Vegetarian food"), "allergy": words("An allergy"),
    "prayer": words("A place to pray"), "child": words("A place for a child"),
}  # fmt: skip
SPOKEN = {
    "uz": "Oʻzbekcha", "ru": "Русский", "en": "English", "kaa": "Qaraqalpaqsha",
    "tg": "Тоҷикӣ", "kk": "Қазақша", "ky": "Кыргызча", "uzs": words("Sign language"),
}  # fmt: skip


def change_profile(
    session: Session,
    *,
    camp_id: str,
    person_id: str,
    skills: Sequence[str],
    speaks: Sequence[str],
    looks_for: str,
    needs: Sequence[str],
    by: str,
) -> Participant:
    """Replace the profile. Raises Invalid for more than five skills; equal content is silent."""
    hold(session, camp_id)
    participant = participant_of(session, camp_id, person_id)
    if participant is None:
        raise NotFound
    if len(skills) > SKILLS_MOST:
        raise Invalid(fields={"skills": [words("Choose five at most.")]})
    told = (list(skills), list(speaks), looks_for.strip()[:200], list(needs))
    kept = (participant.skills, participant.speaks, participant.looks_for, participant.needs)
    if told != kept:
        (participant.skills, participant.speaks, participant.looks_for, participant.needs) = told
        record(session, ProfileChanged(camp_id=camp_id, by=by, person_id=person_id))
    return participant
