import { CampElement } from "../lib/element.js"
import { clearFaults, showFaults } from "../lib/faults.js"
import { drop, flush, keep, waiting } from "../lib/outbox.js"
import { Steps } from "../lib/steps.js"

const CALM = 300 // ms after the last touch before a draft goes
const TWICE = 500 // ms within which two taps are one that was tapped twice

/**
 * Saves a ballot as it is marked.
 *
 *   <camp-ballot url="/api/v1/rounds/…/ballots/…" next="/camps/…/jury" data-hand="…"><form>…</form></camp-ballot>
 *
 * Every change is kept on the phone first and sent under a key of its own. When another device was
 * faster, both versions are shown and the juror chooses. The button `data-undo` takes changes back,
 * one by one, until the ballot is handed in; until then a tap on the chosen mark clears it, too.
 */
export class CampBallot extends CampElement {
  #timer
  #touched = false
  #changedAt = 0
  #steps
  #before

  connected() {
    this.form = this.querySelector("form")
    this.url = this.getAttribute("url")
    this.#steps = new Steps(this.url)
    this.on(document, "camp:outbox", ({ detail }) => this.#hear(detail))
    this.on(this.form, "input", (event) => this.#step(event.target))
    this.on(this.form, "input", () => this.#changed())
    this.on(this.form, "change", ({ timeStamp }) => {
      this.#changedAt = timeStamp
    })
    this.on(this.form, "click", (event) => this.#again(event))
    this.on(document, "camp:key", ({ detail }) => detail === "clear" && this.#clearHere())
    this.onInside("[data-undo]", "click", () => this.#undo())
    this.on(this.form, "submit", (event) => {
      event.preventDefault()
      this.#handIn()
    })
    this.onInside("[data-take]", "click", (_event, button) => this.#take(button.dataset.take))
    this.#describe()
    this.#count()
    this.#restore()
  }

  // Each mark is told with its sentence; on the page they would be the longest part of it.
  #describe() {
    for (const row of this.#rows())
      for (const anchor of row.querySelectorAll("[data-mark]")) {
        anchor.id = `${row.id}-${anchor.dataset.mark}`
        const input = row.querySelector(`input[value="${anchor.dataset.mark}"]`)
        input.setAttribute("aria-describedby", anchor.id)
      }
  }

  disconnected() {
    clearTimeout(this.#timer)
  }

  async #restore() {
    const item = (await waiting({ url: this.url })).at(-1)
    if (!item || this.#touched) return
    this.#fill(item.body)
    this.#revision.value = item.body.revision
    this.#count()
    if (item.refused) this.#refused(item)
  }

  #keep(body) {
    this.#touched = true
    const text = this.#told(body)
    return keep({ kind: "ballot", method: "PUT", newest: true, url: this.url, body, text })
  }

  get #revision() {
    return this.form.elements.revision
  }

  #body(state) {
    const marks = {}
    for (const row of this.#rows()) {
      const chosen = row.querySelector(":checked")
      if (chosen) marks[criterionOf(row)] = Number(chosen.value)
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
    return [...this.form.querySelectorAll(".score-row")]
  }

  #missing() {
    return this.#rows().filter((row) => !row.querySelector(":checked"))
  }

  // Of one comment only the beginning is a step, not each letter.
  #step({ name }) {
    const { marks, comment, share } = this.#before
    const newest = this.#steps.all.at(-1)
    if (name !== "comment" || newest?.name !== name)
      this.#steps.push({ name, marks, comment, share })
  }

  // A digit that is typed gives its mark however often; only a hand clears by giving it again.
  #again({ target, isTrusted, timeStamp }) {
    if (!isTrusted || target.type !== "radio" || timeStamp - this.#changedAt < TWICE) return
    const before = this.#before.marks[criterionOf(target.closest(".score-row"))]
    if (`${before}` !== target.value) return
    // The browser goes on with its own tick after this event.
    setTimeout(() => this.#clear(target))
  }

  #clearHere() {
    const chosen = document.activeElement.closest(".score-row")?.querySelector(":checked")
    if (chosen && !chosen.matches(":disabled")) this.#clear(chosen)
  }

  // A ballot that is in holds every mark.
  #clear(input) {
    if (this.#revision.dataset.state === "submitted") return
    input.checked = false
    input.dispatchEvent(new Event("input", { bubbles: true }))
  }

  #undo() {
    const state = this.#steps.pop()
    if (!state) return
    this.#fill(state)
    this.#changed()
  }

  #count() {
    this.#before = this.#body("")
    const undo = this.form.querySelector("[data-undo]")
    if (undo) undo.disabled = this.#steps.all.length === 0
    const button = this.form.querySelector("[data-hand-in] span")
    if (!button) return
    const n = this.#missing().length
    const handed = this.#revision.dataset.state === "submitted"
    button.textContent = n ? this.words("missing", { n }) : this.words(handed ? "change" : "hand")
  }

  #changed() {
    // A ballot that is in stays in: its changes count as soon as they are saved.
    const state = this.#revision.dataset.state === "submitted" ? "submitted" : "draft"
    this.#keep(this.#body(state))
    this.#count()
    clearTimeout(this.#timer)
    this.#timer = setTimeout(flush, CALM)
  }

  async #handIn() {
    const missing = this.#missing()
    if (missing.length > 0) {
      missing[0].scrollIntoView({ block: "center" })
      missing[0].querySelector("input")?.focus()
      shake(missing)
      return
    }
    clearTimeout(this.#timer)
    this.#steps.clear()
    await this.#keep(this.#body("submitted"))
    await flush()
    const waits = (await waiting({ url: this.url })).length > 0
    if (this.#revision.dataset.state === "submitted" && !waits)
      location.assign(this.getAttribute("next"))
  }

  #hear({ what, item, answer }) {
    if (item?.url !== this.url) return
    // What an earlier page or another tab left: this page may not know it yet.
    if (what === "sent" && !this.#touched) this.#fill(item.body)
    if (what === "sent") this.#confirmed(answer.receipt)
    if (what === "refused") this.#refused(item)
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

  #refused(item) {
    const { slug, facts, message, fields } = item.refused
    // Too late, but the server keeps it: it does not wait here any more.
    if (facts.kept) drop(item.key)
    if (slug === "stale-revision") this.#showBoth(item, facts)
    else if (slug === "key-reused") showFaults(this.form, { message: this.words("other") })
    else showFaults(this.form, { message: message || this.words("failed"), fields })
  }

  #showBoth(mine, { theirs }) {
    this.mine = mine
    this.theirs = theirs ?? { marks: {}, comment: "", share: false, revision: 0, state: "draft" }
    const box = this.form.querySelector("[data-both]")
    box.querySelector("[data-mine]").textContent = this.#told(mine.body)
    box.querySelector("[data-theirs]").textContent = this.#told(this.theirs)
    box.hidden = false
    box.focus()
  }

  #told({ marks, comment }) {
    const rows = this.#rows().map((row) => {
      const name = row.querySelector("legend span").textContent
      return `${name} ${marks[criterionOf(row)] ?? "–"}`
    })
    return [rows.join(", "), comment].filter(Boolean).join(". ")
  }

  async #take(which) {
    const { revision, state } = this.theirs
    const { key, body } = this.mine
    this.#revision.value = revision
    this.#revision.dataset.state = state
    this.form.querySelector("[data-both]").hidden = true
    if (which === "theirs") {
      this.#fill(this.theirs)
      await drop(key)
    } else {
      // What is in stays in, whichever of the two is kept.
      await this.#keep({ ...body, revision, state: state === "submitted" ? state : body.state })
    }
    this.#count()
    flush()
  }

  #fill({ marks, comment, share }) {
    for (const row of this.#rows())
      for (const input of row.querySelectorAll("input"))
        input.checked = Number(input.value) === marks[criterionOf(row)]
    this.form.elements.comment.value = comment
    this.form.elements.share.checked = share
  }
}

const criterionOf = (row) => row.id.slice("mark-".length)

/** Marks the rows that lack a mark; each shakes once, or only shows its edge without motion. */
function shake(rows) {
  for (const row of rows) {
    row.toggleAttribute("data-lacks", false)
    row.offsetWidth // Without a look at it the animation would not begin again.
    row.toggleAttribute("data-lacks", true)
  }
}

customElements.define("camp-ballot", CampBallot)
