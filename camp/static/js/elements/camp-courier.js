import { renderSVG } from "uqr"
import { stayAwake } from "../lib/capabilities.js"
import { CampElement } from "../lib/element.js"
import { framesOf } from "../lib/frames.js"
import { waiting } from "../lib/outbox.js"

const PACE = 700 // ms a code stands: a camera looks several times
const CALM = new Set(["", "saving", "saved"]) // states in which nothing has waited in vain
const STILL = matchMedia("(prefers-reduced-motion: reduce)")

/**
 * Shows the ballots that wait on this phone as codes, one after the other: only once they could not
 * be sent, for a line that comes and goes with every mark would move the marks under the finger.
 *
 *   <camp-courier hidden pass="…" path="/api/v1/rounds/…/ballots/" data-part="Code {n} of {all}">
 *     <span data-count="{n} on this phone"></span> <button data-opens>…</button>
 *     <dialog>… <div class="courier__code"></div> <p data-told></p>
 *       <button data-next>…</button> <button data-rest>…</button> <button data-closes>…</button></dialog>
 */
export class CampCourier extends CampElement {
  #frames = []
  #at = 0
  #timer

  connected() {
    this.dialog = this.querySelector("dialog")
    this.on(document, "camp:state", ({ detail }) => this.#count(CALM.has(detail.state)))
    this.onInside("[data-opens]", "click", () => this.#open())
    this.onInside("[data-next]", "click", () => this.#show(this.#at + 1))
    this.onInside("[data-rest]", "click", (_event, button) => this.#rest(button))
    this.onInside("[data-closes]", "click", () => this.dialog.close())
    this.on(this.dialog, "close", () => clearInterval(this.#timer))
    this.#count()
  }

  disconnected() {
    clearInterval(this.#timer)
  }

  // Of a ballot that waits twice the newest; a draft never counts, so it need not be carried.
  async #ballots() {
    const mine = await waiting({ kind: "ballot" })
    const here = mine.filter(
      ({ url, body }) => url.startsWith(this.getAttribute("path")) && body.state === "submitted",
    )
    return [...new Map(here.map((item) => [item.url, item])).values()]
  }

  async #count(isCalm = false) {
    const n = isCalm ? 0 : (await this.#ballots()).length
    const line = this.querySelector("[data-count]")
    line.textContent = line.dataset.count.replace("{n}", n)
    // Older iPhones cannot press the codes together; there a ballot on paper is the way.
    const cannot = typeof CompressionStream === "undefined"
    this.hidden = cannot || (n === 0 && !this.dialog.open)
  }

  async #open() {
    this.#frames = await framesOf(this.getAttribute("pass"), await this.#ballots())
    this.#show(0)
    this.dialog.showModal()
    stayAwake()
    this.#rest(this.querySelector("[data-rest]"), STILL.matches || this.#frames.length === 1)
  }

  #rest(button, rests = button.getAttribute("aria-pressed") !== "true") {
    button.setAttribute("aria-pressed", String(rests))
    clearInterval(this.#timer)
    if (!rests) this.#timer = setInterval(() => this.#show(this.#at + 1), PACE)
  }

  #show(n) {
    this.#at = n % this.#frames.length
    const svg = renderSVG(this.#frames[this.#at], { ecc: "M", border: 4 })
    this.querySelector(".courier__code").innerHTML = svg
    this.querySelector("[data-told]").textContent = this.words("part", {
      n: this.#at + 1,
      all: this.#frames.length,
    })
  }
}

customElements.define("camp-courier", CampCourier)
