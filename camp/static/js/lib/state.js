// Who has something unsaved. Forms and queues report here; <camp-connection> says it in one line.

const sources = new Map()

/** Reports for `source`: "saved", "saving", "waiting" (with how many) or "unsaved". */
export function report(source, state, count = 1) {
  sources.set(source, { state, count })
  announce()
}

export function forget(source) {
  sources.delete(source)
  announce()
}

/** The worst state of all, and how many things wait on this phone. */
export function worst() {
  const all = [...sources.values()]
  const order = ["unsaved", "waiting", "saving", "saved"]
  const state = order.find((one) => all.some((source) => source.state === one)) ?? ""
  const waiting = all.filter((source) => source.state === "waiting")
  return { state, count: waiting.reduce((sum, source) => sum + source.count, 0) }
}

function announce() {
  document.dispatchEvent(new CustomEvent("camp:state", { detail: worst() }))
}
