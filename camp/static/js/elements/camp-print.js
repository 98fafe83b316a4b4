import { CampElement } from "../lib/element.js"

/** A button that opens the browser's printing: `<camp-print hidden><button>…</button></camp-print>`. */
export class CampPrint extends CampElement {
  connected() {
    this.hidden = false
    this.onInside("button", "click", () => print())
  }
}

customElements.define("camp-print", CampPrint)
