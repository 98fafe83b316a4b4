"""A certificate that the operator brings: whole, matching its key, and valid to the camp's end."""

import ssl
import warnings
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization

from camp.config import BadConfig

Certificate = x509.Certificate
PUBLIC = serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo


def read(file: Path, key: Path, *, until: datetime, known: Iterable[Certificate]) -> Certificate:
    """Return the server's certificate. Raises BadConfig with what to do about a bad one.

    `until` is the end of the last camp (or now); `known` are the roots that may end the chain.
    """
    chain = _load(file)
    leaf = chain[0]
    _match(leaf, file, key)
    if leaf.not_valid_after_utc < until:
        raise BadConfig(
            f"{file}: this certificate ends on {leaf.not_valid_after_utc:%Y-%m-%d}, "
            f"before the camp does on {until:%Y-%m-%d}. Renew it first."
        )
    _end(chain, file, known)
    return leaf


def known_roots() -> Iterator[Certificate]:
    """Give the roots that this machine trusts, one by one."""
    context = ssl.create_default_context()
    for der in context.get_ca_certs(binary_form=True):
        with warnings.catch_warnings():
            # An odd root of the system is not ours to judge.
            warnings.simplefilter("ignore")
            try:
                found = x509.load_der_x509_certificate(der)
            except ValueError:
                continue
        yield found


def _load(file: Path) -> Sequence[Certificate]:
    try:
        return x509.load_pem_x509_certificates(file.read_bytes())
    except OSError as error:
        raise BadConfig(f"{file}: {error.strerror}.") from None
    except ValueError:
        raise BadConfig(f"{file}: there is no certificate in it (PEM is needed).") from None


def _match(leaf: Certificate, file: Path, key: Path) -> None:
    try:
        private = serialization.load_pem_private_key(key.read_bytes(), None)
    except OSError as error:
        raise BadConfig(f"{key}: {error.strerror}.") from None
    except TypeError:
        raise BadConfig(f"{key}: this key has a password. Give it without one.") from None
    except ValueError:
        raise BadConfig(f"{key}: there is no private key in it (PEM is needed).") from None
    if private.public_key().public_bytes(*PUBLIC) != leaf.public_key().public_bytes(*PUBLIC):
        raise BadConfig(f"{key} is not the key of the first certificate in {file}.")


def _end(chain: Sequence[Certificate], file: Path, known: Iterable[Certificate]) -> None:
    for one, issuer in pairwise(chain):
        if not _issued(one, issuer):
            raise BadConfig(
                f"{file}: {_named(one)} is followed by {_named(issuer)}, which did not issue it. "
                f"Put the server's certificate first, then each issuer after the other."
            )
    last = chain[-1]
    if len(chain) == 1 and _issued(last, last):
        raise BadConfig(
            f"{file} vouches for itself, so every phone would warn. "
            f"Use --tls self, or a certificate of an authority that phones know."
        )
    if not _issued(last, last) and not any(_issued(last, root) for root in known):
        raise BadConfig(
            f"{file}: the chain is not complete, the issuer of {_named(last)} is missing. "
            f"Use the full chain (often called fullchain.pem)."
        )


def _issued(one: Certificate, issuer: Certificate) -> bool:
    try:
        one.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _named(one: Certificate) -> str:
    return one.subject.rfc4514_string() or "a certificate without a name"
