import { CampElement } from "../lib/element.js"

const MINUTE = 60
const OFTEN = 5000
const SELDOM = 20_000

/**
 * Says how long ago something was, on the server's clock; without scripts its own text says when.
 *
 *   <camp-since at="2026-04-18T15:00:00+05:00" now="2026-04-18T15:00:12+05:00"
 *       data-seconds="Last backup {n} s ago" data-minutes="Last backup {n} min ago">…</camp-since>
 *
 * `now` is the server's time when the piece was made.
 */
export class CampSince extends CampElement {
  static observedAttributes = ["at", "now"]
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

  #begin() {
    clearTimeout(this.#tick)
    this.#ahead = Date.parse(this.getAttribute("now")) - Date.now()
    this.#show()
  }

  #show() {
    const passed = (Date.now() + this.#ahead - Date.parse(this.getAttribute("at"))) / 1000
    const seconds = Math.max(0, Math.floor(passed))
    const isYoung = seconds < 2 * MINUTE
    this.textContent = isYoung
      ? this.words("seconds", { n: seconds })
      : this.words("minutes", { n: Math.floor(seconds / MINUTE) })
    this.#tick = setTimeout(() => this.#show(), isYoung ? OFTEN : SELDOM)
  }
}

customElements.define("camp-since", CampSince)
