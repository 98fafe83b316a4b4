import { CampElement } from "../lib/element.js"

const LONGEST = 2 ** 31 - 1 // ms; a longer timeout would end at once

/**
 * Says when the piece around it will look different by the passing of time alone.
 *
 *   <camp-until at="2026-04-18T15:00:00+05:00" now="2026-04-18T14:18:00+05:00"></camp-until>
 *
 * `now` is the server's time when the piece was made. At the time it fires `camp:due`, and the
 * <camp-live> around it asks for its content again.
 */
export class CampUntil extends CampElement {
  static observedAttributes = ["at", "now"]
  #due

  connected() {
    this.#wait()
  }

  disconnected() {
    clearTimeout(this.#due)
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#wait()
  }

  #wait() {
    clearTimeout(this.#due)
    const left = Date.parse(this.getAttribute("at")) - Date.parse(this.getAttribute("now"))
    if (left > LONGEST) return
    this.#due = setTimeout(() => this.emit("camp:due"), Math.max(1000, left))
  }
}

customElements.define("camp-until", CampUntil)
