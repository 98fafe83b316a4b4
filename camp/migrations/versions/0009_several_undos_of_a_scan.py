"""A scan may be taken back more than once, as not every undo counts."""

import sqlalchemy as sa
from alembic import op

import camp.core.db

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

COLUMNS = "camp_id, scan_key, undone_at, is_offline, at, by"


def upgrade() -> None:
    op.rename_table("scan_undo", "scan_undo_before")
    op.create_table(
        "scan_undo",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("camp_id", sa.String(length=20), nullable=False),
        sa.Column("scan_key", sa.String(length=36), nullable=False),
        sa.Column("undone_at", camp.core.db.UtcDateTime(), nullable=False),
        sa.Column("is_offline", sa.Boolean(), nullable=False),
        sa.Column("at", camp.core.db.UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=20), nullable=True),
        # Each constraint has another name than in the table before, which is still there.
        sa.ForeignKeyConstraint(["camp_id"], ["camp.id"], name="fk_scan_undo_camp"),
        sa.PrimaryKeyConstraint("id", name="pk_scan_undo_id"),
    )
    op.execute(
        f"INSERT INTO scan_undo (id, {COLUMNS})"  # noqa: S608  -- a constant of ours
        " SELECT 'u' || row_number() OVER (ORDER BY camp_id, scan_key),"
        f" {COLUMNS} FROM scan_undo_before"
    )
    op.drop_table("scan_undo_before")
    op.create_index("ix_scan_undo_scan", "scan_undo", ["camp_id", "scan_key"], unique=False)
