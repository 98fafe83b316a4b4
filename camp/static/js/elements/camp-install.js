import { CampElement } from "../lib/element.js"

let offer // The browser asks once, maybe before the element is there.
const waiting = new Set()

window.addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault()
  offer = event
  for (const one of waiting) one.show()
})

/**
 * Puts the camp on the home screen where the browser offers it; else the words say how by hand.
 *
 *   <camp-install><button type="button" data-go hidden>…</button><p data-by-hand>…</p></camp-install>
 */
export class CampInstall extends CampElement {
  connected() {
    waiting.add(this)
    this.on(this.querySelector("[data-go]"), "click", () => this.#go())
    this.show()
  }

  disconnected() {
    waiting.delete(this)
  }

  show() {
    this.hidden = window.matchMedia("(display-mode: standalone)").matches
    this.querySelector("[data-go]").hidden = !offer
    this.querySelector("[data-by-hand]").hidden = Boolean(offer)
  }

  async #go() {
    await offer.prompt()
    offer = undefined
    this.show()
  }
}

customElements.define("camp-install", CampInstall)
