import { CampElement } from "../lib/element.js"

/**
 * Shows on a wide screen what every mark of the criterion in hand means, in one place that moves
 * nothing: the one that is touched, before that the first one without a mark.
 *
 *   <camp-anchors aria-hidden="true"><b></b> <p></p> <p></p> …</camp-anchors>
 *
 * The rows hold the sentences and tell them to a reader of the page; here is one <p> for each mark.
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
    const places = this.querySelectorAll("p")
    for (const [n, place] of places.entries()) place.textContent = sentences[n].textContent
    this.#choose()
  }

  #choose() {
    const chosen = this.row.querySelector(":checked")?.value
    const marks = [...this.row.querySelectorAll("[data-mark]")].map(({ dataset }) => dataset.mark)
    for (const [n, place] of this.querySelectorAll("p").entries())
      place.toggleAttribute("data-chosen", marks[n] === chosen)
  }
}

customElements.define("camp-anchors", CampAnchors)
