// Who has something unsaved. Forms and the outbox report here; <camp-connection> says it in one line.

const ORDER = ["unsaved", "fleeting", "signin", "waiting", "saving", "saved", "others"]
const PATIENT = 400 // ms before "Saving…" is worth saying
const sources = new Map()
let later

/** Reports for `source` one of ORDER, the worst first, and how many things it is about. */
export function report(source, state, count = 1) {
  sources.set(source, { state, count })
  announce()
}

export function forget(source) {
  sources.delete(source)
  announce()
}

/** The worst state of all, and how many things are in it. */
export function worst() {
  const all = [...sources.values()]
  const state = ORDER.find((one) => all.some((source) => source.state === one)) ?? ""
  const those = all.filter((source) => source.state === state)
  return { state, count: those.reduce((sum, source) => sum + source.count, 0) }
}

function announce() {
  if (worst().state === "saving") {
    later ??= setTimeout(tell, PATIENT)
  } else {
    clearTimeout(later)
    tell()
  }
}

function tell() {
  later = undefined
  document.dispatchEvent(new CustomEvent("camp:state", { detail: worst() }))
}
