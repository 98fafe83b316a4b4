import { CampElement } from "../lib/element.js"
import { named } from "../lib/names.js"
import { letIn } from "../lib/scans.js"

/**
 * Searches a name in the list of this phone, so that the page stays; without a list the form asks
 * the server.
 *
 *   <camp-found><form id="search">…<input name="q"></form> <ul class="door-found">…</ul>
 *     <template><li><strong data-name></strong> <span data-in>…</span>
 *       <button data-guest>…</button></li></template> <template data-nobody>…</template></camp-found>
 */
export class CampFound extends CampElement {
  connected() {
    this.door = this.closest("camp-door")
    this.on(this.querySelector("form"), "submit", (event) => this.#search(event))
    this.onInside("[data-guest]", "click", (_event, button) =>
      this.door.guest({ person: button.value }),
    )
    this.on(this.door, "camp:dismissed", () => this.#clear())
  }

  #search(event) {
    const { list, scans } = this.door.station
    if (!list) return
    event.preventDefault()
    const ins = letIn(scans)
    const found = named(list, this.querySelector("[name=q]").value)
    const rows = found.map((guest) => this.#row(guest, guest.came ?? ins.get(guest.id)))
    const nobody = this.querySelector("template[data-nobody]").content.cloneNode(true)
    this.querySelector(".door-found")?.remove()
    const box = Object.assign(document.createElement("ul"), { className: "door-found" })
    box.append(...(rows.length > 0 ? rows : [nobody]))
    this.append(box)
  }

  #row(guest, came) {
    const row = this.querySelector("template").content.firstElementChild.cloneNode(true)
    row.querySelector("[data-name]").textContent = guest.name
    row.querySelector("[data-in]").hidden = !came
    const [enter, look] = row.querySelectorAll("[data-guest]")
    enter.value = look.value = guest.id
    enter.hidden = Boolean(came)
    look.hidden = !came
    return row
  }

  // Who was found may be in by now; the next guest has another name.
  #clear() {
    this.querySelector(".door-found")?.remove()
    this.querySelector("[name=q]").value = ""
  }
}

customElements.define("camp-found", CampFound)
