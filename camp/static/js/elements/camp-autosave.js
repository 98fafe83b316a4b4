import { CampElement } from "../lib/element.js"
import { ask, Unreached } from "../lib/http.js"
import { newKey } from "../lib/keys.js"
import { forget, report } from "../lib/state.js"

const PAUSE = 1500 // ms without a key press

/**
 * Saves the form inside by itself while somebody writes; its own button works all the same.
 *
 *   <camp-autosave><camp-form>…<input type="hidden" name="revision" value="3">…</camp-form></camp-autosave>
 *
 * The server answers with the new revision. When it has another version, nothing is overwritten:
 * the state line says so, and the button shows both.
 */
export class CampAutosave extends CampElement {
  #soon
  #saving = false

  connected() {
    this.on(this, "input", () => this.#wait())
    this.on(this, "camp:sent", () => clearTimeout(this.#soon))
  }

  disconnected() {
    clearTimeout(this.#soon)
    forget(this)
  }

  #wait() {
    clearTimeout(this.#soon)
    this.#soon = setTimeout(() => this.#save(), PAUSE)
  }

  async #save() {
    const form = this.querySelector("form")
    if (this.#saving || form.querySelector("[aria-busy]")) {
      this.#wait()
      return
    }
    const body = new URLSearchParams(new FormData(form))
    body.set("key", newKey())
    this.#saving = true
    report(this, "saving")
    try {
      const response = await ask(form.getAttribute("action"), {
        method: "POST",
        headers: { Accept: "application/problem+json", "Camp-Form": "1" },
        body,
      })
      const place = new URL(response.headers.get("Camp-Location"), location.href)
      form.elements.revision.value = place.searchParams.get("revision")
      report(this, "saved")
    } catch (error) {
      report(this, error instanceof Unreached ? "waiting" : "unsaved")
    } finally {
      this.#saving = false
    }
  }
}

customElements.define("camp-autosave", CampAutosave)
