"""The camp's own authority, which can vouch for a hall's addresses only, and its certificates.

Whoever installs it on a phone must not have to trust us: a stolen key opens no bank. The critical
name constraints (RFC 5280, 4.2.1.10) bind it to private addresses, .local, .lan and the names that
were configured when it was made.
"""

import ipaddress
import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from camp.core.addresses import PRIVATE

Key = ec.EllipticCurvePrivateKey
BEFORE = timedelta(days=7)
"""How far a phone's clock may be behind."""
OF_AUTHORITY = timedelta(days=730)
OF_LEAF = timedelta(days=30)
RENEWED = timedelta(days=7)
"""A leaf with less than this left is issued anew."""
LOOPBACK = ipaddress.IPv4Network("127.0.0.0/8")
OWN_NAMES = ("local", "lan", "localhost")
NAME = re.compile(r"(?!-)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*")


def make_authority(names: Iterable[str], now: datetime) -> tuple[Key, x509.Certificate]:
    """Return a new authority for private addresses, local names and the configured `names`."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [x509.NameAttribute(NameOID.COMMON_NAME, f"Camp CA {now.date().isoformat()}")]
    )
    allowed: list[x509.GeneralName] = [x509.IPAddress(each) for each in (*PRIVATE, LOOPBACK)]
    configured = [name.lower() for name in names if is_name(name)]
    allowed += [x509.DNSName(each) for each in dict.fromkeys((*OWN_NAMES, *configured))]
    made = (
        _begin(subject, subject, key, now, now + OF_AUTHORITY)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.NameConstraints(allowed, None), critical=True)
        .sign(key, hashes.SHA256())
    )
    return key, made


def make_leaf(
    authority: x509.Certificate, signer: Key, names: Iterable[str], now: datetime
) -> tuple[Key, x509.Certificate]:
    """Return a certificate for those `names` and addresses that the authority may vouch for.

    One name outside the constraints would make browsers refuse the whole certificate.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Camp in the hall")])
    until = min(now + OF_LEAF, authority.not_valid_after_utc)
    covered = [_general(name) for name in allowed(authority, names)]
    signed_by = x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key())
    made = (
        _begin(subject, authority.subject, key, now, until)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(signed_by, critical=False)
        .add_extension(x509.SubjectAlternativeName(covered), critical=False)
        .sign(signer, hashes.SHA256())
    )
    return key, made


def allowed(authority: x509.Certificate, names: Iterable[str]) -> list[str]:
    """Return which of the names and addresses the authority may vouch for, each once."""
    bounds = authority.extensions.get_extension_for_class(x509.NameConstraints).value
    permitted = bounds.permitted_subtrees or []
    networks = [
        each.value
        for each in permitted
        if isinstance(each, x509.IPAddress) and isinstance(each.value, ipaddress.IPv4Network)
    ]
    bases = [each.value for each in permitted if isinstance(each, x509.DNSName)]
    found = []
    for name in (each.lower() for each in names):
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            if is_name(name) and any(name == base or name.endswith(f".{base}") for base in bases):
                found.append(name)
        else:
            if any(address in network for network in networks):
                found.append(name)
    return list(dict.fromkeys(found))


def covered(leaf: x509.Certificate) -> list[str]:
    """Return the names and addresses that a certificate stands for."""
    try:
        names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    addresses = [str(each) for each in names.get_values_for_type(x509.IPAddress)]
    return [*addresses, *names.get_values_for_type(x509.DNSName)]


def fingerprint(certificate: x509.Certificate) -> str:
    """Return the SHA-256 of a certificate as phones show it: F4:10:…"""
    return certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def is_name(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return bool(NAME.fullmatch(text.lower()))
    return False


def _general(name: str) -> x509.GeneralName:
    # An address that is written as a name is refused by browsers.
    return x509.DNSName(name) if is_name(name) else x509.IPAddress(ipaddress.ip_address(name))


def _begin(
    subject: x509.Name, issuer: x509.Name, key: Key, now: datetime, until: datetime
) -> x509.CertificateBuilder:
    own_key = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BEFORE)
        .not_valid_after(until)
        .add_extension(own_key, critical=False)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates, key_cert_sign=signs_certificates,
        crl_sign=signs_certificates, content_commitment=False, key_encipherment=False,
        data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
