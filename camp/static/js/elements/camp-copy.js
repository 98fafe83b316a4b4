import { can } from "../lib/capabilities.js"
import { CampElement } from "../lib/element.js"

/**
 * Copies a text and says so.
 *
 *   <camp-copy text="https://…" data-done="Copied"><button type="button">Copy the link</button>
 *     <output role="status"></output></camp-copy>
 */
export class CampCopy extends CampElement {
  connected() {
    this.onInside("button", "click", () => this.#copy(this.getAttribute("text")))
  }

  async #copy(text) {
    if (can.clipboard) await navigator.clipboard.writeText(text)
    else this.#copyTheOldWay(text)
    this.querySelector("output").textContent = this.words("done")
  }

  // Plain http in the hall has no clipboard interface, only the old command.
  #copyTheOldWay(text) {
    const field = Object.assign(document.createElement("textarea"), { value: text, readOnly: true })
    const focused = document.activeElement
    this.append(field)
    field.select()
    document.execCommand("copy")
    field.remove()
    focused?.focus()
  }
}

customElements.define("camp-copy", CampCopy)
