import { CampElement } from "../lib/element.js"
import { clearFaults, showFaults } from "../lib/faults.js"
import { drop, keep, kept, send, waiting } from "../lib/outbox.js"
import { forget, report } from "../lib/state.js"

const RETRY = 5000
const CALM = 300 // ms after the last touch before a draft goes

/**
 * Saves a ballot as it is marked; without a form inside it only sends what waits on this phone.
 *
 *   <camp-ballot url="/api/v1/rounds/…/ballots/…" next="/camps/…/jury" data-hand="…"><form>…</form></camp-ballot>
 *
 * Every change is kept on the phone first and sent under a key of its own. When another device was
 * faster, both versions are shown and the juror chooses.
 */
export class CampBallot extends CampElement {
  #sending
  #timer
  #retry

  connected() {
    this.form = this.querySelector("form")
    this.url = this.getAttribute("url")
    if (this.form) this.#prepare()
    this.on(window, "online", () => this.#flush())
    this.on(document, "camp:retry", () => this.#flush())
    if (waiting().length > 0) this.#flush()
  }

  disconnected() {
    clearTimeout(this.#timer)
    clearTimeout(this.#retry)
    forget(this)
  }

  #prepare() {
    const item = kept(this.url)
    if (item) this.#fill(item.body)
    this.on(this.form, "input", () => this.#changed())
    this.on(this.form, "submit", (event) => {
      event.preventDefault()
      this.#handIn()
    })
    this.onInside("[data-take]", "click", (_event, button) => this.#take(button.dataset.take))
    this.#count()
  }

  get #revision() {
    return this.form.elements.revision
  }

  #body(state) {
    const marks = {}
    for (const row of this.#rows()) {
      const chosen = row.querySelector(":checked")
      if (chosen) marks[row.dataset.criterion] = Number(chosen.value)
    }
    const { comment, share } = this.form.elements
    return {
      marks,
      comment: comment.value.trim(),
      share: share.checked,
      state,
      revision: Number(this.#revision.value),
      device_at: new Date().toISOString(),
    }
  }

  #rows() {
    return [...this.form.querySelectorAll("[data-criterion]")]
  }

  #missing() {
    return this.#rows().filter((row) => !row.querySelector(":checked"))
  }

  #count() {
    const button = this.form.querySelector("[data-hand-in] span")
    if (!button) return
    const n = this.#missing().length
    const handed = this.#revision.dataset.state === "submitted"
    button.textContent = n ? this.words("missing", { n }) : this.words(handed ? "change" : "hand")
  }

  #changed() {
    // A ballot that is in stays in: its changes count as soon as they are saved.
    const state = this.#revision.dataset.state === "submitted" ? "submitted" : "draft"
    keep(this.url, this.#body(state))
    this.#count()
    report(this, "saving")
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#flush(), CALM)
  }

  async #handIn() {
    const missing = this.#missing()
    if (missing.length > 0) {
      missing[0].scrollIntoView({ block: "center" })
      missing[0].querySelector("input")?.focus()
      return
    }
    clearTimeout(this.#timer)
    keep(this.url, this.#body("submitted"))
    await this.#flush()
    if (this.#revision.dataset.state === "submitted" && !kept(this.url))
      location.assign(this.getAttribute("next"))
  }

  async #flush() {
    clearTimeout(this.#retry)
    // What is on its way arrives first: a hand-in then knows whether it is in.
    while (this.#sending) await this.#sending
    this.#sending = this.#sendAll()
    const refused = await this.#sending
    this.#sending = undefined
    if (refused) this.#refused(refused)
    else this.#say()
  }

  async #sendAll() {
    let refused
    for (const url of waiting()) {
      try {
        const receipt = await send(url)
        if (!receipt) break
        if (url === this.url) this.#confirmed(receipt)
      } catch (error) {
        if (url === this.url) refused = error
      }
    }
    return refused
  }

  #say() {
    const count = waiting().length
    report(this, count ? "waiting" : "saved", count)
    if (count) this.#retry = setTimeout(() => this.#flush(), RETRY)
  }

  #confirmed({ revision, state, receipt }) {
    const shown = this.form.querySelector("[data-receipt]")
    shown.querySelector("output").textContent = receipt
    shown.hidden = !receipt
    this.#revision.value = revision
    this.#revision.dataset.state = state
    clearFaults(this.form)
    this.#count()
  }

  #refused(error) {
    report(this, "unsaved")
    if (error.slug === "stale-revision") this.#showBoth(error.facts)
    else
      showFaults(this.form, {
        message: error.message || this.words("failed"),
        fields: error.fields,
      })
  }

  #showBoth({ theirs }) {
    this.theirs = theirs ?? { marks: {}, comment: "", share: false, revision: 0, state: "draft" }
    const box = this.form.querySelector("[data-both]")
    box.querySelector("[data-mine]").textContent = this.#told(kept(this.url).body)
    box.querySelector("[data-theirs]").textContent = this.#told(this.theirs)
    box.hidden = false
    box.focus()
  }

  #told({ marks, comment }) {
    const rows = this.#rows().map((row) => {
      const name = row.querySelector("legend span").textContent
      return `${name} ${marks[row.dataset.criterion] ?? "–"}`
    })
    return [rows.join(", "), comment].filter(Boolean).join(". ")
  }

  #take(which) {
    const mine = kept(this.url)?.body
    const { revision, state } = this.theirs
    this.#revision.value = revision
    this.#revision.dataset.state = state
    drop(this.url)
    if (which === "theirs") this.#fill(this.theirs)
    // What is in stays in, whichever of the two is kept.
    else keep(this.url, { ...mine, revision, state: state === "submitted" ? state : mine.state })
    this.form.querySelector("[data-both]").hidden = true
    this.#count()
    this.#flush()
  }

  #fill({ marks, comment, share }) {
    for (const row of this.#rows())
      for (const input of row.querySelectorAll("input"))
        input.checked = Number(input.value) === marks[row.dataset.criterion]
    this.form.elements.comment.value = comment
    this.form.elements.share.checked = share
  }
}

customElements.define("camp-ballot", CampBallot)
