"""The camp's own authority: what it may vouch for, and when its certificate changes."""

import ipaddress
import ssl
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from camp.cli import main
from camp.config import BadConfig, Config
from camp.tls import authority, folder, listener

NOW = datetime.now(UTC).replace(microsecond=0)
FIRST, SECOND = "192.168.1.20", "192.168.1.14"


def kept(where, *names, now=NOW, **more):
    return folder.read_or_make(where / "tls", names, now, **more)


def test_addresses_are_covered_as_addresses_and_names_as_names(tmp_path):
    leaf = kept(tmp_path, FIRST, "camp.local", "127.0.0.1").leaf

    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert list(names) == [
        x509.IPAddress(ipaddress.ip_address(FIRST)),
        x509.DNSName("camp.local"),
        x509.IPAddress(ipaddress.ip_address("127.0.0.1")),
    ]


def test_the_authority_is_bound_to_local_networks(tmp_path):
    made = kept(tmp_path, FIRST, configured=["camp.example.org", "10.0.0.9"]).authority

    bounds = made.extensions.get_extension_for_class(x509.NameConstraints)
    assert bounds.critical
    assert [str(one.value) for one in bounds.value.permitted_subtrees] == [
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8",
        "local", "lan", "localhost", "camp.example.org",
    ]  # fmt: skip
    basic = made.extensions.get_extension_for_class(x509.BasicConstraints)
    assert (basic.critical, basic.value.ca, basic.value.path_length) == (True, True, 0)


def test_a_certificate_leaves_out_what_the_authority_may_not_cover(tmp_path):
    asked = [FIRST, "8.8.8.8", "www.example.com", "notlocal", "a.camp.example.org", "Camp.LAN"]

    leaf = kept(tmp_path, *asked, configured=["camp.example.org"]).leaf

    assert authority.covered(leaf) == [FIRST, "a.camp.example.org", "camp.lan"]


def test_a_certificate_lasts_thirty_days_and_forgives_slow_clocks(tmp_path):
    leaf = kept(tmp_path, FIRST).leaf

    assert leaf.not_valid_before_utc == NOW - timedelta(days=7)
    assert leaf.not_valid_after_utc == NOW + timedelta(days=30)


def test_a_restart_changes_nothing(tmp_path):
    first = kept(tmp_path, FIRST, "camp.local")

    again = kept(tmp_path, "camp.local", FIRST, now=NOW + timedelta(days=22))

    assert again == first


def test_another_address_gets_a_new_certificate_of_the_same_authority(tmp_path):
    first = kept(tmp_path, FIRST)

    moved = kept(tmp_path, SECOND)

    assert moved.authority == first.authority
    assert authority.covered(moved.leaf) == [SECOND]
    moved.leaf.verify_directly_issued_by(first.authority)


def test_a_certificate_that_is_about_to_end_is_renewed(tmp_path):
    first = kept(tmp_path, FIRST)

    later = kept(tmp_path, FIRST, now=NOW + timedelta(days=24))

    assert later.authority == first.authority
    assert later.leaf.not_valid_after_utc == NOW + timedelta(days=54)


def test_keys_are_for_the_owner_alone(tmp_path):
    kept(tmp_path, FIRST)

    files = {one.name: one.stat().st_mode & 0o777 for one in (tmp_path / "tls").iterdir()}
    assert files == {"ca.crt": 0o600, "ca.key": 0o600, "leaf.pem": 0o600}
    assert (tmp_path / "tls").stat().st_mode & 0o777 == 0o700


def test_without_its_key_the_certificate_serves_on_and_says_what_it_lacks(tmp_path, capsys):
    first = kept(tmp_path, FIRST)

    main(["tls", "forget-key", "--data", str(tmp_path)])
    main(["tls", "forget-key", "--data", str(tmp_path)])

    assert capsys.readouterr().out.splitlines() == [
        "The key is gone.", "There is no key of an authority here.",
    ]  # fmt: skip
    assert kept(tmp_path, FIRST) == first
    moved = kept(tmp_path, SECOND)
    assert (moved.leaf, moved.missing) == (first.leaf, (SECOND,))
    with pytest.raises(BadConfig, match="Remove the folder"):
        kept(tmp_path, FIRST, now=NOW + timedelta(days=31))


def test_a_file_that_holds_no_certificate_is_named(tmp_path):
    kept(tmp_path, FIRST)
    (tmp_path / "tls/leaf.pem").write_text("nothing")

    with pytest.raises(BadConfig, match=r"leaf\.pem holds no certificate"):
        kept(tmp_path, FIRST)


def test_a_running_server_follows_the_laptop_to_another_address(tmp_path):
    config = Config(data=tmp_path, tls=("self",), address=f"http://{FIRST}:8000")
    secure = listener.offered(config, now=NOW, until=NOW)
    moved = Config(data=tmp_path, tls=("self",), address=f"http://{SECOND}:8000")

    assert not listener.renew(secure, config, NOW)
    assert listener.renew(secure, moved, NOW)
    assert shake_hands(secure.context, secure.authority, SECOND) == ""


def test_what_the_authority_signs_for_the_internet_is_refused(tmp_path):
    """Whoever steals the key gains no site: what it signs beyond its bounds no client takes."""
    made = kept(tmp_path, FIRST).authority
    stranger = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    file = tmp_path / "stranger.pem"
    file.write_bytes(signed_for_a_stranger(tmp_path / "tls", "www.example.com"))
    stranger.load_cert_chain(file)
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(tmp_path / "tls/leaf.pem")

    assert shake_hands(ours, made, FIRST) == ""
    assert "permitted subtree violation" in shake_hands(stranger, made, "www.example.com")


def signed_for_a_stranger(where, name):
    """Return a certificate and key that break the bounds, as a thief of the key would make."""
    signer = serialization.load_pem_private_key((where / "ca.key").read_bytes(), None)
    made = x509.load_pem_x509_certificate((where / "ca.crt").read_bytes())
    # Under the same name with other bounds: a lie to our own code, and to no client.
    _key, unbound = authority.make_authority([name], made.not_valid_before_utc + authority.BEFORE)
    key, leaf = authority.make_leaf(unbound, signer, [name], NOW)
    return leaf.public_bytes(serialization.Encoding.PEM) + key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def shake_hands(server, trusted, name):
    """Shake hands in memory with a client that trusts one authority; return what it refuses."""
    client = ssl.create_default_context(
        cadata=trusted.public_bytes(serialization.Encoding.PEM).decode()
    )
    towards_server, towards_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    ends = [
        client.wrap_bio(towards_client, towards_server, server_hostname=name),
        server.wrap_bio(towards_server, towards_client, server_side=True),
    ]
    try:
        for _turn in range(4):
            for end in ends:
                try:
                    end.do_handshake()
                except ssl.SSLWantReadError:
                    continue
    except ssl.SSLCertVerificationError as error:
        return error.verify_message
    return ""
