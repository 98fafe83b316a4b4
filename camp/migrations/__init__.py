"""Bring a database to the tables that this program knows."""

from pathlib import Path

from sqlalchemy import Engine, inspect, text

HERE = Path(__file__).parent


def upgrade(engine: Engine, to: str = "") -> None:
    """Apply what is missing. A database that stands at the newest revision costs one query."""
    if _stands_at(engine) == (to or newest()):
        return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(HERE))
    with engine.execution_options(writing=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, to or "head")


def _stands_at(engine: Engine) -> str:
    if not inspect(engine).has_table("alembic_version"):
        return ""
    with engine.connect() as connection:
        return connection.scalar(text("SELECT version_num FROM alembic_version")) or ""


def newest() -> str:
    """Return the revision that this program's tables stand at."""
    return max(file.stem.partition("_")[0] for file in (HERE / "versions").glob("[0-9]*.py"))
