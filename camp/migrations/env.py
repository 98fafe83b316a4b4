"""How alembic reaches the tables: on the connection that it is given."""

from alembic import context

from camp import tables  # noqa: F401  -- names every table
from camp.core.db import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
