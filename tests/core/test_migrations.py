"""The migrations make the tables that the models describe, on both engines."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

import camp.tables  # noqa: F401  -- names every table
from camp.core.db import Base
from camp.core.work import Database
from camp.migrations import upgrade


def test_the_migrations_lead_to_the_models(any_database_url):
    database = Database(any_database_url)
    upgrade(database.engine)
    upgrade(database.engine)

    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, Base.metadata) == []
    database.close()
