"""Camps that came with folders of one programme before it was one row."""

from sqlalchemy import text

from camp.core.work import Database
from tests.older import add, before


def test_programmes_of_one_name_and_id_become_one(any_database_url):
    database = Database(any_database_url)
    with database.engine.execution_options(writing=True).begin() as connection:
        update = before(connection, "0020")
        one = ("PR1", "Youth")
        called = {"a": one, "b": one, "c": ("PR1", "Elders"), "d": (None, "Solo")}
        for name, (ref, words) in called.items():
            add(connection, "programme", id=name, ref=ref, name=words)
            add(connection, "camp", id=name, slug=name, code=name, programme_id=name)
        add(connection, "camp", id="e", slug="e", code="e")
        update()

        found = connection.execute(text("SELECT id, programme_id FROM camp ORDER BY id")).all()
        assert [tuple(row) for row in found] == [
            ("a", "a"), ("b", "a"), ("c", "c"), ("d", "d"), ("e", None),
        ]  # fmt: skip
        left = connection.execute(text("SELECT id FROM programme ORDER BY id")).scalars().all()
        assert left == ["a", "c", "d"]
    database.close()
