"""A program like the server: greenlets read while another connection keeps the write lock."""

HELD_BY_ANOTHER = """
from gevent import monkey; monkey.patch_all()
import json, sys, gevent
from camp.core import sqlite
from camp.core.models import Answered
from camp.core.work import Database
from camp.migrations import upgrade
from camp.serving import run_native
from datetime import UTC, datetime
from sqlalchemy import func, select

url = f"sqlite:///{sys.argv[1]}"
database = Database(url, run_native=run_native)
upgrade(database.engine)
other = sqlite.module().connect(sys.argv[1], isolation_level=None)
other.execute("BEGIN IMMEDIATE")
row = dict(person_id="p", key="k", request="", status=200, at=datetime.now(UTC))
writer = gevent.spawn(database.write, lambda session: session.add(Answered(**row)))
reads = 0
while reads < 10:
    gevent.sleep(0.01)
    with database.read() as session:
        session.scalar(select(func.count()).select_from(Answered))
    reads += 1
waited = not writer.ready()
other.execute("COMMIT")
writer.get()
with database.read() as session:
    written = session.scalar(select(func.count()).select_from(Answered))
database.close()
print(json.dumps({"reads while it was held": reads, "writer waited": waited, "written": written}))
"""
