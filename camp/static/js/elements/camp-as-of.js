import { clock } from "../lib/clock.js"
import { CampElement } from "../lib/element.js"
import { keptAt } from "../lib/kept.js"
import { newKey } from "../lib/keys.js"
import { sign } from "../lib/signs.js"

/**
 * Says that the page is a copy, and from when; on a page from the server it stays hidden.
 *
 *   <camp-as-of hidden data-copy="As it was at {at}."><span></span> <a href="">Load it again</a></camp-as-of>
 */
export class CampAsOf extends CampElement {
  connected() {
    const kept = keptAt()
    if (!kept) return
    this.prepend(sign("clock"))
    this.querySelector("span").textContent = this.words("copy", { at: clock(kept) })
    this.hidden = false
    // The copy may open many times; what is written from each is a write of its own.
    for (const field of document.querySelectorAll("input[name=key]")) field.value = newKey()
  }
}

customElements.define("camp-as-of", CampAsOf)
