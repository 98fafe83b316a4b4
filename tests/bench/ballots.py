"""Durable ballots a second over HTTP at 50 clients, beside the same route without the database."""

import json
import os
import selectors
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from uuid import uuid4

from camp.app import create_app
from camp.config import Config
from tests.browser.serving import Server
from tests.cast import Clock
from tests.real import unused_port
from tests.storm.disk import build_shim
from tests.storm.hall import KEYS, Hall

CLIENTS, SECONDS, ROUNDS = 50, 2, 9
SYNCS = (2, 5, 20)
"""Milliseconds that a sync takes on the slow disks: a good disk, a fair one, a memory card."""
SECRET = "the secret of the bench"


class BenchServer(Server):
    def _command(self, *words):
        return [sys.executable, "-m", "tests.bench.ballots_served", *words]

    def cpu(self) -> float:
        ticks = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK")


def main(arguments):
    """Print ballots a second, their ratios, and how long a sync takes on this machine."""
    rounds = int(arguments[0]) if arguments else ROUNDS
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        print(f"a sync of this disk takes {1000 * _sync_time(folder):.2f} ms, median of 100")
        hall = _hall(folder)
        _beside_no_database(folder, hall, rounds)
        _beside_one_commit_each(folder, hall, rounds)


def _beside_no_database(folder, hall, rounds):
    server = BenchServer(folder, unused_port(), "serve", CAMP_SECRET=SECRET)
    try:
        pairs = [
            (_load(server, hall, "unkept"), _load(server, hall, "ballots")) for _ in range(rounds)
        ]
    finally:
        server.kill()
    free, kept = (
        [median(column) for column in zip(*side, strict=True)] for side in zip(*pairs, strict=True)
    )
    ratio = median(kept[0] / free[0] for free, kept in pairs)
    spent = median(free[1] / kept[1] for free, kept in pairs)
    print(f"{CLIENTS} clients, {rounds} rounds of {SECONDS} s each, medians")
    print(f"  without the database   {free[0]:7.0f} a second, {1000 * free[1]:6.2f} ms of CPU each")
    print(f"  durable ballots        {kept[0]:7.0f} a second, {1000 * kept[1]:6.2f} ms of CPU each")
    print(f"  ratio                  {ratio:7.2f} (must 0.5, goal 0.7); of CPU {spent:.2f}")


def _beside_one_commit_each(folder, hall, rounds):
    """Both servers run on the same folder in turn, so that other work of the machine hits both."""
    shim = build_shim(folder)
    print("each row: a disk whose sync takes so long, committed together, one COMMIT each, ratio")
    for sync in SYNCS:
        env = {"CAMP_SECRET": SECRET, "LD_PRELOAD": str(shim), "DISK_SYNC_US": str(1000 * sync)}
        servers = [
            BenchServer(folder, unused_port(), "serve", **env, **more)
            for more in ({}, {"BENCH_ALONE": "1"})
        ]
        try:
            pairs = [[_load(one, hall, "ballots")[0] for one in servers] for _ in range(rounds)]
        finally:
            for server in servers:
                server.kill()
        together, alone = (median(column) for column in zip(*pairs, strict=True))
        ratio = median(pair[0] / pair[1] for pair in pairs)
        print(f"  {sync:3} ms {together:7.0f} {alone:7.0f} a second {ratio:7.2f} x (must 3)")


def _hall(folder):
    app = create_app(Config(data=folder, secret=SECRET.encode()), clock=Clock())
    hall = Hall(app, app.extensions["clock"], jurors=CLIENTS, teams=2)
    return hall.leave()


def _sync_time(folder):
    spent = []
    with (folder / "sync").open("wb", buffering=0) as file:
        for _ in range(100):
            file.write(b"x" * 4096)
            start = time.perf_counter()
            os.fdatasync(file.fileno())
            spent.append(time.perf_counter() - start)
    return median(spent)


def _load(server, hall, what):
    """Return answers a second and the server's CPU seconds for each, from a process of its own."""
    lines = [
        {"token": token, "path": f"/api/v1/rounds/{hall.round_id}/{what}/{team}"}
        for token, team in zip(hall.tokens.values(), [*hall.teams.values()] * CLIENTS, strict=False)
    ]
    began = server.cpu()
    out = subprocess.run(
        [sys.executable, "-m", "tests.bench.ballots", server.address.rpartition(":")[2]],
        input=json.dumps(lines), capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    answers, seconds = json.loads(out)
    return answers / seconds, (server.cpu() - began) / (answers + CLIENTS)


class Line:
    """One client's connection: a request is on its way until the whole answer is here."""

    def __init__(self, port, token, path):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self._head = f"PUT {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n"
        self._heard, self._number, self._revision = b"", 0, 0

    def ask(self):
        self._number += 1
        marks = dict.fromkeys(KEYS, 1 + self._number % 5)
        body = json.dumps(
            {
                "marks": marks,
                "state": "submitted",
                "revision": self._revision,
                "comment": str(self._number),
            }
        )
        self.socket.sendall(
            f"{self._head}Idempotency-Key: {uuid4()}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}".encode()
        )

    def hear(self) -> bool:
        """Return whether the whole answer is here."""
        self._heard += self.socket.recv(65_536)
        head, _, body = self._heard.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0] or -1)
        if len(body) != length:
            return False
        status, answer = head.split(b" ", 2)[1], json.loads(body)
        if status not in {b"200", b"409"}:
            raise RuntimeError(body)
        self._revision = answer.get("theirs", answer)["revision"]
        self._heard = b""
        return True


def client():
    """Cast for all lines of stdin as fast as they are answered; print how many were."""
    picker = selectors.DefaultSelector()
    lines = [Line(int(sys.argv[1]), **one) for one in json.load(sys.stdin)]
    # Each learns first at which revision its ballot stands.
    for line in lines:
        line.ask()
        while not line.hear():
            pass
    for line in lines:
        picker.register(line.socket, selectors.EVENT_READ, line)
        line.ask()
    count, start = 0, time.monotonic()
    while time.monotonic() < start + SECONDS:
        for key, _ in picker.select(timeout=1):
            if key.data.hear():
                count += 1
                key.data.ask()
    print(json.dumps([count, time.monotonic() - start]))


if __name__ == "__main__":
    client()
