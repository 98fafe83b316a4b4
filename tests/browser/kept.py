"""Which pages the worker keeps on a device."""

from playwright.sync_api import Page

from tests.browser.waiting import PATIENCE, until

KEPT = """(async () => {
  const found = []
  for (const name of (await caches.keys()).filter((one) => one.startsWith("camp-pages-")))
    for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname)
  return found.sort()
})()"""


def kept(page: Page, path: str, patience: float = PATIENCE) -> list[str]:
    """Return the paths of the kept pages, once this one is among them."""
    until(page, f"{KEPT}.then((kept) => kept.includes('{path}'))", patience=patience)
    found: list[str] = page.evaluate(KEPT)
    return found


def none_kept(page: Page) -> None:
    until(page, f"{KEPT}.then((kept) => kept.length === 0)")
