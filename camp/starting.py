"""What a start looks at before it serves, and what the terminal then shows."""

import errno
import socket
from datetime import UTC, datetime
from functools import partial

from sqlalchemy.exc import OperationalError

from camp.config import BadConfig, Config
from camp.core.work import Database
from camp.tls.listener import Secure, host_of


def require_port(config: Config) -> None:
    """Raise BadConfig when another program listens where this one would."""
    _require_free(config.host, config.port, "--port")
    if config.tls:
        _require_free(config.host, config.tls_port, "--tls-port")


def _require_free(host: str, port: int, option: str) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise BadConfig(
                f"This user may not listen on port {port}. Give {option} a number above 1023."
            ) from None
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            raise BadConfig(
                f"Another program uses port {port}. Stop it, or give {option} another number."
            ) from None


def greet(database: Database, config: Config, secret: bytes, secure: Secure | None = None) -> None:
    """Print where the server is, as text and as a QR, and a link for each role."""
    import qrcode

    from camp.core.server import Fenced, served_at
    from camp.links import sign_ins

    address = config.reached_at()
    code = qrcode.QRCode(border=2)
    code.add_data(address)
    code.print_ascii(invert=True)
    print(f"\n  {address}\n")
    if secure:
        _greet_securely(secure, config)
    try:
        database.write(partial(served_at, address=address))
        ways = database.write(
            partial(
                sign_ins, secret=secret, address=address, now=datetime.now(UTC), first_only=True
            )
        )
    except Fenced as error:
        print(f"  {error.title} {error.detail % error.facts}\n", flush=True)
        return
    except OperationalError as error:
        print(f"  Nothing can be written, so there are no links: {error.orig}\n", flush=True)
        return
    for one in ways:
        pin = f"  PIN {one.pin}" if one.pin else ""
        print(f"  {one.role:18} {one.name:28} {one.link}{pin}")
    if not ways:
        print("  This server is empty: open the address and make a camp.")
    print(flush=True)


def _greet_securely(secure: Secure, config: Config) -> None:
    print(f"  {secure.address(host_of(config))}")
    if secure.authority:
        print(f"  {config.reached_at()}/trust prepares a device; its page must show\n")
        print(f"  SHA-256 {secure.fingerprint()}")
    if secure.missing:
        print(
            f"  The certificate does not cover {', '.join(secure.missing)} and its key is "
            f"forgotten: give the laptop its old address back, or remove {config.data / 'tls'}."
        )
    print()
