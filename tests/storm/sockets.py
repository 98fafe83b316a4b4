"""Phones as bare sockets: hundreds fit beside the server that they try."""

import http.client
import json
import re
import time
from threading import Barrier, Thread

from websocket import create_connection

PIECE = re.compile(r'<camp-live topic="([^"]+)" src="([^"]+)"')
PATIENCE = 30


class Hand(Thread):
    """A phone that opens a page, watches what lives on it, and returns when `returns` lets it.

    `back` is how many seconds after the drop its page was as new as the server's, `wrong` what it
    should not have heard.
    """

    def __init__(self, port: int, token: str, page: str, dropped: Barrier, returns: Barrier):
        super().__init__(daemon=True)
        self.wrong, self.back, self.seen = [], None, {}
        self._port, self._token, self._page = port, token, page
        self._dropped, self._returns = dropped, returns
        self._socket = None
        self.after = 0.0
        """Seconds that it waits once all may return."""

    def run(self) -> None:
        try:
            self._pieces = dict(PIECE.findall(self._get(self._page)))
            self._watch()
            self._dropped.wait()
            self.close()
            self._returns.wait()
            began = time.monotonic()
            time.sleep(self.after)
            self._watch()
            self.back = time.monotonic() - began
        except Exception as error:  # noqa: BLE001  -- the test tells what went wrong
            self.wrong.append(repr(error))
            self._dropped.abort()
            self._returns.abort()

    def close(self) -> None:
        """Be gone without a goodbye, as when the access point is."""
        if self._socket is not None:
            self._socket.sock.close()

    def _watch(self) -> None:
        """Connect, watch each topic, and load the pieces that are newer than what was seen."""
        address = f"ws://127.0.0.1:{self._port}/socket.io/?EIO=4&transport=websocket"
        self._socket = socket = create_connection(address, timeout=PATIENCE)
        socket.recv()
        socket.send(f"40{json.dumps({'token': self._token})}")
        self._until(socket, "40")
        for number, (topic, piece) in enumerate(self._pieces.items()):
            socket.send(f"42{number}{json.dumps(['watch', topic])}")
            (answer,) = json.loads(self._until(socket, f"43{number}"))
            if answer["seq"] > self.seen.get(topic, -1):
                self._get(piece)
            self.seen[topic] = answer["seq"]

    def _until(self, socket, start: str) -> str:
        while not (heard := socket.recv()).startswith(start):
            if heard == "2":
                socket.send("3")
        return heard.removeprefix(start)

    def _get(self, path: str) -> str:
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        line.request("GET", path, headers={"Authorization": f"Bearer {self._token}"})
        answer = line.getresponse()
        text = answer.read().decode()
        line.close()
        if answer.status != 200:
            self.wrong.append(f"{path}: {answer.status}")
        return text
