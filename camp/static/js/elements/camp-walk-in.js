import { CampElement } from "../lib/element.js"
import { clearFaults, showFaults } from "../lib/faults.js"

const FIELDS = ["name", "birth_year", "phone", "region"]

/**
 * Registers a guest on the door's own page, which works without a connection too. Without a list
 * the link leads to the page of the form.
 *
 *   <camp-walk-in><a data-opens href="…/walk-ins">…</a> <dialog><form>…</form></dialog></camp-walk-in>
 */
export class CampWalkIn extends CampElement {
  connected() {
    this.door = this.closest("camp-door")
    this.dialog = this.querySelector("dialog")
    this.form = this.querySelector("form")
    this.onInside("[data-opens]", "click", (event) => this.#open(event))
    this.onInside("[data-closes]", "click", () => this.dialog.close())
    this.on(this.form, "submit", (event) => this.#send(event))
  }

  #open(event) {
    if (!this.door.station.list) return
    event.preventDefault()
    clearFaults(this.form)
    this.dialog.showModal()
  }

  async #send(event) {
    event.preventDefault()
    if (!this.form.reportValidity()) return
    const given = new FormData(this.form)
    const facts = Object.fromEntries(FIELDS.map((name) => [name, given.get(name).trim()]))
    const button = this.form.querySelector("button:not([type])")
    button.disabled = true
    const isKept = await this.door.guest({ walk_in: facts }, (error) =>
      showFaults(this.form, error),
    )
    button.disabled = false
    if (!isKept) return
    this.dialog.close()
    this.form.reset()
  }
}

customElements.define("camp-walk-in", CampWalkIn)
