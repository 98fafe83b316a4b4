import { CampElement } from "../lib/element.js"

/**
 * Opens the ballot whose code was read. Sheets may have been printed at another address of this
 * server, so only the place in it counts.
 *
 *   <camp-sheet path="/rounds/…/paper" data-other="…"><camp-scan>…</camp-scan></camp-sheet>
 */
export class CampSheet extends CampElement {
  connected() {
    this.on(this, "camp:code", ({ detail }) => this.#open(detail.text))
  }

  #open(text) {
    const place = URL.canParse(text) && new URL(text)
    if (place.pathname === this.getAttribute("path")) location.assign(place.pathname + place.search)
    else this.querySelector("output").textContent = this.words("other")
  }
}

customElements.define("camp-sheet", CampSheet)
