// A form whose writes go through the outbox: they survive a reload, and any page sends them.
//
// The form's `waits` names the kind; with `newest` a write is a state (dots, a section of a project)
// and takes the place of an older one, else it is an act; `lane` is what it must keep its order in.

import { dropDraft, fill, saveDraft, textOf } from "./drafts.js"
import { press, pressed, requestOf } from "./form.js"
import { newKey } from "./keys.js"
import { drop, flush, keep, waiting } from "./outbox.js"
import { store } from "./store.js"

const OWN = new Set(["key", "csrf", "back", "revision", "saved_at", "cast_at", "then", "dots"])

export class KeptForm {
  #element
  #form
  #newest
  #last // the key of what was handed over here last
  #waited = false
  #touched = false
  #quietly // what was refused while somebody wrote on
  #before
  #reason

  constructor(element) {
    this.#element = element
    this.#form = element.form
    this.#newest = element.hasAttribute("newest")
    element.on(document, "camp:outbox", ({ detail }) => this.#hear(detail))
  }

  get #url() {
    return this.#form.getAttribute("action")
  }

  /** Shows what an earlier page left in the outbox, to see it or to mend it. */
  async recall() {
    const item = (await waiting({ url: this.#url })).at(-1)
    if (!item || this.#touched) return
    if (item.refused || this.#newest) this.#show(item)
    if (item.refused) await this.#refused(item)
    else this.#element.say("", this.#element.words("kept"))
  }

  /** Keeps a request, and says what became of it. */
  async hand({ url, body, button }, { quiet = false } = {}) {
    const element = this.#element
    const { key } = this.#form.elements
    if (!this.#newest && button?.hasAttribute("aria-busy")) return
    this.#touched = true
    const given = key.value
    // At once: a second tap while this one is being kept is another write.
    key.value = newKey()
    if (!quiet) this.#paint(button)
    await element.busy(button, async () => {
      await this.#keep(given, url, body, quiet)
      this.#last = given
      this.#reason = ""
      this.#waited = false
      if (element.keep && store.lasts()) dropDraft(element.keep)
      await flush()
    })
    await this.#sayWaiting(given)
  }

  #keep(key, url, body, quiet) {
    const element = this.#element
    return keep({
      key,
      kind: element.getAttribute("waits"),
      url,
      body: [...body],
      lane: element.getAttribute("lane") || (this.#newest ? url : key),
      newest: this.#newest,
      text: textOf(this.#form),
      quiet,
    })
  }

  /** Shows a refusal that came while somebody wrote. */
  look(event) {
    if (!this.#quietly || event.defaultPrevented) return
    event.preventDefault()
    this.#refused({ ...this.#quietly, quiet: false })
  }

  async #sayWaiting(key) {
    const item = (await waiting({ url: this.#url })).find((one) => one.key === key)
    if (!item || item.refused) return
    this.#waited = true
    this.#element.say("", this.#reason || this.#element.words("kept"))
    // It is safe and will go as it is; the next one is another.
    if (!this.#newest) this.#form.reset()
  }

  #hear({ what, item, answer, reason }) {
    if (item?.url !== this.#url) return
    if (what === "later") this.#reason = reason
    if (what === "sent") this.#sent(item, answer)
    else if (what === "refused" && (this.#newest || item.key === this.#last)) this.#refused(item)
  }

  #sent(item, { place, revision }) {
    this.#quietly = undefined
    if (this.#newest && !this.#touched) this.#show(item)
    if (revision !== undefined) this.#form.elements.revision.value = revision
    if (item.key === this.#last && !item.quiet) this.#leave(item, place)
    else this.#element.say("", "")
  }

  // What was typed after the tap is on this phone's disk before the page goes.
  async #leave(item, place) {
    const { url, body } = requestOf(this.#form)
    if (this.#newest && wordsOf(body) !== wordsOf(item.body)) {
      const { key } = this.#form.elements
      const given = key.value
      key.value = newKey()
      await this.#keep(given, url, body, true)
      flush()
    }
    this.#element.sent(place, { hasWaited: this.#waited })
  }

  async #refused(item) {
    this.#quietly = item.quiet ? item : undefined
    if (item.quiet) {
      this.#element.say("", "")
      return
    }
    // A page that wrote nothing shows what was refused, not its own old words.
    if (this.#newest && !this.#touched) this.#show(item)
    this.#showTheirs(item.refused.facts)
    if (this.#before !== undefined) press(this.#form, this.#before)
    this.#element.refused(item.refused)
    // What others wait behind stays in the outbox: the person decides. So does what this form was
    // emptied of while it waited. The rest is on the page now.
    if (this.#element.hasAttribute("lane") || (this.#waited && !this.#newest)) return
    if (this.#element.keep) await saveDraft(this.#element.keep, this.#form)
    await drop(item.key)
  }

  // Another device or person was faster: their version stands above, and saving again replaces it.
  #showTheirs({ theirs, revision } = {}) {
    const box = document.querySelector("[data-theirs]:has([data-text])")
    if (!box || !theirs) return
    box.querySelector("[data-text]").textContent = leaves(theirs.fields ?? theirs).join("\n")
    box.hidden = false
    this.#form.elements.revision.value = theirs.revision ?? revision
  }

  #show({ body }) {
    fill(this.#form, body)
    const said = (name) => body.find(([one]) => one === name)?.[1]
    if (this.#form.elements.revision) this.#form.elements.revision.value = said("revision")
    if (said("dots") !== undefined) press(this.#form, Number(said("dots")))
  }

  #paint(button) {
    if (!button?.hasAttribute("aria-pressed")) return
    this.#before = pressed(this.#form)
    press(this.#form, Number(button.value))
  }
}

// What of a form somebody wrote: not its key, its revision, when or with which button it was sent.
const wordsOf = (body) => JSON.stringify([...body].filter(([name]) => !OWN.has(name)))

// What somebody wrote, whatever it is nested in.
const leaves = (value) =>
  value && typeof value === "object" ? Object.values(value).flatMap(leaves) : value ? [value] : []
