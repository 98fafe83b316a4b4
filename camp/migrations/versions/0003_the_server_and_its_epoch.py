"""The server of a database, its epoch, and whether it has handed over."""

import sqlalchemy as sa
from alembic import op

from camp.core.ids import new_id

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    server = op.create_table(
        "server",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("former", sa.String(length=200), nullable=False),
        sa.Column("fenced_at", sa.DateTime(), nullable=True),
        sa.Column("moved_to", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_server")),
    )
    row = {"id": 1, "name": new_id(), "epoch": 1, "address": "", "former": "", "moved_to": ""}
    op.bulk_insert(server, [row])
