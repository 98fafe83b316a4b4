import { CampElement } from "../lib/element.js"
import { ask, Refused } from "../lib/http.js"
import { newKey } from "../lib/keys.js"
import { csrf } from "../lib/me.js"

const TRIES = 8
const PAUSE = 400 // ms before a further try, growing
const HUMAN = 150 // ms that an invented juror thinks at most

/**
 * Plays the invented jurors of a rehearsal over the network of this device, and says how it went.
 *
 *   <camp-rehearsal scripts="/camps/…/rehearsal/scripts" ends="…" data-running="{saved} of {all}…"
 *     data-done="…" data-lost="…"><form>…</form><output></output></camp-rehearsal>
 */
export class CampRehearsal extends CampElement {
  #plays = false

  connected() {
    this.on(this, "submit", (event) => this.#play(event), { capture: true })
  }

  async #play(event) {
    event.preventDefault()
    event.stopPropagation()
    if (this.#plays) return
    this.#plays = true
    this.took = []
    this.again = 0
    this.all = 0
    let run = ""
    try {
      const { jurors, run: began } = await this.#post("scripts")
      run = began
      this.all = jurors.reduce((sum, juror) => sum + juror.ballots.length, 0)
      await Promise.all(jurors.map((juror) => this.#score(juror)))
      this.#say(this.took.length < this.all ? "lost" : "done")
    } catch {
      this.#say("lost")
    }
    // The tokens of the run end with it; without network they end by themselves, later.
    if (run) await this.#post("ends", { run }).catch(() => undefined)
    this.#plays = false
  }

  async #post(name, said = {}) {
    const key = newKey()
    const response = await ask(this.getAttribute(name), {
      method: "POST",
      headers: { "Camp-Form": "1", "Idempotency-Key": key },
      body: new URLSearchParams({ ...said, csrf: csrf(), key }),
      kinds: ["application/json"],
    })
    return response.status === 200 ? response.json() : undefined
  }

  async #score({ token, ballots }) {
    for (const ballot of ballots) {
      await pause(Math.random() * HUMAN)
      if (!(await this.#send(token, ballot))) return
      this.#say("running")
    }
  }

  /** Sends one ballot under one key until it is saved, as a juror's phone does. */
  async #send(token, { url, marks, revision }) {
    const key = newKey()
    const began = performance.now()
    for (let tries = 0; tries < TRIES; tries += 1) {
      if (tries > 0) {
        this.again += 1
        await pause(PAUSE * tries * (0.5 + Math.random()))
      }
      try {
        await ask(url, {
          method: "PUT",
          credentials: "omit",
          headers: {
            Authorization: `Bearer ${token}`,
            "Content-Type": "application/json",
            "Idempotency-Key": key,
          },
          body: JSON.stringify({ marks, state: "submitted", revision }),
          kinds: ["application/json"],
        })
        return this.took.push(performance.now() - began)
      } catch (error) {
        if (error instanceof Refused && error.status < 429) return 0
      }
    }
    return 0
  }

  #say(name) {
    const sorted = this.took.map(Math.round).sort((one, other) => one - other)
    this.querySelector(":scope > output").textContent = this.words(name, {
      saved: sorted.length,
      all: this.all,
      ms: sorted.at(-1) ?? 0,
      half: sorted[Math.floor(sorted.length / 2)] ?? 0,
      again: this.again,
    })
  }
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

customElements.define("camp-rehearsal", CampRehearsal)
