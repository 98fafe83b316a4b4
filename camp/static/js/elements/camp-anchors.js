import { CampElement } from "../lib/element.js"

/**
 * Shows on a wide screen what every mark of the criterion in hand means, in one place that moves
 * nothing: the one that is touched, before that the first one without a mark.
 *
 *   <camp-anchors aria-hidden="true"><b></b> <p></p> <p></p> …</camp-anchors>
 *
 * The rows hold the sentences and tell them to a reader of the page; here is one <p> for each mark,
 * the wider the longer its sentence.
 */
export class CampAnchors extends CampElement {
  connected() {
    const form = this.closest("form")
    const tell = ({ target }) => this.#show(target.closest(".score-row"))
    this.on(form, "focusin", tell)
    this.on(form, "pointerover", tell)
    this.on(form, "change", () => this.#choose())
    const rows = [...form.querySelectorAll(".score-row")]
    this.#show(rows.find((row) => !row.querySelector(":checked")) ?? rows[0])
  }

  #show(row) {
    if (!row || row === this.row) return
    this.row = row
    this.querySelector("b").textContent = row.querySelector("legend span").textContent
    const sentences = [...row.querySelectorAll("[data-mark]")]
    for (const [n, place] of this.querySelectorAll("p").entries()) {
      place.textContent = sentences[n].textContent
      place.dataset.of = sentences[n].dataset.mark
      place.style.flexGrow = place.textContent.length + 1
    }
    this.#choose()
  }

  #choose() {
    const chosen = this.row.querySelector(":checked")?.value
    for (const place of this.querySelectorAll("p"))
      place.toggleAttribute("data-chosen", place.dataset.of === chosen)
  }
}

customElements.define("camp-anchors", CampAnchors)
