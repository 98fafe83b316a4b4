// Scanners that pretend to be a keyboard: a burst of keys that ends with Enter.

const FAST = 30 // ms between keys on average; nobody types that fast for long
const PAUSE = 90 // a longer wait begins a new text; a single slow key does not
const SHORTEST = 4

/** Calls `found` with every scanned text; typing is left alone. Returns a `keydown` listener. */
export function wedge(found) {
  let text = ""
  let began = 0
  let last = 0
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const at = event.timeStamp
    if (at - last > PAUSE) {
      text = ""
      began = at
    }
    last = at
    if (event.key === "Enter") {
      if (text.length >= SHORTEST && (at - began) / text.length < FAST) {
        event.preventDefault()
        event.stopPropagation()
        takeBack(event.target, text)
        found(text)
      }
      text = ""
      began = at
    } else if (event.key.length === 1) {
      text += event.key
    }
  }
}

// The keys also went into whatever had the focus.
function takeBack(field, text) {
  if (field instanceof HTMLInputElement && field.value.endsWith(text)) {
    field.value = field.value.slice(0, -text.length)
  }
}
