"""Lists of people from files, what became of them, and work that takes longer than a page."""

from typing import Any

import sqlalchemy as sa
from alembic import op

import camp.core.db

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

Utc = camp.core.db.UtcDateTime


def _camp_and(column: str) -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("camp_id", sa.String(20), sa.ForeignKey("camp.id"), nullable=False, index=True),
        sa.Column(column, sa.String(20), sa.ForeignKey("person.id"), nullable=False),
    )


def upgrade() -> None:
    op.create_table(
        "people_file",
        *_camp_and("by"),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("heads", sa.JSON(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("made_at", Utc(), nullable=False),
    )
    op.create_table(
        "people_import",
        *_camp_and("by"),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("made", sa.JSON(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("taken_back_at", Utc(), nullable=True),
    )
    op.create_table(
        "errand",
        *_camp_and("person_id"),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("fault", sa.String(300), nullable=False),
        sa.Column("fault_facts", sa.JSON(), nullable=False),
        sa.Column("said", sa.String(200), nullable=False),
        sa.Column("said_facts", sa.JSON(), nullable=False),
        sa.Column("location", sa.String(200), nullable=False),
        sa.Column("file", sa.String(120), nullable=False),
        sa.Column("made_at", Utc(), nullable=False),
        sa.Column("ended_at", Utc(), nullable=True),
    )
    op.create_index(op.f("ix_errand_person_id"), "errand", ["person_id"])
