import { CampElement } from "../lib/element.js"
import { ask } from "../lib/http.js"

const PATIENT = 150 // ms without a change

/**
 * Shows what a value would do while it is chosen; nothing is taken before the form is sent.
 *
 *   <camp-trial src="…/trial"><form><input name="colour"></form><div data-trial></div></camp-trial>
 */
export class CampTrial extends CampElement {
  #due
  #asked = 0

  connected() {
    for (const button of this.querySelectorAll("[data-try]")) button.hidden = true
    this.on(this.querySelector("input:not([type=hidden])"), "input", ({ target }) => {
      clearTimeout(this.#due)
      this.#due = setTimeout(() => this.#try(target), PATIENT)
    })
  }

  disconnected() {
    clearTimeout(this.#due)
  }

  async #try({ name, value }) {
    const question = ++this.#asked
    const url = `${this.getAttribute("src")}?${new URLSearchParams({ [name]: value })}`
    const html = await ask(url, { kinds: ["text/html"] }).then((answer) => answer.text(), String)
    // A slow answer about an older colour is not shown over a newer one.
    if (question === this.#asked && html.startsWith("<"))
      this.querySelector("[data-trial]").innerHTML = html
  }
}

customElements.define("camp-trial", CampTrial)
