"""What stands in the data folder's `tls`: the authority, its key, and the certificate of now."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from camp.config import BadConfig
from camp.tls.authority import (
    RENEWED,
    Key,
    allowed,
    covered,
    make_authority,
    make_leaf,
)


@dataclass(frozen=True, slots=True)
class Kept:
    """The authority and the certificate that it gave; `missing` are names it does not cover."""

    authority: x509.Certificate
    leaf: x509.Certificate
    file: Path
    missing: tuple[str, ...] = ()


def read_or_make(
    folder: Path, names: Iterable[str], now: datetime, *, configured: Iterable[str] = ()
) -> Kept:
    """Return what is there, and make what is not.

    The certificate stays as it is while it covers `names` and is not about to end; else it is
    issued anew under the same authority, which devices go on trusting. A new authority, for local
    names and those `configured`, is made only where there is none or it has ended. Raises
    BadConfig when a certificate is needed and the key is forgotten.
    """
    authority = _authority(folder, configured, now)
    wanted = allowed(authority, names)
    file = folder / "leaf.pem"
    leaf = _read(file)
    missing = tuple(set(wanted) - set(covered(leaf))) if leaf else tuple(wanted)
    is_of_us = leaf is not None and leaf.issuer == authority.subject
    is_lasting = is_of_us and leaf is not None and leaf.not_valid_after_utc - now > RENEWED
    if leaf and is_lasting and not missing:
        return Kept(authority, leaf, file)
    if not (folder / "ca.key").exists():
        if leaf and is_of_us and leaf.not_valid_after_utc > now:
            return Kept(authority, leaf, file, missing)
        raise BadConfig(
            f"The key of the camp's authority was forgotten and its certificate has ended. "
            f"Remove the folder {folder} for a new authority; devices must be prepared again."
        )
    key, leaf = make_leaf(authority, _key(folder / "ca.key"), wanted, now)
    _write(file, leaf.public_bytes(serialization.Encoding.PEM) + _pem(key))
    return Kept(authority, leaf, file)


def forget_key(folder: Path) -> bool:
    """Remove the authority's key; return whether there was one."""
    file = folder / "ca.key"
    was_there = file.exists()
    file.unlink(missing_ok=True)
    return was_there


def _authority(folder: Path, configured: Iterable[str], now: datetime) -> x509.Certificate:
    found = _read(folder / "ca.crt")
    if found and found.not_valid_after_utc > now:
        return found
    key, made = make_authority(configured, now)
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    # The certificate comes last: while it is not there, neither counts.
    _write(folder / "ca.key", _pem(key))
    _write(folder / "ca.crt", made.public_bytes(serialization.Encoding.PEM))
    return made


def _read(file: Path) -> x509.Certificate | None:
    if not file.exists():
        return None
    try:
        return x509.load_pem_x509_certificate(file.read_bytes())
    except ValueError:
        raise BadConfig(f"{file} holds no certificate. Remove it, and it is made anew.") from None


def _key(file: Path) -> Key:
    key = serialization.load_pem_private_key(file.read_bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)  # noqa: S101  -- we wrote it
    return key


def _pem(key: Key) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _write(file: Path, content: bytes) -> None:
    """Write all or nothing, readable by the owner alone."""
    # Several workers may write at once, each a file of its own.
    fresh = file.with_suffix(f".{os.getpid()}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
    fresh.replace(file)
