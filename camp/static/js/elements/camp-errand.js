import { CampElement } from "../lib/element.js"
import { ask } from "../lib/http.js"
import { calm, morph } from "../lib/morph.js"

const PAUSE = 1000
const RETRY = 4000

/**
 * Asks how far a piece of work is until it is over.
 *
 *   <camp-errand src="/camps/x/errands/k3/state">…<div data-at-work>…</div></camp-errand>
 *
 * Without scripts the page loads itself anew.
 */
export class CampErrand extends CampElement {
  #next

  connected() {
    this.#wait(PAUSE)
  }

  disconnected() {
    clearTimeout(this.#next)
  }

  #wait(pause) {
    if (this.querySelector("[data-at-work]")) this.#next = setTimeout(() => this.#look(), pause)
  }

  async #look() {
    try {
      const response = await ask(this.getAttribute("src"), { kinds: ["text/html"] })
      const html = await response.text()
      await calm()
      if (this.isConnected) morph(this, html)
      this.#wait(PAUSE)
    } catch {
      this.#wait(RETRY)
    }
  }
}

customElements.define("camp-errand", CampErrand)
