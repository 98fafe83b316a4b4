#!/usr/bin/env python3
"""One file, standard library only, for everybody who works here: `python3 dev.py --help`."""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
VENV = Path(os.environ.get("CAMP_VENV") or ROOT / ".venv").absolute()
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
DIST = ROOT / "camp/static/dist"
BUILT = [DIST / "manifest.json", ROOT / "camp/paper/fonts"]
FRONT_END = ("camp/static/js", "camp/static/css")
RUN, DEV = "requirements.lock", "requirements-dev.lock"
UV, NODE = "requirements-uv.lock", "requirements-node.lock"
EXTRAS = ["--extra", "pdf", "--extra", "scale"]
WINDOWLESS = "chromium-headless-shell"
MEMORY, ROOM = Path("/dev/shm"), 4 << 30  # noqa: S108  -- a place in memory; bytes
LOCKS = {
    RUN: ["pyproject.toml", *EXTRAS],
    DEV: ["pyproject.toml", *EXTRAS, "--group", "dev", "--constraint", RUN],
    UV: ["--group", "uv"],
    NODE: ["--group", "node"],
}


def run(options: argparse.Namespace, rest: list[str]) -> None:
    """Set up what is missing, then serve; other options go to `python -m camp run`."""
    data = ["--data", str(options.data.absolute())] if options.data else []
    set_up(RUN)
    hand_over("camp", "run", *data, *rest)


def test(options: argparse.Namespace, rest: list[str]) -> None:
    """Run the whole suite; options go to pytest, --long runs the long tests at full size."""
    set_up(DEV)
    require_chromium()
    require_compiler()
    # Two workers more than cores, as servers and browsers let them wait; conftest.py says what
    # stays together and what is first; -n0 needs one process.
    workers = str((os.cpu_count() or 1) + 2)
    # Each of two thousand databases would wait for a disk, and none needs to outlive its test.
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("TMPDIR", str(MEMORY))
    hand_over("pytest", "-n", workers, "--dist", "loadscope", "--no-loadscope-reorder", *rest)


def setup(options: argparse.Namespace, rest: list[str]) -> None:
    """Make the environment and the front end, no more; --dev with the test tools."""
    set_up(DEV if options.dev else RUN)


def lint(options: argparse.Namespace, rest: list[str]) -> None:
    """Run every checker, then name those that complained."""
    install(DEV)
    install_npm()
    steps: dict[str, tuple[str | Path, ...]] = {
        "ruff": (BIN / "ruff", "check", "."),
        "format": (BIN / "ruff", "format", "--check", "."),
        "mypy": (BIN / "mypy",),
        "imports": (BIN / "lint-imports",),
        "locks": (PYTHON, "-m", "tests.house.locks"),
        "djlint": (BIN / "djlint", "camp/templates", "--lint", "--quiet"),
        "biome": ("npm", "exec", "--no", "--", "biome", "check", "--error-on-warnings", *FRONT_END),
    }
    if failed := [name for name, command in steps.items() if not passes(*command)]:
        sys.exit(f"dev.py: these complained: {', '.join(failed)}.")


def assets(options: argparse.Namespace, rest: list[str]) -> None:
    """Build the front end anew."""
    install(RUN)
    build_assets(force=True)
    call(PYTHON, "-m", "camp.translations")


def words(options: argparse.Namespace, rest: list[str]) -> None:
    """Bring the catalogues to the sentences in the sources; new ones then await translation."""
    install(RUN)
    call(PYTHON, "-m", "camp.translations", "update")


def lock(options: argparse.Namespace, rest: list[str]) -> None:
    """Write the Python locks; options go to `uv pip compile`, such as --upgrade."""
    install(DEV)
    plain = ["--universal", "--generate-hashes", "--no-header", "--no-annotate", "--quiet"]
    for name, contents in LOCKS.items():
        output = ["--python-version", "3.11", "--output-file", name]
        call(*uv(), "pip", "compile", *plain, *output, *contents, *rest)
    call(PYTHON, "-m", "tests.house.locks")


