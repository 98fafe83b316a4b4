import { isFinal, isLogin, pause } from "../lib/delivery.js"
import { dropDraft, restoreDraft, saveDraft } from "../lib/drafts.js"
import { CampElement } from "../lib/element.js"
import { clearFaults, showFaults } from "../lib/faults.js"
import { requestOf, settle } from "../lib/form.js"
import { ask, Refused } from "../lib/http.js"
import { KeptForm } from "../lib/kept-form.js"
import { person } from "../lib/me.js"
import { isHere, visit } from "../lib/page.js"
import { forget, report } from "../lib/state.js"

const PATIENT = 400 // ms before "Saving…" is worth saying
const HEADERS = { Accept: "application/problem+json, text/html;q=0.9", "Camp-Form": "1" }

/**
 * Sends a form without leaving the page; the macro `form` writes it.
 *
 *   <camp-form keep="idea" waits="idea" data-sending="…" data-kept="…" data-not-sent="…"
 *     data-failed="…"><form>…</form></camp-form>
 *
 * A refusal is shown in place and keeps what was typed. `keep` keeps a draft on this phone. What
 * `waits` goes through the outbox (see lib/kept-form.js); other forms wait as long as the page is
 * open and go by themselves, with the same key. Fires `camp:sent`.
 */
export class CampForm extends CampElement {
  #sending
  #retry
  #tries = 0
  #kept

  connected() {
    this.keep = this.getAttribute("keep")
    // A visitor has no outbox: nobody could say whose it is.
    if (this.hasAttribute("waits") && person()) this.#kept = new KeptForm(this)
    this.#restore()
    // On the element: a live page may put another form in the old one's place.
    this.on(this, "submit", (event) => this.#submit(event))
    this.on(this, "input", ({ target }) => {
      countLetters(target)
      if (this.keep) saveDraft(this.keep, this.form)
    })
    // The fields are empty only after this event.
    this.on(this, "reset", () => setTimeout(() => [...this.form.elements].forEach(countLetters)))
    this.on(document, "camp:look", (event) => this.#look(event))
    this.on(window, "online", () => this.#sending?.waits && this.#send())
  }

  get form() {
    return this.querySelector("form")
  }

  disconnected() {
    clearTimeout(this.#retry)
    forget(this)
  }

  /** Saves what stands there now, without a word and without leaving. */
  save() {
    this.#kept?.hand(requestOf(this.form), { quiet: true })
  }

  async sent(place, { hasWaited = false } = {}) {
    this.#sending = undefined
    this.say("saved", "")
    clearFaults(this.form)
    if (this.keep) dropDraft(this.keep)
    settle(this.form)
    const goes = this.emit("camp:sent", { place }) && place
    // Who has gone on to something else is not taken away from it.
    if (goes && (!hasWaited || isHere(place))) await visit(place)
  }

  refused({ message, fields }) {
    this.#sending = undefined
    this.say("unsaved", "")
    showFaults(this.form, { message: message || this.words("failed"), fields })
  }

  say(state, words) {
    if (state) report(this, state)
    const line = this.form.querySelector(".form-state")
    if (line) line.textContent = words
  }

  /** Marks the button until `work` ends, and says so when that takes long. */
  async busy(button, work) {
    button?.setAttribute("aria-busy", "true")
    const slow = setTimeout(() => this.say("", this.words("sending")), PATIENT)
    try {
      return await work()
    } finally {
      clearTimeout(slow)
      button?.removeAttribute("aria-busy")
    }
  }

  async #restore() {
    if (this.keep) await restoreDraft(this.keep, this.form)
    await this.#kept?.recall()
  }

  #look(event) {
    const summary = this.querySelector(".error-summary:not([hidden])")
    if (summary && !event.defaultPrevented) {
      event.preventDefault()
      summary.focus()
    } else if (!summary) this.#kept?.look(event)
  }

  #submit(event) {
    event.preventDefault()
    if (this.#kept) {
      this.#kept.hand(requestOf(this.form, event.submitter))
      return
    }
    if (this.#sending && !this.#sending.waits) return
    // What waits may have arrived already: it is sent again unchanged, under its key.
    this.#sending ??= requestOf(this.form, event.submitter)
    this.#tries = 0
    this.#send()
  }

  async #send() {
    const { url, body, button, patience } = this.#sending
    const key = body.get("key") ?? ""
    const headers = key ? { ...HEADERS, "Idempotency-Key": key } : HEADERS
    this.#sending.waits = false
    clearTimeout(this.#retry)
    report(this, "saving")
    await this.busy(button, async () => {
      try {
        const response = await ask(url, { method: "POST", headers, body, patience, key })
        const redirected = response.redirected ? response.url : ""
        this.sent(response.headers.get("Camp-Location") ?? redirected)
      } catch (error) {
        this.#failed(error)
      }
    })
  }

  #failed(error) {
    // A form without an outbox is on the page of its reader, who can sign in or load it again.
    if (isFinal(error) || isLogin(error)) {
      this.refused(error)
    } else {
      this.#tries += 1
      this.#sending.waits = true
      // The server may say why: its disk is full, or another one has taken over.
      const reason = error instanceof Refused ? error.message : ""
      this.say("waiting", reason || this.words("notSent"))
      this.#retry = setTimeout(() => this.#send(), pause(this.#tries))
    }
  }
}

// How many letters stand there of those that fit; said from the first one on.
function countLetters(field) {
  const line = field.closest(".field")?.querySelector(".field__count")
  if (!line) return
  line.hidden = !field.value
  line.textContent = `${field.value.length} / ${field.maxLength}`
}

customElements.define("camp-form", CampForm)
