"""Takes pictures of pages: `python -m tests.screens [NAME …] [--all] [--language ru] [--out …]`.

Without options it takes what docs/screens holds, from the demo camp and in English.
"""

import argparse
import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.browser.pages import PAGES, PHASES, Page
from tests.browser.visiting import Visitor, serve
from tests.real import CHROMIUM_FLAGS, find_chromium

SCREENS = Path(__file__).resolve().parent.parent / "docs/screens"
LARGEST = 80_000  # bytes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--all", action="store_true", help="every page, whole ones on phones")
    parser.add_argument("--out", type=Path, default=SCREENS, metavar="FOLDER")
    parser.add_argument("--language", action="append", metavar="TAG", help="en by default")
    options = parser.parse_args()
    wanted = [
        page
        for page in PAGES
        if page.name in options.names or (not options.names and (options.all or page.documented))
    ]
    program = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        for phase in PHASES:
            taken = [page for page in wanted if page.phase == phase]
            if taken:
                take(browser, phase, taken, options)
        browser.close()


def take(browser: Browser, phase: str, taken: list[Page], options: argparse.Namespace) -> None:
    """Picture these pages, whose deeds are done on the way, on a server of their own."""
    languages = options.language or ["en"]
    with tempfile.TemporaryDirectory() as folder:
        server = serve(phase, Path(folder))
        visitor = Visitor(server, browser)
        try:
            for page in taken:
                for language in languages:
                    tab, _status = visitor.open(page, language)
                    tab.wait_for_timeout(700)  # Fonts and the first answer of the socket.
                    out = options.out / language if len(languages) > 1 else options.out
                    out.mkdir(parents=True, exist_ok=True)
                    picture, path = tab.screenshot(full_page=options.all), out / f"{page.name}.png"
                    path.write_bytes(picture) if options.all else write_small(picture, path)
                print(page.name, flush=True)
        finally:
            visitor.close()
            server.stop()


def write_small(picture: bytes, path: Path) -> None:
    """Write the picture with as many colours as fit into the largest file."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    for colours in (256, 128, 64, 32, 16):
        out = io.BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= LARGEST:
            break
    path.write_bytes(out.getvalue())


if __name__ == "__main__":
    main()
