"""A certificate that the operator brings is refused at the start, in words, before a phone is."""

from datetime import timedelta

import pytest

from camp.config import BadConfig, Config
from camp.tls import given, listener
from tests.tls.chains import NOW, Issuer, write

END = NOW + timedelta(days=2)


@pytest.fixture(scope="module")
def root():
    return Issuer("A public root")


@pytest.fixture(scope="module")
def between(root):
    return Issuer("A public authority", root)


def read(files, root, *, until=END):
    return given.read(*files, until=until, known=[root.certificate])


def test_a_whole_chain_serves_its_names(tmp_path, root, between):
    key, leaf = between.leaf("camp.example.org")
    files = write(tmp_path, key, leaf, between.certificate)

    assert read(files, root) == leaf


def test_a_chain_may_bring_its_own_root(tmp_path, root, between):
    key, leaf = between.leaf("camp.example.org")
    files = write(tmp_path, key, leaf, between.certificate, root.certificate)

    assert given.read(*files, until=END, known=[]) == leaf


def test_a_chain_without_its_middle_is_refused(tmp_path, root, between):
    key, leaf = between.leaf("camp.example.org")

    with pytest.raises(BadConfig, match=r"the chain is not complete, the issuer of CN=camp\.ex"):
        read(write(tmp_path, key, leaf), root)


def test_a_chain_in_the_wrong_order_is_refused(tmp_path, root, between):
    key, leaf = between.leaf("camp.example.org")
    stranger = Issuer("Another")

    with pytest.raises(BadConfig, match="followed by CN=Another, which did not issue it"):
        read(write(tmp_path, key, leaf, stranger.certificate, between.certificate), root)


def test_a_certificate_that_ends_before_the_camp_is_refused(tmp_path, root, between):
    key, leaf = between.leaf("camp.example.org", days=1)

    with pytest.raises(BadConfig, match="ends on 2027-04-17, before the camp does on 2027-04-18"):
        read(write(tmp_path, key, leaf, between.certificate), root)


def test_another_key_is_refused(tmp_path, root, between):
    _key, leaf = between.leaf("camp.example.org")

    with pytest.raises(BadConfig, match="is not the key of the first certificate"):
        read(write(tmp_path, root.key, leaf, between.certificate), root)


def test_a_certificate_that_vouches_for_itself_is_refused(tmp_path, root):
    alone = Issuer("Alone")

    with pytest.raises(BadConfig, match="vouches for itself"):
        read(write(tmp_path, alone.key, alone.certificate), root)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("cert.pem", None, "No such file"),
        ("cert.pem", "words", "no certificate in it"),
        ("key.pem", None, "No such file"),
        ("key.pem", "words", "no private key in it"),
    ],
)
def test_files_that_are_not_what_they_should_be_are_named(
    tmp_path, root, between, name, content, words
):
    files = write(tmp_path, *between.leaf("camp.example.org"), between.certificate)
    (tmp_path / name).unlink()
    if content:
        (tmp_path / name).write_text(content)

    with pytest.raises(BadConfig, match=f"{name}: .*{words}"):
        read(files, root)


def test_a_single_word_that_is_not_self_is_refused():
    with pytest.raises(BadConfig, match="CAMP_TLS"):
        listener.offered(Config(tls=("yes",)), now=NOW, until=NOW)


def test_the_address_is_a_name_of_the_certificate(tmp_path, root, between):
    def secure(*names):
        leaf = between.leaf(*names)[1]
        return listener.Secure(context=None, port=443, leaf=leaf)

    assert secure("camp.example.org").address("192.168.1.20") == "https://camp.example.org"
    assert secure("*.example.org").address("hall.example.org") == "https://hall.example.org"
    assert secure("*.example.org").address("192.168.1.20") == "https://192.168.1.20"
