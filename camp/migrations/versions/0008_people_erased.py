"""A person may be erased."""

import sqlalchemy as sa
from alembic import op

import camp.core.db

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("erased_at", camp.core.db.UtcDateTime(), nullable=True))
