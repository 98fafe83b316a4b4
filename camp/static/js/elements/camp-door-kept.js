import { clock } from "../lib/clock.js"
import { CampElement } from "../lib/element.js"
import { mayBeUndone, UNDO_FOR } from "../lib/scans.js"

const SHOWN = 5

/**
 * What this phone told its last guests while there was no connection, to be taken back within a
 * minute; and how old the list is by which it decides.
 *
 *   <camp-door-kept data-list="List of {at}, {n} guests." data-none="…"><p data-says></p>
 *     <ol hidden></ol> <button data-ends hidden>…</button>
 *     <template><li><span data-at></span> <span data-name></span>
 *       <span data-result="welcome">…</span> … <button data-undo>…</button></li></template></camp-door-kept>
 */
export class CampDoorKept extends CampElement {
  #later

  connected() {
    this.door = this.closest("camp-door")
    this.on(document, "camp:door", () => this.#show())
    this.onInside("[data-ends]", "click", () => this.door.station.end())
    this.onInside("[data-undo]", "click", (_event, button) => this.#undo(button.value))
  }

  disconnected() {
    clearTimeout(this.#later)
  }

  #show() {
    const { list, scans, isUp } = this.door.station
    const at = list && clock(list.at, list.timezone)
    const state = list ? this.words("list", { at, n: list.people.length }) : this.words("none")
    this.querySelector("[data-says]").textContent = state
    this.querySelector("[data-ends]").hidden = !list
    // The server's own list of the last scans tells what it has, while it can be asked.
    const kept = list ? scans.filter((scan) => !isUp || !scan.sentAt).slice(0, SHOWN) : []
    const box = this.querySelector("ol")
    box.replaceChildren(...kept.map((scan) => this.#row(scan, list.timezone)))
    box.hidden = kept.length === 0
    this.#again(kept)
  }

  #row(scan, timezone) {
    const row = this.querySelector("template").content.firstElementChild.cloneNode(true)
    const said = scan.isUndone ? "undone" : scan.result
    row.querySelector("[data-at]").textContent = clock(scan.at, timezone)
    const name = row.querySelector("[data-name]")
    name.textContent = scan.name || name.textContent
    for (const word of row.querySelectorAll("[data-result]"))
      if (word.dataset.result !== said) word.remove()
    const undo = row.querySelector("[data-undo]")
    undo.value = scan.key
    undo.hidden = !mayBeUndone(scan)
    return row
  }

  // An undo is offered for a minute, then it goes.
  #again(kept) {
    clearTimeout(this.#later)
    const times = kept.filter(mayBeUndone).map(({ at }) => Date.parse(at) + UNDO_FOR - Date.now())
    if (times.length > 0) this.#later = setTimeout(() => this.#show(), Math.min(...times) + 50)
  }

  async #undo(key) {
    const scan = this.door.station.scans.find((one) => one.key === key)
    if (scan) await this.door.station.undo(scan)
  }
}

customElements.define("camp-door-kept", CampDoorKept)
