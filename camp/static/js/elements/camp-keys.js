import { CampElement } from "../lib/element.js"

const WRITES = "textarea, select, input:not([type=radio], [type=checkbox])"
// What a key does by itself on these is left to them.
const ITS_OWN = {
  Enter: `a, button, summary, ${WRITES}`,
  Space: `a, button, summary, input, ${WRITES}`,
}

/**
 * The keys of a page: what `?` lists is what they do. The macro `shortcuts` writes it.
 *
 *   <camp-keys hidden><button data-opens>Keys</button><dialog>…
 *     <li data-keys="s S" data-press=".dot" data-in=".idea">…</li> …</dialog></camp-keys>
 *
 * A row presses what its `press` finds: in the item `in` where the focus is, else in the first of
 * them; a field gets the focus. Without `press` it is the button that names the key in `data-keys`.
 * With `step` the focus goes that many items further. What only an element can do is asked of it by
 * the event `camp:key`, with the row's `act`.
 */
export class CampKeys extends CampElement {
  connected() {
    this.hidden = false
    this.dialog = this.querySelector("dialog")
    this.onInside("[data-opens]", "click", () => this.#open())
    this.onInside("[data-closes]", "click", () => this.dialog.close())
    this.on(document, "keydown", (event) => this.#press(event))
  }

  // What does nothing now is not told: no dots are given while no vote is open.
  #open() {
    for (const row of this.querySelectorAll("[data-keys]")) row.hidden = !works(row.dataset)
    this.dialog.showModal()
  }

  #press(event) {
    const key = nameOf(event)
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]"))
      return
    if (
      event.target.closest?.(
        key.startsWith("Arrow") ? `input, ${WRITES}` : (ITS_OWN[key] ?? WRITES),
      )
    )
      return
    const rows = [...this.querySelectorAll(`[data-keys~="${CSS.escape(key)}"]`)]
    if (key === "?") this.#open()
    else if (!rows.some((row) => follow(row.dataset, key))) return
    event.preventDefault()
  }
}

function works({ keys, press, in: items = "body", step, act }) {
  const looksFor = (key) => (step ? items : `${items} ${wantedBy(press, key)}`)
  return Boolean(act) || keys.split(" ").some((key) => document.querySelector(looksFor(key)))
}

const wantedBy = (press = 'button[data-keys~="{key}"]', key) =>
  `:is(${press.replaceAll("{key}", CSS.escape(key))}):not(:disabled)`

function follow({ press, in: items = "body", step, act, on }, key) {
  const wanted = wantedBy(press, key)
  if (act && !document.querySelector(wanted))
    return document.dispatchEvent(new CustomEvent("camp:key", { detail: act }))
  const all = [...document.querySelectorAll(items)]
  const here = all.findIndex((one) => one.contains(document.activeElement))
  const next = all[Math.min(Math.max(here + Number(step ?? 0), 0), all.length - 1)]
  if (step) return reach(next)
  const found = next?.querySelector(wanted)
  if (!found) return false
  if (found.matches(WRITES)) reach(found)
  else found.click()
  if (on) reach(all[all.indexOf(next) + 1] ?? next)
  return true
}

function reach(one) {
  if (!one) return false
  const target = one.matches("[tabindex], a, input, textarea")
    ? one
    : one.querySelector("a, button")
  target?.focus({ preventScroll: true })
  one.scrollIntoView({ block: "center" })
  return true
}

// A Cyrillic keyboard has the Latin letter's key in the same place.
function nameOf({ key, code, shiftKey }) {
  if (key === " ") return "Space"
  if (key.codePointAt(0) < 128 || !code.startsWith("Key")) return key
  return shiftKey ? code.slice(3) : code.slice(3).toLowerCase()
}

customElements.define("camp-keys", CampKeys)
