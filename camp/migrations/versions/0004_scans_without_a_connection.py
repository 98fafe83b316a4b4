"""Scans that were made without a connection, what was taken back, and what was settled."""

import sqlalchemy as sa
from alembic import op

import camp.core.db

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("scan") as batch_op:
        batch_op.add_column(sa.Column("key", sa.String(length=36), nullable=True))
        batch_op.add_column(sa.Column("scanned_at", camp.core.db.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("received_at", camp.core.db.UtcDateTime(), nullable=True))
        batch_op.add_column(
            sa.Column("found", sa.String(length=20), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("is_walk_in", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("list_version", sa.Integer(), nullable=True))
    with op.batch_alter_table("check_in") as batch_op:
        batch_op.add_column(sa.Column("scan_key", sa.String(length=36), nullable=True))
    _name_the_old_scans()
    with op.batch_alter_table("scan") as batch_op:
        batch_op.alter_column("key", existing_type=sa.String(length=36), nullable=False)
        batch_op.alter_column("found", existing_type=sa.String(length=20), server_default=None)
        batch_op.alter_column("is_walk_in", existing_type=sa.Boolean(), server_default=None)
        batch_op.create_unique_constraint(batch_op.f("uq_scan_camp_id_key"), ["camp_id", "key"])
    op.create_table(
        "scan_undo",
        sa.Column("camp_id", sa.String(length=20), nullable=False),
        sa.Column("scan_key", sa.String(length=36), nullable=False),
        sa.Column("undone_at", camp.core.db.UtcDateTime(), nullable=False),
        sa.Column("is_offline", sa.Boolean(), nullable=False),
        sa.Column("at", camp.core.db.UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["camp_id"], ["camp.id"], name=op.f("fk_scan_undo_camp_id_camp")),
        sa.PrimaryKeyConstraint("camp_id", "scan_key", name=op.f("pk_scan_undo")),
    )
    op.create_table(
        "door_settlement",
        sa.Column("camp_id", sa.String(length=20), nullable=False),
        sa.Column("scan_key", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("stays_in", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("at", camp.core.db.UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["camp_id"], ["camp.id"], name=op.f("fk_door_settlement_camp_id_camp")
        ),
        sa.PrimaryKeyConstraint("camp_id", "scan_key", "kind", name=op.f("pk_door_settlement")),
    )
    op.execute(
        "INSERT INTO scan_undo (camp_id, scan_key, undone_at, is_offline, at)"
        " SELECT camp_id, scan_key, min(undone_at), false, min(undone_at) FROM check_in"
        " WHERE undone_at IS NOT NULL AND scan_key IS NOT NULL GROUP BY camp_id, scan_key"
    )


def _name_the_old_scans() -> None:
    """Give every scan a key, and tie the arrivals to theirs."""
    op.execute("UPDATE scan SET key = id")
    op.execute(
        "UPDATE check_in SET scan_key = (SELECT min(scan.id) FROM scan WHERE"
        " scan.camp_id = check_in.camp_id AND scan.person_id = check_in.person_id"
        " AND scan.at = check_in.at AND scan.result = 'welcome')"
    )
