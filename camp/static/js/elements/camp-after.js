import { CampElement } from "../lib/element.js"

/**
 * Shows its content when it has been on the page for a while.
 *
 *   <camp-after seconds="15" hidden>The server is still not reached: …</camp-after>
 */
export class CampAfter extends CampElement {
  #wait

  connected() {
    const show = () => {
      this.hidden = false
    }
    this.#wait = setTimeout(show, 1000 * Number(this.getAttribute("seconds")))
  }

  disconnected() {
    clearTimeout(this.#wait)
  }
}

customElements.define("camp-after", CampAfter)
