import { can, stayAwake } from "../lib/capabilities.js"
import { CampElement } from "../lib/element.js"
import { ping } from "../lib/http.js"
import { connect, isConnected } from "../lib/socket.js"

const BEAT = 5000
const STEPS = {
  " ": "next",
  PageDown: "next",
  ArrowRight: "next",
  PageUp: "back",
  ArrowLeft: "back",
}

/**
 * The projector's keys and manners: digits choose a scene, space goes on, PageUp goes back,
 * B black, L day or night, F full screen, R reconnect. Holds its picture when the link is lost.
 *
 *   <camp-stage>… <nav class="stage__scenes"><a data-key="1" href="/stage/x/wall">…</a>
 *     <button data-step="next">…</button></nav></camp-stage>
 *
 * A key presses the link or button that carries it; links are followed only while the server answers.
 */
export class CampStage extends CampElement {
  #beat

  connected() {
    this.on(document, "keydown", (event) => this.#press(event))
    this.on(this, "click", (event) => this.#follow(event))
    this.on(this, "camp:fresh", () => this.#dress())
    // The picture comes by the socket; the page itself stays.
    this.on(this, "camp:sent", (event) => event.preventDefault())
    this.#beat = setInterval(() => this.#look(), BEAT)
    this.#dress()
    connect()
    stayAwake()
  }

  disconnected() {
    clearInterval(this.#beat)
  }

  #press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea"))
      return
    const key = event.key
    const act = {
      b: () => this.toggleAttribute("data-black"),
      l: () => this.#theme(document.documentElement.classList.contains("night")),
      f: fill,
      r: () => this.#reconnect(),
    }[key.toLowerCase()]
    const target = this.querySelector(wanted(key))
    if (!act && !target) return
    event.preventDefault()
    if (target) target.click()
    else act()
  }

  // A dead link must not replace the picture by the browser's error page.
  async #follow(event) {
    const link = event.target.closest?.("a[href]")
    if (!link) return
    event.preventDefault()
    if (await ping()) location.assign(link.href)
    else this.toggleAttribute("data-lost", true)
  }

  // Day or night is the scene's, so that two projectors agree.
  #dress() {
    const scene = this.querySelector("[data-scene]")
    if (scene) this.#theme(scene.dataset.light === "yes")
  }

  #theme(isLight) {
    document.documentElement.classList.toggle("night", !isLight)
  }

  #reconnect() {
    connect().disconnect().connect()
  }

  async #look() {
    this.toggleAttribute("data-lost", !(isConnected() || (await ping())))
  }
}

/** Which button a key presses: a step, a scene, or one that carries the letter. */
function wanted(key) {
  if (key in STEPS) return `[data-step="${STEPS[key]}"]:not([disabled])`
  if (/^\d$/.test(key)) return `[data-key="${key}"]`
  return /^[a-z]$/i.test(key) ? `[data-press="${key.toLowerCase()}"]` : "[data-press='']"
}

function fill() {
  if (document.fullscreenElement) document.exitFullscreen()
  else if (can.fullscreen) document.documentElement.requestFullscreen().catch(() => {})
}

customElements.define("camp-stage", CampStage)
