import { CampElement } from "../lib/element.js"
import { ask, Refused } from "../lib/http.js"
import { newKey } from "../lib/keys.js"
import { visit } from "../lib/page.js"
import { forget, report } from "../lib/state.js"

const RETRY = 5000
const HEADERS = { "Camp-Form": "1" }
const STORE = "camp-door:"

/**
 * A station: sends what was read and lays the answer over the page, so that the camera goes on.
 *
 *   <camp-door home="/camps/x/door" data-waits="… {n} …" data-refused="…">
 *     <div data-verdict></div> <p data-queue hidden></p>
 *     <camp-scan>…</camp-scan> <form data-code action="…/checkins">…</form></camp-door>
 *
 * Without a connection scans are kept on this phone, each under its own key, and go by themselves.
 */
export class CampDoor extends CampElement {
  #waiting = []
  #sending = false
  #retry

  connected() {
    this.form = this.querySelector("[data-code]")
    this.on(this, "camp:dismissed", () => this.#closed())
    // A link closes the answer where there is no script; here the page stays.
    this.onInside("a[data-closes]", "click", (event) => event.preventDefault())
    this.on(this, "camp:sent", (event) => this.#follow(event))
    if (!this.form) return
    this.on(this, "camp:code", ({ detail }) => this.#take(detail.text))
    this.on(this.form, "submit", (event) => this.#typed(event))
    this.on(window, "online", () => this.#send())
    this.#waiting = this.#kept()
    this.#send()
  }

  disconnected() {
    clearTimeout(this.#retry)
    forget(this)
  }

  #typed(event) {
    event.preventDefault()
    const { badge } = this.form.elements
    if (badge.value.trim()) this.#take(badge.value)
    badge.value = ""
  }

  #take(text) {
    const fields = new FormData(this.form)
    fields.set("badge", text)
    fields.set("key", newKey())
    fields.set("scanned_at", new Date().toISOString())
    this.#waiting.push(new URLSearchParams(fields).toString())
    this.#keep()
    this.#send()
  }

  async #send() {
    if (this.#sending || this.#waiting.length === 0) return
    this.#sending = true
    clearTimeout(this.#retry)
    while (this.#waiting.length > 0) {
      const body = this.#fresh(this.#waiting[0])
      try {
        const options = { method: "POST", headers: HEADERS, body, patience: 6000 }
        const answer = await ask(this.form.getAttribute("action"), options)
        this.#done()
        await this.#show(answer.headers.get("Camp-Location"))
      } catch (error) {
        if (!(error instanceof Refused) || error.status >= 429) break
        this.#done()
        this.#say(error.message || this.words("refused"))
      }
    }
    this.#sending = false
    if (this.#waiting.length > 0) this.#wait()
  }

  // A kept scan may be older than this page's token.
  #fresh(kept) {
    const body = new URLSearchParams(kept)
    body.set("csrf", this.form.elements.csrf.value)
    return body
  }

  #done() {
    this.#waiting.shift()
    this.#keep()
    report(this, "saved")
    this.querySelector("[data-queue]").hidden = true
  }

  #wait() {
    report(this, "waiting", this.#waiting.length)
    this.#say(this.words("waits", { n: this.#waiting.length }))
    this.#retry = setTimeout(() => this.#send(), RETRY)
  }

  #follow(event) {
    const { place } = event.detail
    if (!this.form) return
    const home = this.getAttribute("home")
    if (place?.startsWith(`${home}/scans/`)) this.#show(place)
    else if (place === home) this.querySelector("[data-verdict]").replaceChildren()
    else return
    event.preventDefault()
  }

  async #show(place) {
    const response = await ask(place, { kinds: ["text/html"] }).catch(() => undefined)
    if (!response) return
    const page = new DOMParser().parseFromString(await response.text(), "text/html")
    const verdict = page.querySelector("camp-verdict")
    if (verdict) this.querySelector("[data-verdict]").replaceChildren(verdict)
  }

  #closed() {
    if (!this.form) visit(this.getAttribute("home"))
  }

  #say(words) {
    const line = this.querySelector("[data-queue]")
    line.textContent = words
    line.hidden = false
  }

  #keep() {
    try {
      localStorage.setItem(STORE + this.getAttribute("home"), JSON.stringify(this.#waiting))
    } catch {
      // A full store keeps the queue in memory alone.
    }
  }

  #kept() {
    try {
      return JSON.parse(localStorage.getItem(STORE + this.getAttribute("home"))) ?? []
    } catch {
      return []
    }
  }
}

customElements.define("camp-door", CampDoor)
