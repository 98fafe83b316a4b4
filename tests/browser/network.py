"""Takes the network from a phone and gives it back."""

from playwright.sync_api import BrowserContext

CLOSE = """function () {
  const open = this.filter((one) => one.readyState === WebSocket.OPEN)
  return Promise.all(open.map((one) => new Promise((closed) => {
    one.addEventListener("close", closed)
    one.close()
  })))
}"""


def cut(context: BrowserContext) -> None:
    """Take the network from the phone and all its pages.

    Chromium only acts as if it were offline: a socket that is open stays open, and when something
    is written to it the browser's network process is busy until it is closed.
    """
    hang_up(context)
    context.set_offline(True)


def hang_up(context: BrowserContext) -> None:
    """Close the sockets of all pages; they open new ones by themselves."""
    for page in context.pages:
        inside = context.new_cdp_session(page)
        kind = inside.send("Runtime.evaluate", {"expression": "WebSocket.prototype"})["result"]
        found = inside.send("Runtime.queryObjects", {"prototypeObjectId": kind["objectId"]})
        inside.send(
            "Runtime.callFunctionOn",
            {"objectId": found["objects"]["objectId"], "functionDeclaration": CLOSE,
             "awaitPromise": True},
        )  # fmt: skip
        inside.detach()


def mend(context: BrowserContext) -> None:
    context.set_offline(False)
