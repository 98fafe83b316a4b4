"""The ballot that counts in a cell is found without its earlier revisions."""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_ballot_current", "ballot")
    op.create_index(
        "ix_ballot_current", "ballot", ["round_id", "is_current", "juror_id", "team_id"]
    )
