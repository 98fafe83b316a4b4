import { CampElement } from "../lib/element.js"

/**
 * Keeps one <details> inside open, where a browser does not know their common `name`: two panels
 * would lie one upon the other.
 *
 *   <camp-ties><ol><li><details name="tie">…</details></li></ol></camp-ties>
 */
export class CampTies extends CampElement {
  connected() {
    this.on(this, "toggle", ({ target }) => this.#close(target), { capture: true })
  }

  #close(opened) {
    if (!opened.open) return
    for (const one of this.querySelectorAll("details[open]")) if (one !== opened) one.open = false
  }
}

customElements.define("camp-ties", CampTies)
