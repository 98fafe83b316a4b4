"""A disk that can be cut off: the files as a power cut would leave them.

`disk.c` writes down what a server does to its data folder. Whatever was not synced when the power
went may be on the disk or not, write by write: chance decides, as it does in a real disk's cache.
"""

import random
import shutil
import struct
import subprocess
from pathlib import Path

HEAD = struct.Struct("=4q")
GONE = ("-shm",)
"""Endings of files that are shared memory, which no power cut leaves."""


def build_shim(folder: Path) -> Path:
    """Compile the shim with the system's C compiler."""
    shim = folder / "disk.so"
    source = Path(__file__).with_name("disk.c")
    subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", shim, source, "-ldl"], check=True)
    return shim


class Disk:
    """A data folder on such a disk: `env` for its server, `cut()` once that was killed."""

    def __init__(self, data: Path, shim: Path, *, seed=0) -> None:
        self._data, self._random = data.resolve(), random.Random(seed)
        self._journal = data.with_name(f"{data.name}.journal")
        self.lost = 0
        self.env = {
            "LD_PRELOAD": str(shim),
            "DISK_FOLDER": str(self._data),
            "DISK_JOURNAL": str(self._journal),
        }
        self._before = data.with_name(f"{data.name}.before")
        self._remember()

    def cut(self) -> None:
        """Put the folder to what the disk holds, and begin a new journal."""
        images = _Images(self._before, self._data, self._random)
        with self._journal.open("rb") as journal:
            while head := journal.read(HEAD.size):
                op, fd, offset, length = HEAD.unpack(head)
                images.apply(chr(op), fd, offset, journal.read(length))
        self.lost += images.power_off()
        folders = [path for path in self._data.rglob("*") if path.is_dir()]
        shutil.rmtree(self._data)
        for folder in (self._data, *folders):
            folder.mkdir(parents=True, exist_ok=True)
        for path, content in images.files.items():
            place = self._data / Path(path).relative_to(self._data)
            if place.is_dir():
                continue  # A folder is opened to be synced, too.
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        self._remember()

    def _remember(self):
        shutil.rmtree(self._before, ignore_errors=True)
        shutil.copytree(self._data, self._before)
        self._journal.unlink(missing_ok=True)


class _File:
    """What is safe of a file, and the changes since its last sync: (offset, bytes) or a size."""

    def __init__(self, content=b""):
        self.safe, self.later = bytearray(content), []

    def sync(self):
        for change in self.later:
            self._do(*change)
        self.later = []

    def lose(self, chance):
        """Let each change that was not synced happen, happen in part, or not; count the losses."""
        lost = 0
        for offset, content in self.later:
            kept = content
            if isinstance(content, bytes):
                sectors = chance.choice([0, chance.randint(0, len(content) // 512), len(content)])
                kept = content[: 512 * sectors]
                lost += len(kept) < len(content)
            elif chance.random() < 0.5:
                lost += 1
                continue
            self._do(offset, kept)
        self.later = []
        return lost

    def _do(self, offset, content):
        if content is None:
            del self.safe[offset:]
            self.safe.extend(bytes(offset - len(self.safe)))
        elif content:
            self.safe.extend(bytes(max(0, offset - len(self.safe))))
            self.safe[offset : offset + len(content)] = content


class _Images:
    """All files of the folder, as a journal moves them on. A name is safe once its folder is."""

    def __init__(self, before, data, chance):
        self._chance, self._open = chance, {}
        self.files = {
            str(data / path.relative_to(before)): _File(path.read_bytes())
            for path in before.rglob("*")
            if path.is_file()
        }
        self._names, self._later = dict(self.files), []

    def apply(self, op, fd, offset, content):
        match op:
            case "o":
                self._open[fd] = self._named(content.decode())
            case "d":
                self._open[fd] = content.decode()
            case "w":
                self._open[fd].later.append((offset, content))
            case "t":
                self._open[fd].later.append((offset, None))
            case "s" if isinstance(self._open[fd], str):
                self._settle(len(self._later))
            case "s":
                self._open[fd].sync()
            case "u":
                self._rename(content.decode(), None)
            case "r":
                self._rename(*content.decode().split("\0"))

    def power_off(self) -> int:
        """Return how many changes were lost; `files` maps paths to what is left."""
        self._settle(self._chance.randint(0, len(self._later)))
        lost = sum(file.lose(self._chance) for file in self.files.values())
        self.files = {
            path: bytes(file.safe) for path, file in self.files.items() if not path.endswith(GONE)
        }
        return lost + len(self._later)

    def _named(self, path):
        if path not in self._names:
            self._names[path] = _File()
            self._later.append((path, self._names[path]))
        return self._names[path]

    def _rename(self, path, to):
        file = self._names.pop(path, None)
        self._later.append((path, None))
        if to is not None and file is not None:
            self._names[to] = file
            self._later.append((to, file))

    def _settle(self, count):
        """Make the first changes of names safe: a file system keeps their order."""
        for path, file in self._later[:count]:
            if file is None:
                self.files.pop(path, None)
            else:
                self.files[path] = file
        del self._later[:count]
