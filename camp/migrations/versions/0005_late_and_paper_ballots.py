"""ballots that came late, were carried or were typed from paper."""

import sqlalchemy as sa
from alembic import op

import camp.core.db

revision = "0005"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "ballot", sa.Column("source", sa.String(length=8), server_default="", nullable=False)
    )
    op.create_table(
        "held_ballot",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("camp_id", sa.String(length=20), nullable=False),
        sa.Column("round_id", sa.String(length=20), nullable=False),
        sa.Column("juror_id", sa.String(length=20), nullable=False),
        sa.Column("team_id", sa.String(length=20), nullable=False),
        sa.Column("cause", sa.String(length=8), nullable=False),
        sa.Column("key", sa.String(length=36), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("comment", sa.String(length=600), nullable=False),
        sa.Column("shares_comment", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("device_at", camp.core.db.UtcDateTime(), nullable=True),
        sa.Column("received_at", camp.core.db.UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=20), nullable=False),
        sa.Column("decision", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("decided_at", camp.core.db.UtcDateTime(), nullable=True),
        sa.Column("decided_by", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["camp_id"], ["camp.id"], name=op.f("fk_held_ballot_camp_id_camp")),
        sa.ForeignKeyConstraint(
            ["juror_id"], ["juror.id"], name=op.f("fk_held_ballot_juror_id_juror")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_held_ballot_round_id_round")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_held_ballot_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_ballot")),
        sa.UniqueConstraint(
            "round_id",
            "juror_id",
            "team_id",
            "key",
            name=op.f("uq_held_ballot_round_id_juror_id_team_id_key"),
        ),
    )
    op.create_index(op.f("ix_held_ballot_camp_id"), "held_ballot", ["camp_id"], unique=False)
    op.create_table(
        "paper_entry",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("round_id", sa.String(length=20), nullable=False),
        sa.Column("juror_id", sa.String(length=20), nullable=False),
        sa.Column("team_id", sa.String(length=20), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=20), nullable=False),
        sa.Column("at", camp.core.db.UtcDateTime(), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["juror_id"], ["juror.id"], name=op.f("fk_paper_entry_juror_id_juror")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_paper_entry_round_id_round")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_paper_entry_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_entry")),
    )
    op.create_index(
        "ix_paper_entry_open",
        "paper_entry",
        ["round_id", "juror_id", "team_id", "by"],
        unique=True,
        sqlite_where=sa.text("outcome = ''"),
        postgresql_where=sa.text("outcome = ''"),
    )
