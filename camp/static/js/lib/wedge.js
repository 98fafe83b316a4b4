// Scanners that pretend to be a keyboard: a burst of keys that ends with Enter.

const GAP = 30 // ms; nobody types that fast for long
const SHORTEST = 4

/** Calls `found` with every scanned text; typing is left alone. Returns a `keydown` listener. */
export function wedge(found) {
  let text = ""
  let last = 0
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const gap = event.timeStamp - last
    last = event.timeStamp
    if (event.key === "Enter") {
      if (text.length >= SHORTEST && gap < GAP) {
        event.preventDefault()
        event.stopPropagation()
        takeBack(event.target, text)
        found(text)
      }
      text = ""
    } else if (event.key.length === 1) {
      text = gap < GAP ? text + event.key : event.key
    }
  }
}

// The keys also went into whatever had the focus.
function takeBack(field, text) {
  if (field instanceof HTMLInputElement && field.value.endsWith(text)) {
    field.value = field.value.slice(0, -text.length)
  }
}
