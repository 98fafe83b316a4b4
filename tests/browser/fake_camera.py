"""A fake camera for Chromium, before which a badge sways, a little blurred."""

from math import sin
from pathlib import Path

import numpy as np
import qrcode
from PIL import Image, ImageFilter
from playwright.sync_api import Browser, BrowserType

from tests.real import CHROMIUM_FLAGS

SIZE = (640, 480)
SECONDS, RATE = 2, 15


def browser_with_camera(chromium: BrowserType, path: str, film: Path) -> Browser:
    """Launch a browser of its own: what its camera sees is a flag of the whole program."""
    flags = (
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    )
    return chromium.launch(executable_path=path, args=[*CHROMIUM_FLAGS, *flags])


def badge_saying(text: str) -> Image.Image:
    """Return a printed badge's QR."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(text)
    code.make(fit=True)
    return code.make_image().get_image()


def film(path: Path, *badges: Image.Image, side: int = 300, seconds: int = SECONDS) -> Path:
    """Write a looping Y4M film in which somebody holds up the badges, one after the other.

    Each is about `side` pixels wide and held up for so many seconds.
    """
    noise = np.random.default_rng(7)
    width, height = SIZE
    with path.open("wb") as file:
        file.write(f"YUV4MPEG2 W{width} H{height} F{RATE}:1 Ip A1:1 C420jpeg\n".encode())
        for k in range(len(badges) * seconds * RATE):
            badge = badges[k // (seconds * RATE)]
            light, blue, red = _frame(badge, k, noise, side).convert("YCbCr").split()
            half = (width // 2, height // 2)
            file.write(b"FRAME\n")
            for plane in (light, blue.resize(half), red.resize(half)):
                file.write(plane.tobytes())
    return path


def _frame(badge: Image.Image, k: int, noise: np.random.Generator, width: int) -> Image.Image:
    side = int(width * (1 + 0.1 * sin(k / 5)))
    card = badge.convert("RGBA").resize((side, side), Image.Resampling.BOX)
    card = card.rotate(4 * sin(k / 3) + 8, expand=True, resample=Image.Resampling.BICUBIC)
    hall = Image.new("RGB", SIZE, (120, 110, 100))
    hall.paste(card, ((SIZE[0] - card.width) // 2, (SIZE[1] - card.height) // 2), card)
    seen = np.asarray(hall.filter(ImageFilter.GaussianBlur(1))).astype(float)
    seen += noise.normal(0, 8, seen.shape)
    return Image.fromarray(seen.clip(0, 255).astype("uint8"))
