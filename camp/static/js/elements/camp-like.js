import { CampElement } from "../lib/element.js"
import { askPiece } from "../lib/http.js"

const CALM = 600 // ms after the last letter

/**
 * Says below a form that something like it is there already.
 *
 *   <camp-like src="/camps/…/ideas/like?but=…&title=" of="title" role="status"></camp-like>
 *
 * `of` names the field whose words are compared. Without a connection it says nothing new.
 */
export class CampLike extends CampElement {
  #timer

  connected() {
    const field = this.closest("form").elements[this.getAttribute("of")]
    this.on(field, "input", () => {
      clearTimeout(this.#timer)
      this.#timer = setTimeout(() => this.#look(field), CALM)
    })
  }

  async #look(field) {
    const asked = field.value
    const found = await askPiece(this.getAttribute("src") + encodeURIComponent(asked)).catch(
      () => 0,
    )
    // What is typed on while it is looked for has a question of its own.
    if (found && asked === field.value) this.innerHTML = found.html
  }
}

customElements.define("camp-like", CampLike)
