"""A programme that came with several folders is one."""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "UPDATE camp SET programme_id = (SELECT MIN(twin.id) FROM programme AS own"
        " JOIN programme AS twin ON twin.name = own.name AND twin.ref = own.ref"
        " WHERE own.id = camp.programme_id)"
        " WHERE programme_id IN (SELECT id FROM programme WHERE ref IS NOT NULL)"
    )
    op.execute(
        "DELETE FROM programme WHERE id NOT IN"
        " (SELECT programme_id FROM camp WHERE programme_id IS NOT NULL)"
    )
