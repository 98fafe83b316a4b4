import { dropDraft, restoreDraft, saveDraft } from "../lib/drafts.js"
import { CampElement } from "../lib/element.js"
import { clearFaults, showFaults } from "../lib/faults.js"
import { requestOf, settle } from "../lib/form.js"
import { ask, Refused } from "../lib/http.js"
import { visit } from "../lib/page.js"
import { forget, report } from "../lib/state.js"

const RETRY = 10_000
const PATIENT = 400 // ms before "Saving…" is worth saying
const BUSY = new Set([429, 502, 503, 504, 507])
const HEADERS = { Accept: "application/problem+json, text/html;q=0.9", "Camp-Form": "1" }

/**
 * Sends a form without leaving the page; the macro `form` writes it.
 *
 *   <camp-form keep="idea" data-sending="…" data-not-sent="…" data-failed="…"><form>…</form></camp-form>
 *
 * A refusal is shown in place and keeps what was typed. Without a connection the form waits and
 * goes by itself, with the same key. `keep` keeps a draft on this phone. Fires `camp:sent`.
 */
export class CampForm extends CampElement {
  #sending
  #retry

  connected() {
    this.form = this.querySelector("form")
    this.keep = this.getAttribute("keep")
    if (this.keep) restoreDraft(this.keep, this.form)
    this.on(this.form, "submit", (event) => this.#submit(event))
    this.on(this.form, "input", () => this.keep && saveDraft(this.keep, this.form))
    this.on(document, "camp:retry", () =>
      this.querySelector(".error-summary:not([hidden])")?.focus(),
    )
    this.on(window, "online", () => this.#sending?.waits && this.#send())
  }

  disconnected() {
    clearTimeout(this.#retry)
    forget(this)
  }

  #submit(event) {
    event.preventDefault()
    if (this.#sending && !this.#sending.waits) return
    // What waits may have arrived already: it is sent again unchanged, under its key.
    this.#sending ??= requestOf(this.form, event.submitter)
    this.#send()
  }

  async #send() {
    const { url, body, button, patience } = this.#sending
    this.#sending.waits = false
    clearTimeout(this.#retry)
    button?.setAttribute("aria-busy", "true")
    const slow = setTimeout(() => this.#say("saving", this.words("sending")), PATIENT)
    try {
      this.#sent(await ask(url, { method: "POST", headers: HEADERS, body, patience }))
    } catch (error) {
      this.#failed(error)
    } finally {
      clearTimeout(slow)
      button?.removeAttribute("aria-busy")
    }
  }

  async #sent(response) {
    const place = response.headers.get("Camp-Location") ?? (response.redirected ? response.url : "")
    this.#sending = undefined
    this.#say("saved", "")
    clearFaults(this.form)
    if (this.keep) dropDraft(this.keep)
    settle(this.form)
    if (this.emit("camp:sent", { response, place }) && place) await visit(place)
  }

  #failed(error) {
    if (error instanceof Refused && !BUSY.has(error.status)) {
      this.#sending = undefined
      this.#say("unsaved", "")
      showFaults(this.form, {
        message: error.message || this.words("failed"),
        fields: error.fields,
      })
    } else {
      this.#sending.waits = true
      // The server may say why: its disk is full, or another one has taken over.
      const reason = error instanceof Refused ? error.message : ""
      this.#say("waiting", reason || this.words("notSent"))
      this.#retry = setTimeout(() => this.#send(), RETRY)
    }
  }

  #say(state, words) {
    report(this, state)
    const line = this.form.querySelector(".form-state")
    if (line) line.textContent = words
  }
}

customElements.define("camp-form", CampForm)
