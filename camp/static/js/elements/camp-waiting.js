import { clock } from "../lib/clock.js"
import { CampElement } from "../lib/element.js"
import { drop, ofOthers, things, waiting } from "../lib/outbox.js"

/**
 * The list of what waits on this phone: what, since when, why; to send now, to copy or to mend.
 *
 *   <camp-waiting data-since="Since {at}" data-others="…" data-kind-ballot="Ballot" …><dialog>…
 *     <ul></ul><p data-others-line></p></dialog> <template><li>…</li></template></camp-waiting>
 */
export class CampWaiting extends CampElement {
  connected() {
    this.dialog = this.querySelector("dialog")
    this.on(document, "camp:outbox", () => this.dialog.open && this.#fill())
    this.onInside("[data-retry]", "click", () => this.emit("camp:retry"))
    this.onInside("[data-closes]", "click", () => this.dialog.close())
    this.onInside("[data-drop]", "click", (_event, button) => this.#drop(button))
  }

  async open() {
    await this.#fill()
    this.dialog.showModal()
  }

  async #fill() {
    const [items, others] = [things(await waiting()), await ofOthers()]
    this.querySelector("ul").replaceChildren(...items.map((item) => this.#row(item)))
    const goes = items.some(({ refused }) => !refused)
    this.querySelector("[data-some]").hidden = !goes
    this.querySelector("[data-none]").hidden = items.length > 0
    this.querySelector("[data-retry]").hidden = !goes
    const line = this.querySelector("[data-others-line]")
    line.hidden = others === 0
    line.textContent = this.words("others", { n: others })
  }

  #row(item) {
    const row = this.querySelector("template").content.firstElementChild.cloneNode(true)
    const put = (name, words) => {
      row.querySelector(`[data-${name}]`).textContent = words
    }
    put("what", [this.#kind(item.kind), item.title].filter(Boolean).join(": "))
    put("since", this.words("since", { at: clock(item.at) }))
    if (item.refused) {
      put("why", why(item.refused) || this.words("failed"))
      row.querySelector("a").href = item.page
      row.querySelector("camp-copy").setAttribute("text", item.text)
      put("text", item.text)
      row.querySelector("[data-drop]").value = item.key
      row.querySelector("[data-refused]").hidden = false
    }
    return row
  }

  #kind(kind) {
    return this.words(`kind${kind[0].toUpperCase()}${kind.slice(1)}`) || this.words("kindWrite")
  }

  // The first tap asks, the second does it.
  #drop(button) {
    if (button.dataset.asked) drop(button.value)
    button.dataset.asked = "yes"
    button.textContent = this.words("sure")
  }
}

const why = ({ message, fields }) =>
  [message, ...Object.values(fields ?? {}).flat()].join(" ").trim()

customElements.define("camp-waiting", CampWaiting)
