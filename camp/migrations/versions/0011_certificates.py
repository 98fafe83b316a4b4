"""Certificates, and the spelling of the names on them."""

import sqlalchemy as sa
from alembic import op

import camp.core.db

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "spelling",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("camp_id", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("at", camp.core.db.UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["camp_id"], ["camp.id"], name=op.f("fk_spelling_camp_id_camp")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_spelling_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spelling")),
        sa.UniqueConstraint("camp_id", "person_id", name=op.f("uq_spelling_camp_id_person_id")),
    )
    op.create_index(op.f("ix_spelling_camp_id"), "spelling", ["camp_id"], unique=False)
    op.create_index(op.f("ix_spelling_person_id"), "spelling", ["person_id"], unique=False)
    op.create_table(
        "certificate",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("camp_id", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("serial", sa.String(length=12), nullable=False),
        sa.Column("given_at", camp.core.db.UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=20), nullable=True),
        sa.Column("revoked_at", camp.core.db.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["camp_id"], ["camp.id"], name=op.f("fk_certificate_camp_id_camp")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_certificate_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("serial", name=op.f("uq_certificate_serial")),
    )
    op.create_index(op.f("ix_certificate_camp_id"), "certificate", ["camp_id"], unique=False)
    op.create_index(op.f("ix_certificate_person_id"), "certificate", ["person_id"], unique=False)
    op.create_index("ix_certificate_person", "certificate", ["camp_id", "person_id"], unique=False)
