"""A camp may be the rehearsal of another."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    with op.batch_alter_table("camp") as camp:
        camp.add_column(sa.Column("rehearses", sa.String(20), nullable=True))
        camp.create_foreign_key(camp.f("fk_camp_rehearses_camp"), "camp", ["rehearses"], ["id"])
