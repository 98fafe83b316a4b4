"""Takes pictures of pages and of their states into docs/screens, with an index to leaf through.

`python -m tests.screens` takes all of them, from the demo camp and in English; with names
(`participant-home`, `participant-home--dark`) these alone; with `--missing` what has no picture.
"""

import argparse
import io
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Error, sync_playwright
from playwright.sync_api import Page as Tab

from tests.browser.acting import State, go_through, open_board
from tests.browser.pages import PAGES, PHASES, Page
from tests.browser.states import STATES
from tests.browser.visiting import Visitor, serve
from tests.real import CHROMIUM_FLAGS, find_chromium
from tests.screens_index import index

SCREENS = Path(__file__).resolve().parent.parent / "docs/screens"
LARGEST = 80_000  # bytes
SETTLED = 700  # ms: fonts and the first answer of the socket
PATIENCE = 20_000  # ms, on a busy machine


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--missing", action="store_true", help="what has no picture yet")
    parser.add_argument("--whole", action="store_true", help="down to the foot, in all colours")
    parser.add_argument("--out", type=Path, default=SCREENS, metavar="FOLDER")
    parser.add_argument("--language", default="en", metavar="TAG")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    pages = [page for page in PAGES if _is_wanted(page.name, options)]
    states = [state for state in STATES if _is_wanted(state.full_name, options)]
    failed: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_FLAGS)
        for phase in dict.fromkeys((*PHASES, *(state.shown().phase for state in STATES))):
            here = [page for page in pages if page.phase == phase]
            there = [state for state in states if state.shown().phase == phase]
            if here or there:
                failed += take(browser, phase, here, there, options)
        browser.close()
    if options.out == SCREENS:
        (SCREENS / "README.md").write_text(index(), "utf-8")
    if failed:
        sys.exit(f"No picture of {', '.join(failed)}.")


def _is_wanted(name: str, options: argparse.Namespace) -> bool:
    if options.names:
        return name in options.names
    return not (options.missing and (options.out / f"{name}.png").exists())


def take(
    browser: Browser,
    phase: str,
    pages: list[Page],
    states: list[State],
    options: argparse.Namespace,
) -> list[str]:
    """Picture these on a server of their own, states after pages; return what could not be."""
    failed = []
    with ExitStack() as closing:
        server = serve(phase, Path(closing.enter_context(tempfile.TemporaryDirectory())))
        closing.callback(server.stop)
        visitor = Visitor(server, browser)
        closing.callback(visitor.close)
        for one in (*pages, *states):
            name = one.full_name if isinstance(one, State) else one.name
            try:
                if isinstance(one, State):
                    take_state(visitor, one, options)
                else:
                    tab, status = visitor.open(one, options.language)
                    assert status == one.status, status
                    keep(tab, name, options)
            except (Error, AssertionError, LookupError) as error:
                failed.append(name)
                print(f"{name}: {str(error)[:300]}", file=sys.stderr, flush=True)
            else:
                print(name, flush=True)
    return failed


def take_state(visitor: Visitor, state: State, options: argparse.Namespace) -> None:
    """Picture a state in a browser of its own, so that nothing it leaves waits for the next."""
    page = state.shown()
    if state.board:
        open_board(visitor.server)
    for deed in state.before:
        visitor.do(deed)
    context = visitor.fresh(
        page, state.language or options.language,
        color_scheme=state.scheme, reduced_motion="reduce", timezone_id="Asia/Tashkent",
    )  # fmt: skip
    context.set_default_timeout(PATIENCE)
    try:
        tab = context.new_page()
        answer = tab.goto(visitor.address(page))
        assert answer, page.path
        assert answer.status == page.status, answer.status
        tab.wait_for_timeout(SETTLED)
        go_through(state.steps, tab, visitor)
        keep(tab, state.full_name, options)
    finally:
        context.close()


def keep(tab: Tab, name: str, options: argparse.Namespace) -> None:
    tab.wait_for_timeout(SETTLED)
    picture, path = tab.screenshot(full_page=options.whole), options.out / f"{name}.png"
    path.write_bytes(picture) if options.whole else write_small(picture, path)


def write_small(picture: bytes, path: Path) -> None:
    """Write the picture with as many colours as fit, made smaller before they become too few."""
    whole = Image.open(io.BytesIO(picture)).convert("RGB")
    for part, colours in ((1, 96), (1, 64), (1.5, 128), (1.5, 64), (2, 64)):
        size = (round(whole.width / part), round(whole.height / part))
        image = whole if part == 1 else whole.resize(size, Image.Resampling.LANCZOS)
        out = io.BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= LARGEST:
            break
    path.write_bytes(out.getvalue())


if __name__ == "__main__":
    main()
