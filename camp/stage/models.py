"""What the projector shows now."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from camp.core.db import Base
from camp.stage.options import Options, options


class Stage(Base):
    """The scene of one camp's projector; a second projector shows the same."""

    __tablename__ = "stage"

    camp_id: Mapped[str] = mapped_column(ForeignKey("camp.id"), primary_key=True)
    scene: Mapped[str] = mapped_column(String(12), default="welcome")
    """One of `rules.SCENES`."""
    step: Mapped[int] = mapped_column(default=0)
    """How far the reveal has come: 0 shows nothing, each step one team or one juror."""
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    is_black: Mapped[bool] = mapped_column(default=False)
    is_light: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime | None]

    @property
    def options(self) -> Options:
        return options(self.details)
