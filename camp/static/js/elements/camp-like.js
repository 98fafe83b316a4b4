import { CampElement } from "../lib/element.js"
import { askPiece } from "../lib/http.js"

const CALM = 600 // ms after the last letter
const LEAST = 4 // letters

/**
 * Says below a form that something like it is there already.
 *
 *   <camp-like src="/camps/…/ideas/like" of="title" but="…" role="status"></camp-like>
 *
 * `of` names the field whose words are compared. Without a connection it says nothing.
 */
export class CampLike extends CampElement {
  #timer

  connected() {
    this.field = this.closest("form").elements[this.getAttribute("of")]
    this.on(this.field, "input", () => {
      clearTimeout(this.#timer)
      this.#timer = setTimeout(() => this.#look(), CALM)
    })
    this.on(this.field, "change", () => this.#look())
  }

  disconnected() {
    clearTimeout(this.#timer)
  }

  async #look() {
    clearTimeout(this.#timer)
    const title = this.field.value.trim()
    const asked = new URLSearchParams({ title, but: this.getAttribute("but") ?? "" })
    const html = title.length < LEAST ? "" : await found(`${this.getAttribute("src")}?${asked}`)
    // What is typed on while it is looked for has a question of its own.
    if (title === this.field.value.trim() && html.trim() !== this.innerHTML.trim())
      this.innerHTML = html
  }
}

async function found(url) {
  try {
    return (await askPiece(url)).html
  } catch {
    return ""
  }
}

customElements.define("camp-like", CampLike)
