"""Films of a badge for Chromium's fake camera: a QR on a card that sways, a little blurred."""

from math import sin
from pathlib import Path

import numpy as np
import qrcode
from PIL import Image, ImageFilter

SIZE = (640, 480)
SECONDS, RATE = 2, 15


def film(path: Path, text: str) -> Path:
    """Write a looping Y4M film in which a badge says `text`."""
    noise = np.random.default_rng(7)
    width, height = SIZE
    with path.open("wb") as file:
        file.write(f"YUV4MPEG2 W{width} H{height} F{RATE}:1 Ip A1:1 C420jpeg\n".encode())
        for k in range(SECONDS * RATE):
            light, blue, red = _frame(text, k, noise).convert("YCbCr").split()
            half = (width // 2, height // 2)
            file.write(b"FRAME\n")
            for plane in (light, blue.resize(half), red.resize(half)):
                file.write(plane.tobytes())
    return path


def _frame(text: str, k: int, noise: np.random.Generator) -> Image.Image:
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(text)
    code.make(fit=True)
    side = int(300 * (1 + 0.1 * sin(k / 5)))
    card = (
        code.make_image().get_image().convert("RGBA").resize((side, side), Image.Resampling.NEAREST)
    )
    card = card.rotate(4 * sin(k / 3) + 8, expand=True, resample=Image.Resampling.BICUBIC)
    hall = Image.new("RGB", SIZE, (120, 110, 100))
    hall.paste(card, ((SIZE[0] - card.width) // 2, (SIZE[1] - card.height) // 2), card)
    seen = np.asarray(hall.filter(ImageFilter.GaussianBlur(1))).astype(float)
    seen += noise.normal(0, 8, seen.shape)
    return Image.fromarray(seen.clip(0, 255).astype("uint8"))
