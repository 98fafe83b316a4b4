"""Codes before a door, and how much of the processor the page needs for each answer."""

SCAN = """async (texts) => {
  const box = document.querySelector("[data-verdict]")
  const told = []
  for (const text of texts) {
    const began = performance.now()
    const shown = new Promise((resolve) => {
      const watcher = new MutationObserver(() => {
        watcher.disconnect()
        resolve(performance.now() - began)
      })
      watcher.observe(box, { childList: true })
    })
    document.querySelector("camp-scan").dispatchEvent(
      new CustomEvent("camp:code", { bubbles: true, detail: { text } }))
    const took = await shown
    told.push([box.querySelector("camp-verdict").getAttribute("result"), took])
  }
  return told
}"""


def scanned(door, names, text):
    """Show the door the codes of these guests (`text` says which); return (name, answer) pairs.

    An answer is what was said, after how many ms, and how many ms of work that was for the page.
    """
    meter = door.context.new_cdp_session(door)
    meter.send("Performance.enable", {"timeDomain": "threadTicks"})
    told = []
    for name in names:
        before = _worked(meter)
        ((said, took),) = door.evaluate(SCAN, [text(name)])
        told.append((name, (said, took, _worked(meter) - before)))
    meter.detach()
    return told


def _worked(meter):
    """Return the milliseconds of the processor that the page's thread has had so far."""
    metrics = meter.send("Performance.getMetrics")["metrics"]
    return next(1000 * one["value"] for one in metrics if one["name"] == "TaskDuration")
