"""What a laptop can know about the hall's network before the phones come, for `camp check`.

Client isolation and most firewalls cannot be seen from here, so one phone must open /ok.
"""

import json
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from camp.config import Config
from camp.core.addresses import is_private, lan_addresses
from camp.tls.listener import Secure, host_of

RECENT = timedelta(days=3)
SOON = timedelta(days=3)
"""A certificate with less than this left will not last the camp."""
PATIENCE = 1.5


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: `well`, or `advice` that says what to do."""

    name: str
    value: str
    well: bool
    advice: str = ""


def findings(config: Config, secure: Secure | None, now: datetime) -> Iterator[Finding]:
    host = host_of(config)
    yield _address(config, host)
    yield from _level(config, secure, host, now)
    yield _phones(config, secure, host)
    yield _ports(config, secure, host)
    yield _change(config, host, now)


def note_address(config: Config, now: datetime) -> None:
    """Remember under which address the camp is served, day by day."""
    host = host_of(config)
    used = {**_used(config), host: now.isoformat()}
    lasting = {each: at for each, at in used.items() if now - _time(at) < timedelta(days=30)}
    file = _file(config)
    fresh = file.with_suffix(".new")
    # A full disk must not stop the start: reading goes on.
    with suppress(OSError):
        fresh.write_text(json.dumps(lasting, indent=1), "utf-8")
        fresh.replace(file)


def other_addresses(config: Config, now: datetime) -> list[str]:
    """Return under which other addresses the camp was served in the last days."""
    host = host_of(config)
    return [each for each, at in _used(config).items() if each != host and now - _time(at) < RECENT]


def _address(config: Config, host: str) -> Finding:
    by_dhcp = host in _leased()
    value = config.reached_at() + (" (given by the router for a time: DHCP)" if by_dhcp else "")
    if host.startswith("127."):
        return Finding("Address", value, False, "This laptop is in no network: connect it first.")
    if is_private(host) and host not in (own := lan_addresses()):
        advice = f"This laptop has {' and '.join(own) or 'no address'}: correct CAMP_ADDRESS."
        return Finding("Address", value, False, advice)
    return Finding("Address", value, not by_dhcp, f"Reserve {host} in the router.")


def _level(config: Config, secure: Secure | None, host: str, now: datetime) -> Iterator[Finding]:
    if secure is None:
        public = config.reached_at().startswith("https")
        yield Finding("Level", "3, https by a proxy" if public else "0, plain http", True)
        return
    left = secure.leaf.not_valid_after_utc - now
    names = ", ".join(secure.names())
    yield Finding(
        "Level", "1, an authority of the camp's own" if secure.authority else "2, a certificate",
        True,
    )  # fmt: skip
    if secure.authority:
        yield Finding("Fingerprint", f"SHA-256 {secure.fingerprint()}", True)
    covers = host in secure.names() or not secure.authority
    yield Finding(
        "Certificate", f"{left.days} days left, covers {names}",
        left > SOON and covers and not secure.missing,
        f"Start with --tls self for a new one that covers {host}; where its key was forgotten, "
        f"remove {config.data / 'tls'} and prepare the devices again.",
    )  # fmt: skip


def _phones(config: Config, secure: Secure | None, host: str) -> Finding:
    if secure and secure.authority:
        value = (
            f"camera and offline reload: yes at {secure.address(host)} on prepared devices "
            f"({config.reached_at()}/trust), no on http"
        )
    elif secure or config.reached_at().startswith("https"):
        place = secure.address(host) if secure else config.reached_at()
        value = f"camera and offline reload: yes at {place} on every phone"
    else:
        value = (
            "camera and offline reload: no on http; the door works by scanner, photo, code and "
            "name. Staff devices can have both: --tls self"
        )
    return Finding("Phones", f"{value}. Open {config.reached_at()}/ok on one phone now.", True)


def _ports(config: Config, secure: Secure | None, host: str) -> Finding:
    states = {port: _state(host, port) for port in {config.port, 443, *_secure_ports(secure)}}
    told = ", ".join(f"{port} {state}" for port, state in sorted(states.items()))
    silent = [str(port) for port, state in states.items() if state == "drops"]
    return Finding(
        "Ports", told, not silent,
        f"A firewall drops what comes to {', '.join(silent)}: let it in, or refuse it (dropping "
        f"443 costs each phone three seconds).",
    )  # fmt: skip


def _secure_ports(secure: Secure | None) -> list[int]:
    return [secure.port] if secure else []


def _state(host: str, port: int) -> str:
    """Return "answers", "refuses" (nothing listens yet) or "drops"."""
    try:
        with socket.create_connection((host, port), timeout=PATIENCE):
            return "answers"
    except TimeoutError:
        return "drops"
    except OSError:
        return "refuses"


def _change(config: Config, host: str, now: datetime) -> Finding:
    others = other_addresses(config, now)
    if not others:
        return Finding("Change", f"none, the address stays {host}", True)
    return Finding(
        "Change", f"the address was {', '.join(others)} in the last days, now it is {host}", False,
        "What phones kept without network stands under the old address: give it back to the "
        "laptop until they have sent it.",
    )  # fmt: skip


def _leased() -> set[str]:
    """Return the addresses that a router gave for a time; nothing where that cannot be known."""
    program = shutil.which("ip")
    if program is None:
        return set()
    told = subprocess.run(
        [program, "-j", "-4", "address"], capture_output=True, text=True, check=False, timeout=5
    )
    try:
        links = json.loads(told.stdout)
    except ValueError:
        return set()
    return {
        one.get("local", "")
        for link in links
        for one in link.get("addr_info", [])
        if one.get("dynamic")
    }


def _used(config: Config) -> dict[str, str]:
    try:
        found: dict[str, str] = json.loads(_file(config).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def _file(config: Config) -> Path:
    return config.data / "addresses.json"


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
