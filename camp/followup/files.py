"""Photographs and PDFs as they are kept: without what tells where they were taken.

A picture is decoded and written anew, turned upright and at most `LONGEST` pixels long, so nothing
of the sender's file is left: no place, no device, no thumbnail. A PDF loses nothing and is served
for download only.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from camp.core.files import write_durably
from camp.followup.rules import NotEvidence

LARGEST = 8_000_000
"""Bytes that are taken from a phone."""
LONGEST = 1600
PIXELS = 60_000_000
"""A picture that says it is larger is refused before it is decoded."""
FOLDER = "evidence"
PICTURES = ("JPEG", "PNG", "WEBP")
JPEG, PDF = "image/jpeg", "application/pdf"
MEDIA = (JPEG, PDF)


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the data folder, by its SHA-256."""

    digest: str
    media: str
    size: int
    stay: Callable[[], None] = field(compare=False, repr=False)
    """Puts it there again if it was swept before a row named it; called in the writer."""


def keep(data: Path, content: bytes) -> Kept:
    """Clean `content` and put it into the data folder. Raises NotEvidence."""
    media, clean = cleaned(content)
    digest = sha256(clean).hexdigest()
    stay = partial(put, data, digest, clean)
    stay()
    return Kept(digest, media, len(clean), stay)


def cleaned(content: bytes) -> tuple[str, bytes]:
    """Return the media type and the bytes to keep. Raises NotEvidence for anything else."""
    if not 0 < len(content) <= LARGEST:
        raise NotEvidence
    if content.startswith(b"%PDF-"):
        return PDF, content
    try:
        with Image.open(BytesIO(content), formats=PICTURES) as found:
            if found.width * found.height > PIXELS:
                raise NotEvidence
            # A large photograph is read small at once, which a phone's twelve megapixels need.
            found.draft("RGB", (LONGEST, LONGEST))
            upright = ImageOps.exif_transpose(found)
            upright.thumbnail((LONGEST, LONGEST))
            fresh = Image.new("RGB", upright.size, "white")
            layer = upright.convert("RGBA")
            fresh.paste(layer, mask=layer)
            out = BytesIO()
            fresh.save(out, "JPEG", quality=82, optimize=True)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise NotEvidence from error
    except Image.DecompressionBombError as error:
        raise NotEvidence from error
    return JPEG, out.getvalue()


def put(data: Path, digest: str, content: bytes) -> None:
    """Write `content` under its name, durably; what is there already stays."""
    file = place(data, digest)
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        write_durably(file, content)


def place(data: Path, digest: str) -> Path:
    return data / FOLDER / digest[:2] / digest


def read(data: Path, digest: str) -> bytes | None:
    """Return the bytes, or None where the file is gone or is not what its name says."""
    try:
        content = place(data, digest).read_bytes()
    except OSError:
        return None
    return content if sha256(content).hexdigest() == digest else None


def older(data: Path, than: datetime) -> list[str]:
    """Return the names of what was put there before a moment."""
    found = (data / FOLDER).glob("*/*")
    return [file.name for file in found if file.stat().st_mtime < than.timestamp()]


def drop(data: Path, digest: str) -> None:
    """Remove what no row names any more."""
    place(data, digest).unlink(missing_ok=True)


def read_all(data: Path, digests: Iterable[str]) -> dict[str, bytes]:
    found = {digest: read(data, digest) for digest in digests}
    return {digest: content for digest, content in found.items() if content is not None}
