"""Concerns for the safeguarding officer."""

import sqlalchemy as sa
from alembic import op

import camp.core.db

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "concern",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("camp_id", sa.String(length=20), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("reach", sa.String(length=200), nullable=False),
        sa.Column("at", camp.core.db.UtcDateTime(), nullable=False),
        sa.Column("action", sa.String(length=600), nullable=False),
        sa.Column("closed_at", camp.core.db.UtcDateTime(), nullable=True),
        sa.Column("closed_by", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["camp_id"], ["camp.id"], name=op.f("fk_concern_camp_id_camp")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern")),
    )
    op.create_index(op.f("ix_concern_camp_id"), "concern", ["camp_id"])
