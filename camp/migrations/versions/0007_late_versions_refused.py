"""A late version may be refused with a reason."""

import sqlalchemy as sa
from alembic import op

import camp.core.db

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("submission", sa.Column("refused_at", camp.core.db.UtcDateTime(), nullable=True))
    op.add_column("submission", sa.Column("refused_by", sa.String(length=20), nullable=True))
    op.add_column(
        "submission",
        sa.Column("refused_reason", sa.String(length=300), server_default="", nullable=False),
    )
