"""The https listener: where it is, which certificate it shows, and for which names."""

import ipaddress
import socket
import ssl
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509

from camp.config import BadConfig, Config
from camp.core.addresses import LOOPBACK, lan_addresses
from camp.tls import folder, given
from camp.tls.authority import covered, fingerprint

SELF = ("self",)


@dataclass(slots=True)
class Secure:
    """What is served on https; `authority` is empty for a certificate that was given."""

    context: ssl.SSLContext
    port: int
    leaf: x509.Certificate
    authority: x509.Certificate | None = None
    missing: tuple[str, ...] = ()

    def names(self) -> list[str]:
        return covered(self.leaf)

    def address(self, host: str = "") -> str:
        """Return the https address under `host`, else under the certificate's first name."""
        names = self.names()
        covers = host in names or f"*.{host.partition('.')[2]}" in names
        name = host if covers else next((one for one in names if "*" not in one), host)
        return f"https://{name}" if self.port == 443 else f"https://{name}:{self.port}"

    def fingerprint(self) -> str:
        return fingerprint(self.authority) if self.authority else ""


def offered(config: Config, *, now: datetime, until: datetime) -> Secure | None:
    """Return the listener that the configuration asks for, None without `tls`.

    `until` is the end of the last camp. Raises BadConfig where it cannot be served.
    """
    if not config.tls:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if config.tls == SELF:
        kept = _own(config, now)
        context.load_cert_chain(kept.file)
        return Secure(context, config.tls_port, kept.leaf, kept.authority, kept.missing)
    if len(config.tls) != 2:
        raise BadConfig("--tls (CAMP_TLS): say self, or a file of certificates and one of the key.")
    file, key = map(Path, config.tls)
    leaf = given.read(file, key, until=max(now, until), known=given.known_roots())
    context.load_cert_chain(file, key)
    return Secure(context, config.tls_port, leaf)


def renew(secure: Secure, config: Config, now: datetime) -> bool:
    """Cover the machine's addresses of now, without a restart; return whether that was needed."""
    if config.tls != SELF:
        return False
    kept = _own(config, now)
    changed = kept.leaf != secure.leaf
    secure.missing = kept.missing
    if changed:
        secure.context.load_cert_chain(kept.file)
        secure.leaf, secure.authority = kept.leaf, kept.authority
    return changed


def wanted(config: Config) -> list[str]:
    """Return what phones may call this machine: its addresses, its names, those configured."""
    host = host_of(config)
    own = socket.gethostname().split(".")[0].lower()
    # The address on the poster comes first: it names the https address.
    return [host, *lan_addresses(), f"{own}.local", *config.trusted_hosts, "localhost", LOOPBACK]


def names(config: Config, secure: Secure | None) -> list[str]:
    """Return the names that are ours by what posters and the certificate say."""
    return [*([host_of(config)] if config.address else []), *(secure.names() if secure else [])]


def host_of(config: Config) -> str:
    """Return the name or address that posters carry, without its port."""
    return urlsplit(config.reached_at()).hostname or LOOPBACK


def _own(config: Config, now: datetime) -> folder.Kept:
    names = [*config.trusted_hosts, *([] if _is_address(host_of(config)) else [host_of(config)])]
    return folder.read_or_make(config.data / "tls", wanted(config), now, configured=names)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
