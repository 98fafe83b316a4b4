import { askOffline, can } from "../lib/capabilities.js"
import { CampElement } from "../lib/element.js"

const PATIENCE = 6000

/**
 * Finds out whether this device trusts the secure address, at once or by a button.
 *
 *   <camp-secure place="https://192.168.1.20:8443" data-trusted="…" data-refused="…" data-camera="…"
 *       data-whole="…"><button type="button">Test this device</button>
 *     <output role="status"></output> <a href="https://…" hidden>Go on securely</a></camp-secure>
 *
 * With `quiet` it only shows the link, and only where it leads on. On the secure address itself it
 * tells a trusted certificate from a warning that was clicked away: only the first has a worker.
 */
export class CampSecure extends CampElement {
  connected() {
    this.onInside("button", "click", () => this.#test())
    if (this.hasAttribute("quiet")) this.#test()
  }

  async #test() {
    const place = this.getAttribute("place")
    const isHere = can.secure && location.origin === new URL(place).origin
    const answer = isHere ? await this.#here() : await this.#there(place)
    this.querySelector("a").hidden = isHere || answer !== "trusted"
    if (!this.hasAttribute("quiet")) this.querySelector("output").textContent = this.words(answer)
  }

  async #here() {
    return (await askOffline()) ? "whole" : "camera"
  }

  // Neither cookie nor header goes along: that an answer arrives at all is what is asked.
  async #there(place) {
    const signal = AbortSignal.timeout(PATIENCE)
    const options = { mode: "no-cors", credentials: "omit", cache: "no-store", signal }
    const reached = await fetch(`${place}/ok`, options).catch(() => undefined)
    return reached ? "trusted" : "refused"
  }
}

customElements.define("camp-secure", CampSecure)
