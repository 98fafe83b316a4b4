"""Several processes behind one port, any of which may die: another is started in its place.

They share PostgreSQL and a queue, nothing else. The system deals connections out to them, so a
phone's socket lives in one process, and polling, whose requests would meet several, is refused.
"""

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from threading import Thread
from types import FrameType

import gevent

from camp.config import BadConfig, Config

logger = logging.getLogger(__name__)
REST = 1
"""Seconds before a worker that died is started again."""
LOOK = 1
"""Seconds between two looks of a worker whether its parent lives."""


def require(config: Config) -> None:
    """Raise BadConfig unless what several processes share is there."""
    if not config.database_url.startswith("postgresql"):
        raise BadConfig("Several workers need PostgreSQL: set CAMP_DATABASE_URL.")
    if not config.queue_url:
        raise BadConfig("Several workers need a queue: set CAMP_QUEUE_URL to redis://HOST:PORT/0.")
    if not hasattr(socket, "SO_REUSEPORT") or sys.platform != "linux":
        raise BadConfig("Only Linux deals one port out to several workers.")


def keep(config: Config, count: int) -> None:
    """Keep so many workers alive until this process is told to stop."""
    command = [sys.executable, "-m", "camp", "serve", "--worker-of", str(os.getpid())]
    command += ["--port", str(config.port), "--data", str(config.data)]
    if config.tls:
        command += ["--tls", *config.tls, "--tls-port", str(config.tls_port)]
    alive: dict[int, subprocess.Popen[bytes]] = {}

    def keep_one(place: int) -> None:
        while True:
            alive[place] = subprocess.Popen(command)
            logger.info("worker %s is process %s", place, alive[place].pid)
            status = alive[place].wait()
            logger.warning("worker %s ended with %s; another is started", place, status)
            time.sleep(REST)

    def end(_signal: int, _frame: FrameType | None) -> None:
        for worker in alive.values():
            worker.terminate()
        os._exit(0)

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    keepers = [Thread(target=keep_one, args=[place], daemon=True) for place in range(1, count + 1)]
    for keeper in keepers:
        keeper.start()
    for keeper in keepers:
        keeper.join()


def listen(host: str, port: int) -> socket.socket:
    """Return a listener that other workers have, too."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=1024, reuse_port=True)


def end_with(parent: int) -> None:
    """End this worker when its parent is gone, however that died."""

    def watch() -> None:
        while os.getppid() == parent:
            gevent.sleep(LOOK)
        os._exit(0)

    gevent.spawn(watch)
