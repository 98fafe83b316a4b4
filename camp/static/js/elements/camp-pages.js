import { CampElement } from "../lib/element.js"

/**
 * Shows one page after the other; without the script all pages stand below each other.
 *
 *   <camp-pages seconds="12"><section data-page>…</section><section data-page>…</section></camp-pages>
 *
 * Fresh content keeps the page that is shown.
 */
export class CampPages extends CampElement {
  #at = 0
  #turn

  connected() {
    this.#show()
    this.#turn = setInterval(() => this.#next(), 1000 * Number(this.getAttribute("seconds") ?? 12))
    this.on(document, "camp:fresh", ({ target }) => target.contains(this) && this.#show())
  }

  disconnected() {
    clearInterval(this.#turn)
  }

  #next() {
    this.#at += 1
    this.#show()
  }

  #show() {
    const pages = [...this.querySelectorAll("[data-page]")]
    if (pages.length > 0) this.#at %= pages.length
    for (const [n, page] of pages.entries()) page.toggleAttribute("hidden", n !== this.#at)
  }
}

customElements.define("camp-pages", CampPages)
