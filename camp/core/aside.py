"""Arithmetic beside the server: in a native thread where one event loop answers everybody."""

from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")
_native: list[Callable[[Callable[[], None]], None]] = []


def use(run: Callable[[Callable[[], None]], None]) -> None:
    """Say how this process runs a call in a native thread and waits for it."""
    _native[:] = [run]


def natively(call: Callable[[], T]) -> T:
    """Return what `call` returns; meanwhile others run. It touches no lock and no database."""
    if not _native:
        return call()
    found: list[Any] = []
    _native[0](lambda: found.append(call()))
    return found[0]  # type: ignore[no-any-return]
