"""Rules of the house that no linter knows."""

import re
import subprocess
from pathlib import Path

from tests.house.locks import ROOT, lock_faults

LONGEST = 300
OURS = ("camp/", "scoring/", "tests/")
# Hosts of documentation, standards and examples; a page never loads anything from them.
HOSTS = {
    "127.0.0.1",
    "docs.sqlalchemy.org",
    "doi.org",
    "json-schema.org",
    "localhost",
    "schema.org",
    "www.w3.org",
}
EXAMPLES = re.compile(
    r"(^|\.)(example|example\.(com|net|org)|test|invalid|local)$|^(10|192\.168)\."
)
HOST = re.compile(r"\b(?:https?|wss?)://([a-z0-9-]+(?:\.[a-z0-9-]+)*)", re.IGNORECASE)
# Addresses where a package asks for money are npm's, and npm writes them again each time.
FUNDING = re.compile(r'"funding": (\{[^}]*\}|\[[^\]]*\])')
MACHINE = re.compile(r"(?<![\w.}>])/(?:home|root|mnt|work|Users)/\w")


def tracked() -> dict[str, str]:
    """The text of every tracked file by its path; pictures and fonts are left out."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    names = [name for name in listing.stdout.split("\0") if name and (ROOT / name).is_file()]
    contents = {name: (ROOT / name).read_bytes() for name in names}
    return {name: data.decode("utf-8") for name, data in contents.items() if b"\0" not in data}


FILES = tracked()
MODULES = {
    name: text for name, text in FILES.items() if name.startswith(OURS) and name.endswith(".py")
}


def places(pattern: str) -> set[str]:
    """Modules of the program that hold a pattern."""
    return {
        name
        for name, text in MODULES.items()
        if not name.startswith("tests/") and re.search(pattern, text)
    }


def test_no_module_is_longer_than_a_sitting() -> None:
    sizes = {
        name: len(text.splitlines()) for name, text in MODULES.items() if "versions" not in name
    }

    long = {name for name, size in sizes.items() if size > LONGEST}
    assert long == {"camp/verify.py"}  # One file by itself, so that anybody can carry it away.


def test_one_place_commits() -> None:
    assert places(r"\.commit\b") == {"camp/core/work.py"}


def test_one_place_tells_rooms() -> None:
    assert places(r"\.emit\(") == {"camp/web/live.py"}


def test_locks_hold_no_hosts() -> None:
    assert lock_faults() == []


def test_a_lock_with_a_host_is_found(tmp_path: Path) -> None:
    (tmp_path / "requirements.lock").write_text("--index-url mirror\nflask==3.1.3\n")
    (tmp_path / "package-lock.json").write_text('{"packages": {"lit": {"resolved": "here"}}}')

    assert lock_faults(tmp_path) == [
        "requirements.lock names a host or an index.",
        'package-lock.json holds "resolved" for lit.',
    ]


def test_files_name_no_outside_host() -> None:
    named = {
        (name, host)
        for name, text in FILES.items()
        for host in HOST.findall(FUNDING.sub("", text))
        if host not in HOSTS and not EXAMPLES.search(host)
    }

    assert named == set()


def test_files_name_no_folder_of_a_machine() -> None:
    assert {name for name, text in FILES.items() if MACHINE.search(text)} == set()