def measure(options: argparse.Namespace, rest: list[str]) -> None:
    """Take measurements that are too slow for the suite."""
    if not any((ROOT / "tests" / each).exists() for each in (options.name, f"{options.name}.py")):
        sys.exit(f"dev.py: there is no tests/{options.name} yet.")
    set_up(DEV)
    require_chromium()
    require_compiler()
    hand_over(f"tests.{options.name}", *rest)


def clean(options: argparse.Namespace, rest: list[str]) -> None:
    """Remove what the other commands made; the data folder stays."""
    made = (".venv", "node_modules", "dist", "camp/static/dist", "camp/paper/fonts")
    for folder in (*(ROOT / name for name in made), *ROOT.glob(".*_cache")):
        shutil.rmtree(folder, ignore_errors=True)


def set_up(name: str) -> None:
    install(name)
    build_assets()
    call(PYTHON, "-m", "camp.translations")


def install(name: str) -> None:
    """Bring the environment to a lock, unless it stands there already."""
    # The development lock holds the run lock at the same versions, so either will do for it.
    if any(installed(each).fresh() for each in {name, DEV}):
        return
    if not PYTHON.exists():
        print(f"dev.py: making {VENV}", flush=True)
        try:
            venv.create(VENV, with_pip=True, symlinks=os.name != "nt")
        except subprocess.CalledProcessError:
            sys.exit("dev.py: this Python makes no environments: install python3-venv.")
    print(f"dev.py: installing {name}", flush=True)
    arguments = ["install", "-q", "--require-hashes", "-r", name]
    # Where packages are reached only through pip's own settings, uv fails and pip does it.
    if not passes(*uv(), "pip", *arguments, "-p", PYTHON, quiet=True):
        call(PYTHON, "-m", "pip", *arguments)
    installed(name).write()


def uv() -> list[str]:
    """Name the machine's uv, else the environment's; where neither can be, it fails when run."""
    if found := shutil.which("uv"):
        return [found]
    pip = (PYTHON, "-m", "pip", "install", "-q", "--require-hashes", "-r", UV)
    if not installed(UV).fresh() and passes(*pip, quiet=True):
        installed(UV).write()
    return [str(PYTHON), "-m", "uv"]


def installed(name: str) -> Stamp:
    return Stamp(VENV / f".{name}", [ROOT / name])


def build_assets(*, force: bool = False) -> None:
    """Build the front end when its sources or packages changed."""
    named = [ROOT / name for name in ("build.mjs", "package.json", "package-lock.json")]
    static = [path for path in (ROOT / "camp/static").rglob("*") if DIST not in path.parents]
    stamp = Stamp(ROOT / "node_modules/.built", [*named, *filter(Path.is_file, static)])
    if force or not all(map(Path.exists, BUILT)) or not stamp.fresh():
        install_npm()
        print("dev.py: building the front end", flush=True)
        call("node", "build.mjs")
        stamp.write()


