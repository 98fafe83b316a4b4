"""The hall's network at its worst: a TCP proxy that delays, cuts, swallows and pretends."""

import asyncio
import random
import time
from contextlib import suppress
from dataclasses import dataclass
from threading import Event, Thread

PORTAL = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 31\r\n\r\n"
    b"<h1>Welcome to the Wi-Fi!</h1>\n"
)


@dataclass(frozen=True, slots=True)
class Profile:
    """Seconds of delay and jitter, the chance of a reset with each piece of data, and what comes
    in turn, each for so many seconds: clear, hole (nothing passes), portal (HTML for an answer).
    """

    delay: float
    jitter: float
    reset: float
    turns: tuple[tuple[str, float], ...]


PROFILES = {
    "camp": Profile(0.01, 0.05, 0.01, (("clear", 2.5), ("hole", 0.5))),
    "train": Profile(0.05, 0.15, 0.03, (("clear", 2.0), ("hole", 1.5))),
    "awful": Profile(0.1, 0.3, 0.1, (("clear", 1.5), ("hole", 2.0))),
    "portal": Profile(0.01, 0.05, 0.02, (("clear", 1.5), ("portal", 1.0))),
}


class Proxy(Thread):
    """Listens on `port` and passes on to another, as its profile has it until `calm()`."""

    def __init__(self, profile: Profile, port: int, to_port: int) -> None:
        super().__init__(daemon=True)
        self.port, self.resets, self.pretended, self.swallowed = port, 0, 0, 0
        self._profile, self._to, self._began = profile, to_port, time.monotonic()
        self._random, self._calm = random.Random(port), asyncio.Event()
        self._loop = asyncio.new_event_loop()
        self._ready = Event()
        self.start()
        self._ready.wait()

    def calm(self) -> None:
        self._loop.call_soon_threadsafe(self._calm.set)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self.join()

    def run(self) -> None:
        # All in a thread of its own: a browser's driver keeps a loop in the test's.
        start = asyncio.start_server(self._meet, "127.0.0.1", self.port)
        self._server = self._loop.run_until_complete(start)
        self._ready.set()
        self._loop.run_forever()
        self._loop.run_until_complete(self._end())
        self._loop.close()

    async def _end(self):
        self._server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def _weather(self):
        """Return what it is now, and for how many seconds still."""
        if self._calm.is_set():
            return "clear", 0
        turns = self._profile.turns
        left = (time.monotonic() - self._began) % sum(seconds for _, seconds in turns)
        for turn, seconds in turns:
            name, left = turn, left - seconds
            if left < 0:
                break
        return name, -left

    async def _meet(self, phone, to_phone):
        to_server = None
        try:
            if self._weather()[0] == "portal":
                await self._pretend(phone, to_phone)
                return
            server, to_server = await asyncio.open_connection("127.0.0.1", self._to)
            ways = [self._pass(phone, to_server), self._pass(server, to_phone)]
            tasks = [asyncio.ensure_future(way) for way in ways]
            _, rest = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in rest:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        except OSError:
            pass  # The server is not there, or the phone went away.
        finally:
            for line in filter(None, (to_phone, to_server)):
                line.transport.abort()

    async def _pretend(self, phone, to_phone):
        with suppress(OSError):
            if await phone.read(65_536):
                self.pretended += 1
                to_phone.write(PORTAL)
                await to_phone.drain()

    async def _pass(self, source, sink):
        """Pass data on until one side ends; what is swallowed may still arrive, long after."""
        while data := await source.read(65_536):
            if not self._calm.is_set():
                await asyncio.sleep(
                    self._profile.delay + self._random.random() * self._profile.jitter
                )
                if self._random.random() < self._profile.reset or self._weather()[0] == "portal":
                    self.resets += 1
                    return
                await self._swallow()
            sink.write(data)
            await sink.drain()

    async def _swallow(self):
        name, left = self._weather()
        if name == "hole":
            self.swallowed += 1
            with suppress(TimeoutError):
                is_lost = self._random.random() < 0.5
                await asyncio.wait_for(self._calm.wait(), None if is_lost else left)
