import { CampElement } from "../lib/element.js"

const WIDE = matchMedia("(min-width: 640px)")

/**
 * Shows on a wide screen what every mark of the criterion in hand means, in one place that moves
 * nothing: the one that is touched, before that the first one without a mark.
 *
 *   <camp-anchors aria-hidden="true"></camp-anchors>
 *
 * The rows tell the same sentences to a reader of the page.
 */
export class CampAnchors extends CampElement {
  connected() {
    const form = this.closest("form")
    const rows = [...form.querySelectorAll(".score-row")]
    const first = rows.find((row) => !row.querySelector(":checked")) ?? rows[0]
    // A touch anywhere in a row gives it the focus.
    this.on(form, "focusin", ({ target }) => this.#show(target.closest(".score-row")))
    this.on(WIDE, "change", () => this.#show(first))
    this.#show(first)
  }

  #show(row) {
    if (!row || row === this.row || !WIDE.matches) return
    this.row = row
    const told = row.querySelectorAll(".score-row__name span:first-child, [data-mark]")
    this.replaceChildren(...[...told].map(copy))
  }
}

// The longer a sentence, the wider its place.
function copy(node) {
  const place = node.cloneNode(true)
  place.removeAttribute("id")
  place.style.flexGrow = place.textContent.length
  return place
}

customElements.define("camp-anchors", CampAnchors)
