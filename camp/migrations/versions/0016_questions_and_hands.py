"""Questions to the speaker of a café, who wants the same answer, and jurors' votes on awards."""

import sqlalchemy as sa
from alembic import op

import camp.core.db

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

AT = camp.core.db.UtcDateTime


def upgrade() -> None:
    op.create_table(
        "question",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("camp_id", sa.String(length=20), nullable=False),
        sa.Column("item_id", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.String(length=20), nullable=False),
        sa.Column("text", sa.String(length=280), nullable=False),
        sa.Column("is_anonymous", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("at", AT(), nullable=False),
        sa.Column("decided_at", AT(), nullable=True),
        sa.Column("decided_by", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["camp_id"], ["camp.id"], name=op.f("fk_question_camp_id_camp")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_question_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
    )
    op.create_index(op.f("ix_question_camp_id"), "question", ["camp_id"])
    op.create_index(op.f("ix_question_person_id"), "question", ["person_id"])
    op.create_table(
        "support",
        sa.Column("question_id", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.String(length=20), nullable=False),
        sa.Column("camp_id", sa.String(length=20), nullable=False),
        sa.Column("at", AT(), nullable=False),
        sa.ForeignKeyConstraint(["camp_id"], ["camp.id"], name=op.f("fk_support_camp_id_camp")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_support_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_support_question_id_question")
        ),
        sa.PrimaryKeyConstraint("question_id", "person_id", name=op.f("pk_support")),
    )
    op.create_index(op.f("ix_support_camp_id"), "support", ["camp_id"])
    op.create_table(
        "hand",
        sa.Column("round_id", sa.String(length=20), nullable=False),
        sa.Column("team_id", sa.String(length=20), nullable=False),
        sa.Column("juror_id", sa.String(length=20), nullable=False),
        sa.Column("camp_id", sa.String(length=20), nullable=False),
        sa.Column("vote", sa.String(length=9), nullable=False),
        sa.Column("at", AT(), nullable=False),
        sa.ForeignKeyConstraint(["camp_id"], ["camp.id"], name=op.f("fk_hand_camp_id_camp")),
        sa.ForeignKeyConstraint(["juror_id"], ["juror.id"], name=op.f("fk_hand_juror_id_juror")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_hand_round_id_round")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_hand_team_id_team")),
        sa.PrimaryKeyConstraint("round_id", "team_id", "juror_id", name=op.f("pk_hand")),
    )
    op.create_index(op.f("ix_hand_camp_id"), "hand", ["camp_id"])
