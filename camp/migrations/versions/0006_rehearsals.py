"""A camp may be the rehearsal of another."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # In one statement that both databases know: SQLite would copy the table, which a trigger names.
    op.execute(
        "ALTER TABLE camp ADD COLUMN rehearses VARCHAR(20)"
        " CONSTRAINT fk_camp_rehearses_camp REFERENCES camp (id)"
    )
