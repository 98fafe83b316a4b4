import { CampElement } from "../lib/element.js"

/**
 * A ballot typed from paper by keys alone: a mark goes on to the next row, Enter does too, and at
 * the end hands it over. A key that is no mark of the scale changes nothing.
 *
 *   <camp-paper><form> <input class="typed-row__mark" data-low="1" data-high="5"> … </form></camp-paper>
 */
export class CampPaper extends CampElement {
  connected() {
    this.onInside(".typed-row__mark", "input", (_event, field) => this.#typed(field))
    this.on(this, "keydown", (event) => this.#key(event))
  }

  get #fields() {
    return [...this.querySelectorAll(".typed-row__mark")]
  }

  #typed(field) {
    const mark = Number(field.value)
    const { low, high } = field.dataset
    const fits = /^\d+$/.test(field.value) && mark >= Number(low) && mark <= Number(high)
    // On a scale to 10 a 1 may become a 10: Enter goes on.
    if (!fits && mark * 10 > Number(high)) field.value = ""
    else if (fits && mark * 10 > Number(high)) this.#next(field)
  }

  #key(event) {
    const at = this.#fields.indexOf(event.target)
    if (at < 0) return
    if (event.key === "Enter" && at < this.#fields.length - 1) {
      event.preventDefault()
      this.#next(event.target)
    }
    if (event.key === "Backspace" && !event.target.value && at > 0) {
      event.preventDefault()
      this.#fields[at - 1].focus()
      this.#fields[at - 1].select()
    }
  }

  #next(field) {
    const fields = this.#fields
    const next = fields[fields.indexOf(field) + 1]
    next?.focus()
    next?.select()
  }
}

customElements.define("camp-paper", CampPaper)
