import { can, stayAwake } from "../lib/capabilities.js"
import { CampElement } from "../lib/element.js"
import { ping } from "../lib/http.js"
import { connect, hurry, isConnected, reopen } from "../lib/socket.js"
import { mute, play } from "../lib/sound.js"

const BEAT = 5000
const LOST_BEAT = 1000 // ms between two looks for a server that is away
const RESTS = 2000 // ms between two reorders of a board
const SETTLES = 2200 // ms from the lift of a row to its rest, at speed 1
const BETWEEN = 700

/**
 * The projector's keys and manners. Holds its picture when the link is lost.
 *
 *   <camp-stage>… <button data-keys="f Space PageDown">…</button></camp-stage>
 *
 * A key presses the button that names it. Without such a button B is black, L day or night, F full
 * screen, R reconnect on this machine alone. A board is redrawn once in two seconds at most.
 */
export class CampStage extends CampElement {
  #beat
  #flew = 0
  #looking = false
  #notes = new Map()

  connected() {
    this.on(document, "keydown", (event) => this.#press(event))
    this.on(this, "click", (event) => this.#follow(event))
    this.on(this, "camp:hold", (event) => this.#hold(event.detail))
    this.on(this, "camp:fresh", () => this.#dress())
    this.on(this, "camp:flown", () => {
      this.#flew = Date.now()
    })
    this.on(this, "camp:end", ({ target }) => target.matches(".scene-clock") && play("bell"))
    // The picture comes by the socket; the page itself stays.
    this.on(this, "camp:sent", (event) => event.preventDefault())
    this.#beat = setInterval(() => this.#look(), BEAT)
    this.on(document, "camp:connected", () => this.#look())
    // The socket would hear of it only by its next heartbeat.
    this.on(window, "offline", () => this.#look(false))
    this.#dress(true)
    hurry()
    stayAwake()
  }

  disconnected() {
    clearInterval(this.#beat)
  }

  #press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea"))
      return
    const key = event.key === " " ? "Space" : event.key
    const act = {
      b: () => this.toggleAttribute("data-black"),
      l: () => this.#theme(document.documentElement.classList.contains("night")),
      f: fill,
      r: () => this.#reconnect(),
    }[key.toLowerCase()]
    const target = this.querySelector(`[data-keys~="${CSS.escape(key)}"]:not([disabled])`)
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

  // What comes while a board's rows still travel waits; of several only the newest is shown.
  #hold({ html, waits }) {
    const scene = this.querySelector("[data-scene]")?.dataset.scene
    const left = this.#flew + RESTS - Date.now()
    if (scene !== "standing" || left <= 0 || !html.includes(`data-scene="${scene}"`)) return
    waits.push(new Promise((resolve) => setTimeout(resolve, left)))
  }

  // Day or night, sizes and sound are the scene's, so that two projectors agree.
  #dress(first = false) {
    const scene = this.querySelector("[data-scene]")
    if (!scene) return
    const { light, least, speed, calm, sound } = scene.dataset
    this.#theme(light === "yes")
    const root = document.documentElement
    root.style.setProperty("--least", least)
    root.style.setProperty("--speed", speed)
    root.dataset.calm = calm
    mute(sound !== "yes")
    this.#sound(scene, first)
  }

  // Once for each note, and not for a step back.
  #sound({ dataset: { note = "", tunes = "", speed } }, first) {
    const [name, number] = note.split(":")
    const before = this.#notes.get(name) ?? 0
    this.#notes.set(name, Number(number))
    if (first || !note || Number(number) <= before) return
    for (const [n, tune] of tunes.split(" ").filter(Boolean).entries())
      setTimeout(() => play(tune), n && (SETTLES + BETWEEN * (n - 1)) / Number(speed))
  }

  #theme(isLight) {
    document.documentElement.classList.toggle("night", !isLight)
  }

  #reconnect() {
    connect().disconnect().connect()
  }

  async #look(trusts = true) {
    if (this.#looking) return
    this.#looking = true
    const answers = (trusts && isConnected()) || (await ping())
    this.#looking = false
    this.toggleAttribute("data-lost", !answers)
    if (!answers) setTimeout(() => this.isConnected && this.#look(false), LOST_BEAT)
    else if (!isConnected()) reopen()
  }
}

function fill() {
  if (document.fullscreenElement) document.exitFullscreen()
  else if (can.fullscreen) document.documentElement.requestFullscreen().catch(() => {})
}

customElements.define("camp-stage", CampStage)
