"""Volunteers' shifts with what was handed over and confirmed, and the incident log."""

import sqlalchemy as sa
from alembic import op

import camp.core.db

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

AT = camp.core.db.UtcDateTime


def upgrade() -> None:
    op.create_table(
        "shift",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("camp_id", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.String(length=20), nullable=False),
        sa.Column("desk", sa.String(length=60), nullable=False),
        sa.Column("starts_at", AT(), nullable=False),
        sa.Column("ends_at", AT(), nullable=False),
        sa.ForeignKeyConstraint(["camp_id"], ["camp.id"], name=op.f("fk_shift_camp_id_camp")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_shift_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift")),
        sa.UniqueConstraint(
            "camp_id", "person_id", "desk", "starts_at",
            name=op.f("uq_shift_camp_id_person_id_desk_starts_at"),
        ),
    )  # fmt: skip
    op.create_index(op.f("ix_shift_camp_id"), "shift", ["camp_id"])
    op.create_index(op.f("ix_shift_person_id"), "shift", ["person_id"])
    op.create_table(
        "handover",
        sa.Column("shift_id", sa.String(length=20), nullable=False),
        sa.Column("camp_id", sa.String(length=20), nullable=False),
        sa.Column("at", AT(), nullable=False),
        sa.Column("by", sa.String(length=20), nullable=True),
        sa.Column("came_in", sa.Integer(), nullable=False),
        sa.Column("inside", sa.Integer(), nullable=False),
        sa.Column("open_cases", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["camp_id"], ["camp.id"], name=op.f("fk_handover_camp_id_camp")),
        sa.ForeignKeyConstraint(
            ["shift_id"], ["shift.id"], name=op.f("fk_handover_shift_id_shift")
        ),
        sa.PrimaryKeyConstraint("shift_id", name=op.f("pk_handover")),
    )
    op.create_index(op.f("ix_handover_camp_id"), "handover", ["camp_id"])
    op.create_table(
        "hours",
        sa.Column("shift_id", sa.String(length=20), nullable=False),
        sa.Column("camp_id", sa.String(length=20), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("at", AT(), nullable=False),
        sa.Column("by", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["camp_id"], ["camp.id"], name=op.f("fk_hours_camp_id_camp")),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_hours_shift_id_shift")),
        sa.PrimaryKeyConstraint("shift_id", name=op.f("pk_hours")),
    )
    op.create_index(op.f("ix_hours_camp_id"), "hours", ["camp_id"])
    op.create_table(
        "incident",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("camp_id", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=600), nullable=False),
        sa.Column("at", AT(), nullable=False),
        sa.Column("by", sa.String(length=20), nullable=True),
        sa.Column("action", sa.String(length=300), nullable=False),
        sa.Column("closed_at", AT(), nullable=True),
        sa.Column("closed_by", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["camp_id"], ["camp.id"], name=op.f("fk_incident_camp_id_camp")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
    )
    op.create_index(op.f("ix_incident_camp_id"), "incident", ["camp_id"])
