import { CampElement } from "../lib/element.js"
import { ask } from "../lib/http.js"
import { newKey } from "../lib/keys.js"
import { Scans } from "../lib/scans.js"
import { forget, report } from "../lib/state.js"

/**
 * A station: sends what was read and lays the answer over the page, so that the camera goes on.
 *
 *   <camp-door home="/camps/x/door" data-waits="… {n} …" data-refused="…">
 *     <div data-verdict></div> <p data-queue hidden></p>
 *     <camp-scan>…</camp-scan> <form data-code action="…/checkins">…</form></camp-door>
 */
export class CampDoor extends CampElement {
  #scans

  connected() {
    this.form = this.querySelector("[data-code]")
    this.#scans = new Scans(this.getAttribute("home"), {
      action: () => this.form.getAttribute("action"),
      csrf: () => this.form.elements.csrf.value,
      sent: (place) => this.#sent(place),
      refused: (message) => this.#say(message || this.words("refused")),
      waits: (n) => this.#wait(n),
    })
    this.on(this, "camp:code", ({ detail }) => this.#take(detail.text))
    this.on(this.form, "submit", (event) => this.#typed(event))
    this.on(this, "camp:sent", (event) => this.#follow(event))
    this.on(this, "camp:dismissed", () => this.#forgetSearch())
    // Before the verdict hears the tap: it removes the link.
    this.on(this, "click", (event) => this.#stay(event), { capture: true })
    this.on(window, "online", () => this.#scans.send())
    this.#scans.send()
  }

  disconnected() {
    this.#scans.stop()
    forget(this)
  }

  #take(text) {
    const fields = new URLSearchParams(new FormData(this.form))
    fields.set("badge", text)
    fields.set("key", newKey())
    fields.set("scanned_at", new Date().toISOString())
    this.#scans.add(fields)
  }

  #typed(event) {
    event.preventDefault()
    const { badge } = this.form.elements
    if (badge.value.trim()) this.#take(badge.value)
    badge.value = ""
  }

  #sent(place) {
    report(this, "saved")
    this.querySelector("[data-queue]").hidden = true
    this.#show(place)
  }

  // Who was found may be in by now; the next guest has another name.
  #forgetSearch() {
    this.querySelector(".door-found")?.remove()
    this.querySelector("#q").value = ""
  }

  #wait(n) {
    report(this, "waiting", n)
    this.#say(this.words("waits", { n }))
  }

  #follow(event) {
    const { place } = event.detail
    const home = this.getAttribute("home")
    if (place?.startsWith(`${home}/scans/`)) this.#show(place)
    else if (place === home) this.querySelector("[data-verdict]").replaceChildren()
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

  async #show(place) {
    const response = await ask(place, { kinds: ["text/html"] }).catch(() => undefined)
    if (!response) return
    const page = new DOMParser().parseFromString(await response.text(), "text/html")
    const verdict = page.querySelector("camp-verdict")
    if (verdict) this.querySelector("[data-verdict]").replaceChildren(verdict)
  }

  #say(words) {
    const line = this.querySelector("[data-queue]")
    line.textContent = words
    line.hidden = false
  }
}

customElements.define("camp-door", CampDoor)
