"""What a server needs to know before it starts, read from the environment once."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from camp.core.addresses import lan_address


class BadConfig(ValueError):
    """A variable has a value that cannot work; the message names the variable."""


@dataclass(frozen=True, slots=True)
class Config:
    """Every field is `CAMP_` and its name in capitals; the defaults work on a laptop."""

    data: Path = Path("data")
    """The folder that holds the database, the secret key and the backups."""
    database_url: str = ""
    """SQLAlchemy URL; empty means the SQLite file in the data folder."""
    queue_url: str = ""
    """redis://… that joins several workers; empty means one process."""
    port: int = 8000
    host: str = "0.0.0.0"  # noqa: S104  -- phones in the hall must reach it
    """The address to listen on."""
    address: str = ""
    """How phones reach the server, such as http://192.168.1.20:8000; empty means: found out."""
    trusted_hosts: tuple[str, ...] = ()
    """Names the server answers to besides its own addresses; needed behind a proxy."""
    tls: tuple[str, ...] = ()
    """`self`, or a file of certificates and one of their key: https beside http; empty: none."""
    tls_port: int = 8443
    """Where https listens."""
    behind_proxy: bool = False
    """Whether X-Forwarded-* headers come from our own proxy and may be believed."""
    backup_every: float = 60.0
    """Seconds between two backups while something changes; 0 means that none is made."""
    backup_folder: str = ""
    """A second folder for every backup, such as a USB stick; empty means none."""
    pace: float = 1.0
    """Seconds between two pushes of one topic to the phones."""
    secret: bytes = field(default=b"", repr=False)
    """The key that signs links and badges; empty means the key file in the data folder."""

    def reached_at(self) -> str:
        """Return the address that QR codes and posters carry, without a slash at its end."""
        return self.address.rstrip("/") or f"http://{lan_address()}:{self.port}"

    def open_folder(self) -> Path:
        """Return the data folder, made for its owner alone if it is not there."""
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self.data

    def url(self) -> str:
        return self.database_url or f"sqlite:///{self.data.resolve() / 'camp.sqlite'}"


def read(environ: Mapping[str, str] = os.environ) -> Config:
    """Return the configuration, or raise BadConfig naming the first bad variable."""
    values: dict[str, object] = {}
    for one in fields(Config):
        name = f"CAMP_{one.name.upper()}"
        if environ.get(name):
            kind = one.type.__name__ if isinstance(one.type, type) else str(one.type)
            values[one.name] = _value(name, environ[name], kind)
    config = Config(**values)  # type: ignore[arg-type]
    if config.database_url and not config.database_url.startswith(
        ("sqlite:", "postgresql+psycopg:")
    ):
        raise BadConfig("CAMP_DATABASE_URL: use sqlite:///FILE or postgresql+psycopg://…")
    if config.queue_url and not config.queue_url.startswith(("redis://", "rediss://")):
        raise BadConfig("CAMP_QUEUE_URL: use redis://HOST:PORT/NUMBER")
    return config


def _value(name: str, text: str, kind: str) -> object:
    try:
        match kind:
            case "int":
                return int(text)
            case "float":
                return float(text)
            case "bool":
                return {"1": True, "true": True, "0": False, "false": False}[text.lower()]
            case "bytes":
                return text.encode()
            case "Path":
                return Path(text)
            case "tuple[str, ...]":
                return tuple(part.strip() for part in text.split(",") if part.strip())
    except (ValueError, KeyError):
        raise BadConfig(f"{name}: {text!r} is not of the kind {kind}") from None
    return text
