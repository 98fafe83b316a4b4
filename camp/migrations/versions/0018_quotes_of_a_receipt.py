"""Whether a file of a receipt is a quote, and whether an organisation receives the money."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "evidence", sa.Column("kind", sa.String(length=5), nullable=False, server_default="")
    )
    op.add_column(
        "agreement",
        sa.Column("to_organisation", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