def install_npm() -> None:
    """Find a Node, else bring one, and install the npm packages unless they are there."""
    if os.environ.get("CAMP_NO_SYSTEM_NODE") or not shutil.which("npm") or node_version() < 20:
        if not shutil.which("npm", path=str(BIN)):
            print("dev.py: installing Node", flush=True)
            call(PYTHON, "-m", "pip", "install", "-q", "--require-hashes", "-r", NODE)
        os.environ["PATH"] = f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    stamp = Stamp(ROOT / "node_modules/.installed", [ROOT / "package-lock.json"])
    if not stamp.fresh():
        print("dev.py: installing npm packages", flush=True)
        call("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        stamp.write()


def node_version() -> int:
    """Read the machine's Node: 20 for v20.20.2, 0 where there is none."""
    node = shutil.which("node")
    command = [node or sys.executable, "--version"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return int(answer.strip().lstrip("v").partition(".")[0]) if node else 0


def require_chromium() -> None:
    """Install the browsers of the tests and their certificates' tool, where missing and allowed."""
    named = os.environ.get("CAMP_CHROMIUM")
    programs = [named] if named else ["chromium", "chromium-browser", "google-chrome"]
    if not any(map(shutil.which, programs)) and not named:
        install_from_system("Chromium", "chromium", WINDOWLESS)
    if not shutil.which("certutil"):
        install_from_system("certutil", "libnss3-tools")
    if not any(map(shutil.which, programs)):
        sys.exit(
            "dev.py: the tests need Chromium: install it, or name its program in CAMP_CHROMIUM."
        )
    if not shutil.which("certutil"):
        sys.exit("dev.py: the tests need certutil: install libnss3-tools (or nss-tools).")
    # Without windows a page takes less than half the work; with them the tests only take longer.
    asked = VENV / ".windowless"
    if not (named or shutil.which(WINDOWLESS) or asked.exists()):
        install_from_system("Chromium without windows", WINDOWLESS)
        asked.touch()


def require_compiler() -> None:
    """Install the C compiler with which the tests make a disk that can be cut off."""
    if not shutil.which("cc"):
        install_from_system("a C compiler", "gcc", "libc6-dev")
    if not shutil.which("cc"):
        sys.exit("dev.py: the tests need a C compiler that is called cc: install gcc or clang.")


def install_from_system(name: str, *packages: str) -> None:
    if not shutil.which("apt-get"):
        return
    print(f"dev.py: installing {name}", flush=True)
    apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    apt = apt if os.geteuid() == 0 else ["sudo", "-n", *apt]
    all(passes(*apt, *words) for words in (["update"], ["install", "-y", *packages]))


@dataclass(frozen=True)
class Stamp:
    """Remembers in a file what some files held when a step was last done."""

    path: Path
    sources: Sequence[Path]

    def fresh(self) -> bool:
        return self.path.exists() and self.path.read_text("utf-8") == self._digest()

    def write(self) -> None:
        self.path.write_text(self._digest(), "utf-8")

    def _digest(self) -> str:
        whole = hashlib.sha256()
        for source in sorted(self.sources):
            whole.update(f"{source.relative_to(ROOT)}\0".encode() + source.read_bytes())
        return whole.hexdigest()


def call(*command: str | Path) -> None:
    if not passes(*command):
        sys.exit(f"dev.py: this step failed: {' '.join(map(str, command))}")


def passes(*command: str | Path, quiet: bool = False) -> bool:
    program = shutil.which(command[0]) or command[0]
    errors = subprocess.DEVNULL if quiet else None
    answer = subprocess.run([program, *command[1:]], cwd=ROOT, stderr=errors, check=False)
    return answer.returncode == 0


def hand_over(module: str, *arguments: str) -> NoReturn:
    """Become `python -m module`, so that signals and the exit code are its own."""
    os.chdir(ROOT)
    command = [str(PYTHON), "-m", module, *arguments]
    if os.name == "nt":
        sys.exit(subprocess.run(command, check=False).returncode)
    os.execv(PYTHON, command)  # noqa: S606 - there is no shell to be fooled


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="name")
    table = {each.__name__: each for each in (run, test, setup, lint, assets, words, lock, clean)}
    table |= dict.fromkeys(("bench", "audit"), measure)
    parsers = {name: commands.add_parser(name, help=each.__doc__) for name, each in table.items()}
    parsers["run"].add_argument("--data", type=Path, help="the camp's data folder")
    parsers["setup"].add_argument("--dev", action="store_true", help="with the test tools")
    options, rest = parser.parse_known_args()
    # A thousand modules are read at each start; from bytecode that takes half the time.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if rest and options.name in {"setup", "lint", "assets", "words", "clean"}:
        parsers[options.name].error(f"unknown: {' '.join(rest)}")
    table[options.name](options, rest)


if __name__ == "__main__":
    main()
