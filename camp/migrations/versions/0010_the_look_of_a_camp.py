"""A camp has a colour and a logo of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # In statements that both databases know: SQLite would copy the table, which a trigger names.
    op.execute("ALTER TABLE camp ADD COLUMN colour VARCHAR(7) DEFAULT '' NOT NULL")
    op.execute("ALTER TABLE camp ADD COLUMN logo VARCHAR(16) DEFAULT '' NOT NULL")
    op.create_table(
        "logo",
        sa.Column("camp_id", sa.String(20), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["camp_id"], ["camp.id"], name="fk_logo_camp_id_camp"),
        sa.PrimaryKeyConstraint("camp_id", name="pk_logo"),
    )
