import { clock } from "../lib/clock.js"
import { CampElement } from "../lib/element.js"
import { ping } from "../lib/http.js"
import { keptAt } from "../lib/kept.js"
import { sign } from "../lib/signs.js"
import { isConnected, socketInUse, spread } from "../lib/socket.js"

const BEAT = 5000
const SELDOM = 6 // beats between questions on a page without a socket
const SIGNS = {
  saved: "check",
  saving: "retry",
  waiting: "cloud-off",
  signin: "cloud-off",
  others: "cloud-off",
  unsaved: "warn",
  fleeting: "warn",
}
const QUIET = new Set(["", "saved", "saving"]) // states of which there is no more to see

/**
 * Says in one line whether what was done here is safe, and in a strip that the link is lost.
 *
 *   <camp-connection class="state-line" data-saved="Saved {at}" data-saving="…" data-waiting="{n} …"
 *       …><output class="state-line__words"></output> <button class="state-line__open" hidden></button>
 *     <template data-strip>…</template> <camp-waiting>…</camp-waiting></camp-connection>
 *
 * Offline is: the socket and one question over HTTP both failed, for five seconds. A tap on what is
 * not saved shows it: where it stands on the page, else in the list of what waits.
 */
export class CampConnection extends CampElement {
  #beat
  #beats = 0
  #failed = 0
  #strip

  connected() {
    this.on(document, "camp:state", ({ detail }) => this.#show(detail))
    this.on(window, "offline", () => this.#check())
    this.on(window, "online", () => this.#check())
    this.onInside(".state-line__open", "click", () => {
      if (this.emit("camp:look")) this.querySelector("camp-waiting").open()
    })
    this.#beat = setInterval(() => this.#tick(), BEAT)
    // A copy that this phone kept was shown because nothing answered.
    if (keptAt()) this.#check()
  }

  disconnected() {
    clearInterval(this.#beat)
    this.#strip?.remove()
  }

  #tick() {
    if (document.visibilityState !== "visible") return
    this.#beats += 1
    if (isConnected()) this.#answered(true)
    else if (socketInUse() || this.#failed || this.#beats % SELDOM === 0)
      setTimeout(() => this.#check(), spread())
  }

  async #check() {
    this.#answered(isConnected() || (await ping()))
  }

  #answered(reached) {
    const now = Date.now()
    if (reached) this.#failed = 0
    else this.#failed ||= now
    this.#showStrip(this.#failed > 0 && now - this.#failed >= BEAT)
  }

  #showStrip(offline) {
    document.documentElement.toggleAttribute("data-offline", offline)
    if (offline && !this.#strip) {
      const { content } = this.querySelector("template[data-strip]")
      this.#strip = content.firstElementChild.cloneNode(true)
      this.#strip.prepend(sign("cloud"))
      const header = this.closest("header")
      if (header) header.after(this.#strip)
      else this.append(this.#strip)
    } else if (!offline) {
      this.#strip?.remove()
      this.#strip = undefined
    }
  }

  #show({ state, count }) {
    this.dataset.state = state
    const at = clock(new Date())
    const words = this.words(state, { at, n: count })
    const line = this.querySelector("output")
    const button = this.querySelector(".state-line__open")
    const had = document.activeElement === button
    button.hidden = QUIET.has(state)
    line.classList.toggle("only-read", !button.hidden)
    line.replaceChildren(...this.#shown(state, words))
    button.replaceChildren(...this.#shown(state, words))
    if (had && button.hidden) document.querySelector("main")?.focus()
  }

  #shown(state, words) {
    return state in SIGNS ? [sign(SIGNS[state]), words] : [words]
  }
}

customElements.define("camp-connection", CampConnection)
