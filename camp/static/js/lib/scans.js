// Scans on their way to the server. Without a connection they are kept on this phone, each under
// its own key, and go by themselves in their order.

import { ask, Refused } from "./http.js"

const RETRY = 5000
const PATIENCE = 6000
const HEADERS = { "Camp-Form": "1" }

export class Scans {
  #store
  #hears
  #list
  #sending = false
  #retry

  /** `hears` has sent(place), refused(message) and waits(count), and gives action() and csrf(). */
  constructor(name, hears) {
    this.#store = `camp-scans:${name}`
    this.#hears = hears
    this.#list = this.#kept()
  }

  add(fields) {
    this.#list.push(fields.toString())
    this.#keep()
    this.send()
  }

  async send() {
    if (this.#sending) return
    this.#sending = true
    clearTimeout(this.#retry)
    while (this.#list.length > 0) {
      if (!(await this.#sendFirst())) break
    }
    this.#sending = false
    if (this.#list.length > 0) {
      this.#hears.waits(this.#list.length)
      this.#retry = setTimeout(() => this.send(), RETRY)
    }
  }

  stop() {
    clearTimeout(this.#retry)
  }

  async #sendFirst() {
    const body = new URLSearchParams(this.#list[0])
    // What was kept may be older than this page's token.
    body.set("csrf", this.#hears.csrf())
    const options = { method: "POST", headers: HEADERS, body, patience: PATIENCE }
    try {
      const answer = await ask(this.#hears.action(), options)
      this.#drop()
      this.#hears.sent(answer.headers.get("Camp-Location"))
    } catch (error) {
      if (!(error instanceof Refused) || error.status >= 429) return false
      this.#drop()
      this.#hears.refused(error.message)
    }
    return true
  }

  #drop() {
    this.#list.shift()
    this.#keep()
  }

  #keep() {
    try {
      localStorage.setItem(this.#store, JSON.stringify(this.#list))
    } catch {
      // A full store keeps the scans in memory alone.
    }
  }

  #kept() {
    try {
      return JSON.parse(localStorage.getItem(this.#store)) ?? []
    } catch {
      return []
    }
  }
}
