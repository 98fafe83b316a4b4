import { vibrate } from "../lib/capabilities.js"
import { CampElement } from "../lib/element.js"
import { play } from "../lib/sound.js"

const BUZZ = { ok: 60, warn: [60, 60, 60, 60, 60], stop: 300 }
const SHOWN = 1200

/**
 * The door's answer: sounds and vibrates when it appears; a welcome goes by itself, the others stay.
 * Laid over a <camp-door> it leaves that; on a page of its own it goes back to the door.
 *
 *   <camp-verdict kind="ok"><section class="verdict verdict--ok" role="alert">…</section></camp-verdict>
 *
 * Fires `camp:dismissed`, also after a tap on [data-closes].
 */
export class CampVerdict extends CampElement {
  static observedAttributes = ["kind", "seen"]
  #timer

  connected() {
    // On a page of its own the link leads to the door by itself, unless it is taken away.
    this.onInside("[data-closes]", "click", () => this.closest("camp-door") && this.dismiss())
    this.#sayIt()
  }

  disconnected() {
    clearTimeout(this.#timer)
  }

  // `seen` names the scan, so that the same verdict for the next guest sounds again.
  attributeChangedCallback() {
    if (this.isConnected) this.#sayIt()
  }

  dismiss() {
    clearTimeout(this.#timer)
    this.emit("camp:dismissed")
    if (this.closest("camp-door")) this.replaceChildren()
    else location.assign([...this.querySelectorAll("a[data-closes]")].pop().href)
  }

  #sayIt() {
    const kind = this.getAttribute("kind")
    clearTimeout(this.#timer)
    if (!(kind in BUZZ)) return
    play(kind)
    vibrate(BUZZ[kind])
    if (kind === "ok") this.#timer = setTimeout(() => this.dismiss(), SHOWN)
  }
}

customElements.define("camp-verdict", CampVerdict)
