"""What is measured on an open page: words that do not fit, small targets, axe, forms, traffic."""

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page

MISFITS = """async () => {
  await document.fonts.ready
  const found = new Set()
  const say = (what, one) => found.add(`${what}: ${one.localName}.${one.className} "${
    one.textContent.trim().replace(/\\s+/g, " ").slice(0, 50)}"`)
  const root = document.documentElement
  if (root.scrollWidth > innerWidth) found.add(`the page is ${root.scrollWidth} px wide`)
  const style = (one) => getComputedStyle(one)
  const exempt = ".only-read, .skip-link, svg, option, camp-scan video, [hidden]"
  for (const one of document.body.querySelectorAll("*")) {
    const words = [...one.childNodes].filter((n) => n.nodeType === 3 && n.textContent.trim())
    if (!words.length || one.closest(exempt) || !one.checkVisibility({ visibilityProperty: true }))
      continue
    const range = document.createRange()
    range.setStart(words[0], 0)
    range.setEndAfter(words.at(-1))
    const text = range.getBoundingClientRect()
    if (!text.width) continue
    for (let box = one; box && box !== document.body; box = box.parentElement) {
      const { display, overflowX, overflowY, position, webkitLineClamp } = style(box)
      if (webkitLineClamp !== "none") break
      if (["auto", "scroll"].includes(overflowX) && box.scrollWidth > box.clientWidth) break
      if (display.startsWith("inline") && box !== one || display === "contents") continue
      const edge = box.getBoundingClientRect()
      if (display !== "inline" && (text.right > edge.right + 1.5 || text.left < edge.left - 1.5))
        say(`outside ${box.localName}.${box.className}`, one)
      if (["hidden", "clip"].includes(overflowY) && text.bottom > edge.bottom + 3)
        say(`cut at the foot of ${box.localName}.${box.className}`, one)
      if (position === "fixed" || position === "absolute") break
    }
  }
  return [...found]
}"""
SMALL = """(least) => {
  const found = new Set()
  for (const one of document.querySelectorAll("a, button, input, select, textarea, summary")) {
    if (one.type === "hidden" || one.closest(".skip-link")) continue
    const label = one.matches("[type=checkbox], [type=radio], [type=file]") && one.closest("label")
    // A link may be as large as its card, by a pseudo-element that covers it.
    const covers = getComputedStyle(one, "::after").position === "absolute"
    const box = label || (covers ? one.offsetParent : one)
    if (!box.checkVisibility({ visibilityProperty: true })) continue
    const { width, height } = box.getBoundingClientRect()
    if (!width) continue
    // A link inside a sentence is as high as its line.
    const inline = box.localName === "a" && getComputedStyle(box).display === "inline"
    const lowest = inline ? 16 : least
    if (height < lowest - 0.5 || width < Math.min(lowest, 24))
      found.add(`${Math.round(width)} x ${Math.round(height)}: ${one.localName}.${one.className} "${
        (one.textContent.trim() || one.name).slice(0, 30)}"`)
  }
  return [...found]
}"""
FORMS = """() => [...document.querySelectorAll("form")].map((one) =>
  `${one.method} ${new URL(one.action).pathname}`).sort()"""
HIDDEN_FORMS = """() => [...document.querySelectorAll("form")].filter((one) =>
  ![...one.querySelectorAll("button, [type=submit]")].some((b) => b.checkVisibility())
  && !one.closest("details:not([open])"))
  .map((one) => `${one.method} ${new URL(one.action).pathname}`)"""
HEADING = """() => {
  const one = document.querySelector("h1")
  if (!one?.checkVisibility({ visibilityProperty: true })) return false
  const { width, height } = one.getBoundingClientRect()
  return width > 0 && height > 0
}"""
"""Whether the page's first heading is seen; a locator would bring a script of its own for it."""
RUN_AXE = """() => axe.run(
  { resultTypes: ["violations"], rules: { "target-size": { enabled: true } } },
).then((found) => found.violations)"""
SPACE_OUT = """() => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
}"""
"""The spaces between letters, words and lines that readers may ask for (WCAG 1.4.12)."""
MOVING = """() => document.getAnimations()
  .filter((one) => one.playState === "running" && one.effect.getComputedTiming().duration > 1)
  .map((one) => `moves: ${one.animationName ?? one.transitionProperty} of ${
    one.effect.target.className}`)"""


def resize(page: Page, width: int, height: int) -> None:
    """Give the page this size; one that has it is left alone, as each change is laid out anew."""
    wanted = {"width": width, "height": height}
    if page.viewport_size != wanted:
        page.set_viewport_size(wanted)  # type: ignore[arg-type]


def faults_of_axe(page: Page, script: str) -> list[str]:
    """Return what axe finds, best practices too, with the first place of each fault."""
    page.evaluate(script)
    found: list[dict[str, Any]] = page.evaluate(RUN_AXE)
    return [
        f"{one['id']}, {one['impact']} ({len(one['nodes'])}): {one['nodes'][0]['html'][:160]} "
        f"{one['nodes'][0]['any'][0]['message'] if one['nodes'][0]['any'] else ''}"
        for one in found
    ]


class Ears:
    """Hears what a browser says and asks for: errors, and requests that leave the host."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self._host = urlsplit(address).netloc
        self._heard: list[str] = []
        context.on("request", lambda asked: self._asked(asked.url))
        context.on("page", self._listen)
        context.on("console", self._said)
        context.on("weberror", lambda error: self._heard.append(f"error: {error.error}"))

    def heard(self) -> list[str]:
        """Return what was heard since this was last asked."""
        heard, self._heard = self._heard, []
        return heard

    def _listen(self, page: Page) -> None:
        page.on("websocket", lambda socket: self._asked(socket.url))

    def _said(self, message: ConsoleMessage) -> None:
        # Chromium reports the page's own 403 and 404, which the table expects, as errors.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self._heard.append(f"console: {message.text}")

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob"} and parts.netloc != self._host:
            self._heard.append(f"asks another host: {url}")
