"""Who wants to join the team of an idea."""

import sqlalchemy as sa
from alembic import op

import camp.core.db

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "join_wish",
        sa.Column("idea_id", sa.String(length=20), nullable=False),
        sa.Column("participant_id", sa.String(length=20), nullable=False),
        sa.Column("camp_id", sa.String(length=20), nullable=False),
        sa.Column("at", camp.core.db.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["camp_id"], ["camp.id"], name=op.f("fk_join_wish_camp_id_camp")),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name=op.f("fk_join_wish_idea_id_idea")),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"],
            name=op.f("fk_join_wish_participant_id_participant"),
        ),
        sa.PrimaryKeyConstraint("idea_id", "participant_id", name=op.f("pk_join_wish")),
    )  # fmt: skip
    op.create_index(op.f("ix_join_wish_camp_id"), "join_wish", ["camp_id"])
    op.create_index(op.f("ix_join_wish_participant_id"), "join_wish", ["participant_id"])
