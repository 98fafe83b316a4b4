import { CampElement } from "../lib/element.js"

const PAUSE = 1500 // ms without a key press

/**
 * Saves the form inside by itself while somebody writes; its own button works all the same.
 *
 *   <camp-autosave><camp-form waits="draft" newest>…<input type="hidden" name="revision" value="3">…
 *     </camp-form></camp-autosave>
 *
 * The server answers with the new revision. When it has another version, nothing is overwritten:
 * the state line says so, and a tap on it shows both.
 */
export class CampAutosave extends CampElement {
  #soon

  connected() {
    this.on(this, "input", () => this.#wait())
    this.on(this, "submit", () => clearTimeout(this.#soon))
  }

  disconnected() {
    clearTimeout(this.#soon)
  }

  #wait() {
    clearTimeout(this.#soon)
    this.#soon = setTimeout(() => this.querySelector("camp-form").save(), PAUSE)
  }
}

customElements.define("camp-autosave", CampAutosave)
