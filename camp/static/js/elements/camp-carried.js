import { CampElement } from "../lib/element.js"
import { partOf } from "../lib/frames.js"

/**
 * Collects the codes of a juror's phone in the form's text, and sends it when all are there.
 *
 *   <camp-carried data-read="{n} of {all} codes read"><camp-scan>…</camp-scan>
 *     <form><textarea name="frames"></textarea> <output data-count></output></form></camp-carried>
 */
export class CampCarried extends CampElement {
  #sent = ""

  connected() {
    this.text = this.querySelector("textarea")
    this.on(this, "camp:code", ({ detail }) => this.#take(detail.text))
    this.on(this.text, "input", () => this.#count())
  }

  #take(text) {
    if (!partOf(text)) return
    const lines = this.text.value.split(/\s+/).filter(Boolean)
    if (!lines.includes(text)) this.text.value = [...lines, text].join("\n")
    this.#count()
  }

  #count() {
    const parts = this.text.value.split(/\s+/).map(partOf).filter(Boolean)
    const { whole, count } = parts.at(-1) ?? {}
    if (!whole) return
    const read = new Set(parts.filter((part) => part.whole === whole).map(({ number }) => number))
    const values = { n: read.size, all: count }
    this.querySelector("[data-count]").textContent = this.words("read", values)
    if (read.size < count || this.#sent === whole) return
    this.#sent = whole
    this.text.form.requestSubmit()
  }
}

customElements.define("camp-carried", CampCarried)
