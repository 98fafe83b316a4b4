"""What is written for one request leaves compressed, unless another site may have asked for it."""

import gzip

import brotli
import pytest

HERE, SECURE = "http://camp.local:8000", "https://camp.local:8443"
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}


def ask(cast, path="/join", base=HERE, **headers):
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return cast.browser().get(path, base_url=base, headers=told)


@pytest.mark.parametrize(
    ("takes", "packed"),
    [
        ("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("*;q=0", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_page_is_packed_as_its_reader_takes_it(cast, takes, packed):
    answer = ask(cast, Accept_Encoding=takes)

    assert answer.headers.get("Content-Encoding") == packed
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert b"</html>" in UNPACK[packed](answer.data)


def test_an_answer_to_a_program_is_packed_and_a_small_one_is_not(cast):
    large = ask(cast, "/api/v1/openapi.json", Accept_Encoding="br")
    small = ask(cast, "/healthz", Accept_Encoding="br")

    assert large.headers["Content-Encoding"] == "br"
    assert brotli.decompress(large.data).startswith(b"{")
    assert "Content-Encoding" not in small.headers


@pytest.mark.parametrize(
    ("base", "site", "packed"),
    [
        (HERE, None, True),
        (SECURE, "none", True),
        (SECURE, "same-origin", True),
        (SECURE, "same-site", False),
        (SECURE, "cross-site", False),
        (SECURE, None, False),
    ],
)
def test_no_other_site_can_measure_a_secret_on_https(cast, base, site, packed):
    headers = {"Sec_Fetch_Site": site} if site else {}

    answer = ask(cast, base=base, Accept_Encoding="br", **headers)

    assert ("Content-Encoding" in answer.headers) == packed
