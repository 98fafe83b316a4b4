"""Certificates of a public authority, as an operator brings them."""

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NOW = datetime(2027, 4, 16, 9, 0, tzinfo=UTC)


class Issuer:
    """An authority: the root when nobody issued it."""

    def __init__(self, name, issuer=None):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        above = issuer or self
        self.certificate = _sign(self.subject, self.key, above, days=900, ca=True)

    def leaf(self, name, *, days=60):
        """Return a server's key and certificate."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        return key, _sign(subject, key, self, days=days, ca=False, names=[name])


def _sign(subject, key, issuer, *, days, ca, names=()):
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    )
    if names:
        covered = x509.SubjectAlternativeName([x509.DNSName(name) for name in names])
        builder = builder.add_extension(covered, critical=False)
    return builder.sign(issuer.key, hashes.SHA256())


def write(folder, key, *chain):
    """Write the two files that an operator gives; return their paths."""
    certificates, private = folder / "cert.pem", folder / "key.pem"
    encoding = serialization.Encoding.PEM
    certificates.write_bytes(b"".join(one.public_bytes(encoding) for one in chain))
    private.write_bytes(
        key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return certificates, private
