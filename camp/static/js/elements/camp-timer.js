import { CampElement } from "../lib/element.js"

const LAST = 10 // s
const DAY = 86_400 // s

/**
 * Counts down on the server's clock, because phones' clocks are wrong by minutes.
 *
 *   <camp-timer ends="2026-04-18T15:00:00+05:00" now="2026-04-18T14:18:00+05:00" soon="600"></camp-timer>
 *
 * `now` is the server's time when the page was made. `paused` shows the time from `now` to `ends`.
 * From a day on it tells days and hours in words. In the last `soon` seconds it is marked data-soon,
 * in the last ten data-last; at the end it fires `camp:end` once.
 */
export class CampTimer extends CampElement {
  static observedAttributes = ["ends", "now", "paused"]
  #ahead = 0
  #tick

  connected() {
    this.#begin()
  }

  disconnected() {
    clearTimeout(this.#tick)
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#begin()
  }

  /** Milliseconds left, never below zero. */
  get left() {
    const now = this.hasAttribute("paused")
      ? Date.parse(this.getAttribute("now"))
      : Date.now() + this.#ahead
    return Math.max(0, Date.parse(this.getAttribute("ends")) - now)
  }

  #begin() {
    const now = this.getAttribute("now")
    this.#ahead = now ? Date.parse(now) - Date.now() : 0
    clearTimeout(this.#tick)
    this.#show(true)
  }

  #show(first = false) {
    const left = this.left
    const seconds = Math.ceil(left / 1000)
    this.textContent = spell(seconds)
    this.toggleAttribute("data-soon", seconds <= Number(this.getAttribute("soon") ?? 600))
    this.toggleAttribute("data-last", seconds > 0 && seconds <= LAST)
    if (this.hasAttribute("paused")) return
    if (left > 0) this.#tick = setTimeout(() => this.#show(), left % 1000 || 1000)
    else if (!first) this.emit("camp:end")
  }
}

function spell(seconds) {
  // Nobody reads 50 hours as two days and two hours, and no second of them matters.
  if (seconds >= DAY) return `${unit("day", seconds / DAY)} ${unit("hour", (seconds % DAY) / 3600)}`
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const shown = parts[0] > 0 ? parts : parts.slice(1)
  return shown
    .map((part, place) => (place === 0 ? String(part) : String(part).padStart(2, "0")))
    .join(":")
}

function unit(name, count) {
  const options = { style: "unit", unit: name, unitDisplay: "long" }
  return new Intl.NumberFormat(document.documentElement.lang, options).format(Math.floor(count))
}

customElements.define("camp-timer", CampTimer)
