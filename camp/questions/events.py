"""Facts about questions. Their words stay in the table."""

from dataclasses import dataclass

from camp.core.events import Event
from camp.core.models import Camp


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionEvent(Event):
    question_id: str

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"camp:{camp.slug}:questions",)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAsked(QuestionEvent):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSupported(QuestionEvent):
    is_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionDecided(QuestionEvent):
    state: str
