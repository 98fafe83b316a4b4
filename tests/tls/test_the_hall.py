"""`camp check` and the start: what a laptop can know about the hall's network."""

import socket
from datetime import UTC, datetime, timedelta

import pytest

from camp import hall
from camp.check import findings
from camp.cli import main
from camp.config import BadConfig, Config
from camp.core import addresses
from camp.people.queries import last_end
from camp.starting import require_port
from camp.tls import listener

NOW = datetime.now(UTC).replace(microsecond=0)
FIRST, SECOND = "http://192.168.1.20:8000", "http://192.168.1.14:8000"


def told(config, secure=None, now=NOW):
    return {one.name: one for one in hall.findings(config, secure, now)}


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_plain_http_says_what_phones_lack_and_how_to_have_it(tmp_path, port):
    found = told(Config(data=tmp_path, address=f"http://127.0.0.1:{port}", port=port))

    assert found["Level"].value == "0, plain http"
    assert "camera and offline reload: no on http" in found["Phones"].value
    assert "--tls self" in found["Phones"].value
    assert f"{port} answers" in found["Ports"].value
    assert not found["Address"].well
    assert found["Address"].advice == "This laptop is in no network: connect it first."


def test_an_address_of_another_machine_is_found(tmp_path):
    found = told(Config(data=tmp_path, address="http://10.254.254.254:8000"))["Address"]

    assert not found.well
    assert "correct CAMP_ADDRESS" in found.advice


def test_the_authoritys_fingerprint_and_days_are_told(tmp_path, port):
    config = Config(
        data=tmp_path, address=f"http://127.0.0.1:{port}", port=port, tls=("self",), tls_port=port
    )
    secure = listener.offered(config, now=NOW, until=NOW)

    found = told(config, secure)
    assert found["Level"].value == "1, an authority of the camp's own"
    assert found["Fingerprint"].value == f"SHA-256 {secure.fingerprint()}"
    assert found["Certificate"].well
    assert found["Certificate"].value.startswith("30 days left, covers 127.0.0.1")
    later = told(config, secure, NOW + timedelta(days=28))["Certificate"]
    assert not later.well


def test_another_address_than_yesterdays_is_told_until_it_is_old(tmp_path):
    first, second = Config(data=tmp_path, address=FIRST), Config(data=tmp_path, address=SECOND)
    hall.note_address(first, NOW - timedelta(days=1))
    assert hall.other_addresses(first, NOW) == []

    hall.note_address(second, NOW)

    assert hall.other_addresses(second, NOW) == ["192.168.1.20"]
    assert hall.other_addresses(second, NOW + timedelta(days=4)) == []


def test_the_check_reads_the_camps_and_judges_the_clock(cast, tmp_path, clock):
    found = {one.name: one for one in findings(Config(data=tmp_path))}

    assert {"SQLite", "Durability", "Secret key", "Data folder", "Free disk", "Backup", "Lead",
            "Clock", "Address", "Level", "Phones", "Ports", "Change"} == set(found)  # fmt: skip
    with cast.db.read() as session:
        assert last_end(session) == cast.camp.ends_at


def test_a_bad_certificate_is_told_by_the_check_and_stops_the_start(tmp_path, capsys):
    files = ["--tls", str(tmp_path / "cert.pem"), str(tmp_path / "key.pem")]

    main(["check", "--data", str(tmp_path / "data"), *files])

    assert "cert.pem: No such file or directory." in capsys.readouterr().out


def test_a_taken_https_port_is_named_before_the_start(port):
    with pytest.raises(BadConfig, match=f"port {port}.*--tls-port"):
        require_port(Config(host="127.0.0.1", port=0, tls=("self",), tls_port=port))


def test_addresses_are_private_and_told_once():
    found = addresses.lan_addresses()

    assert len(found) == len(set(found))
    assert all(addresses.is_private(one) for one in found)
    assert [
        one for one in ("8.8.8.8", "172.32.0.1", "camp.local") if addresses.is_private(one)
    ] == []
