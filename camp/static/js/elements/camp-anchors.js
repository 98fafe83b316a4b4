import { CampElement } from "../lib/element.js"

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
    const tell = ({ target }) => this.#show(target.closest(".score-row"))
    this.on(form, "focusin", tell)
    this.on(form, "pointerover", tell)
    const rows = [...form.querySelectorAll(".score-row")]
    this.#show(rows.find((row) => !row.querySelector(":checked")) ?? rows[0])
  }

  #show(row) {
    if (row)
      this.replaceChildren(
        ...[...row.querySelectorAll(".score-row__name span:first-child, [data-mark]")].map(copy),
      )
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
