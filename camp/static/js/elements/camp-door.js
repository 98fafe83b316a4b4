import { cardOf } from "../lib/cards.js"
import { CampElement } from "../lib/element.js"
import { ask } from "../lib/http.js"
import { Station } from "../lib/station.js"

/**
 * A station: takes what was read and lays the answer over the page, so that the camera goes on.
 *
 *   <camp-door home="/camps/x/door" api="/api/v1/camps/x" station="Door 1" data-waits="{n} to send"
 *     data-refused="…" data-no-list="…">
 *     <div data-verdict></div> <p data-queue hidden></p> <template data-card="welcome">…</template> …
 *     <camp-scan>…</camp-scan> <form data-code>…</form></camp-door>
 *
 * Elements inside use its `station`; `guest()` lets in whom they found.
 */
export class CampDoor extends CampElement {
  #refusal = ""

  connected() {
    this.home = this.getAttribute("home")
    this.station = new Station(this.home, this.getAttribute("api"), this.getAttribute("station"))
    this.form = this.querySelector("[data-code]")
    this.on(this, "camp:code", ({ detail }) => this.guest({ badge: detail.text }))
    this.on(this.form, "submit", (event) => this.#typed(event))
    this.on(this, "camp:sent", (event) => this.#follow(event))
    // Before the verdict hears the tap: it removes the link.
    this.on(this, "click", (event) => this.#stay(event), { capture: true })
    this.onInside("[data-take-back]", "click", (_event, button) => this.#takeBack(button.value))
    this.on(this, "camp:fresh", () => this.station.hear())
    this.on(document, "camp:outbox", ({ detail }) => this.#news(detail))
    this.on(document, "camp:door", () => this.#count())
    this.on(document, "camp:connected", () => this.station.link(true))
    this.on(window, "online", () => this.station.link(true))
    this.on(window, "offline", () => this.station.link(false))
    this.station.open()
  }

  disconnected() {
    this.station.close()
  }

  /** Lets in who is `asked` about, or says why not. Raises what the server refused. */
  async guest(asked, refused = (error) => this.#refuse(error)) {
    this.#refusal = ""
    try {
      const { page, card } = await this.station.take(asked)
      if (page) this.#lay(page.text, page.scan)
      else if (card) this.#show(cardOf(this, card, this.station.list.timezone))
      return true
    } catch (error) {
      refused(error)
      return false
    }
  }

  #typed(event) {
    event.preventDefault()
    const { badge } = this.form.elements
    if (badge.value.trim()) this.guest({ badge: badge.value })
    badge.value = ""
  }

  // What waited without a list has its answer now; what a list answered needs none.
  #news(news) {
    this.station.follow(news)
    if (news.what === "sent" && this.#isCard(news.answer.place)) this.#fetch(news.answer.place)
  }

  #isCard(place) {
    return Boolean(place?.startsWith(`${this.home}/scans/`))
  }

  #follow(event) {
    const { place } = event.detail
    if (this.#isCard(place)) this.#fetch(place)
    else if (place === this.home) this.querySelector("[data-verdict]").replaceChildren()
    else return
    event.preventDefault()
  }

  // A link closes the answer where there is no script; here the page stays.
  #stay(event) {
    const link = event.target.closest("a[data-closes]")
    if (!link) return
    event.preventDefault()
    if (link.hash) this.querySelector(`${link.hash} input`).focus()
  }

  async #takeBack(key) {
    const scan = this.station.scans.find((one) => one.key === key)
    if (scan) await this.station.undo(scan)
    this.querySelector("[data-verdict]").replaceChildren()
  }

  async #fetch(place) {
    const response = await ask(place, { kinds: ["text/html"] }).catch(() => undefined)
    if (response) this.#lay(await response.text())
  }

  #lay(text, scan) {
    const verdict = new DOMParser().parseFromString(text, "text/html").querySelector("camp-verdict")
    if (!verdict) return
    const guest = verdict.getAttribute("guest")
    const name = verdict.querySelector(".verdict__name")?.textContent ?? ""
    if (scan && verdict.getAttribute("result") === "welcome")
      this.station.welcomed({ ...scan, guest, name })
    this.#show(verdict)
  }

  #show(verdict) {
    this.querySelector("[data-verdict]").replaceChildren(verdict)
    this.#count()
  }

  #refuse({ message }) {
    this.#refusal = message || this.words("refused")
    this.#count()
  }

  // What was refused stays to be read until the next guest.
  #count() {
    const { waits, list } = this.station
    const waiting = waits > 0 ? this.words(list ? "waits" : "noList", { n: waits }) : ""
    const line = this.querySelector("[data-queue]")
    line.textContent = this.#refusal || waiting
    line.hidden = !line.textContent
  }
}

customElements.define("camp-door", CampDoor)
