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
 * The projector's manners. Holds its picture when the link is lost.
 *
 * What no button of the remote does, this machine does alone when the page's keys ask for it: black,
 * light, full screen, reconnect. A board is redrawn once in two seconds at most.
 */
export class CampStage extends CampElement {
  #beat
  #flew = 0
  #looking = false
  #again
  #notes = new Map()

  connected() {
    this.on(document, "camp:key", ({ detail }) => this.#act(detail))
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
    clearTimeout(this.#again)
  }

  #act(name) {
    if (name === "black") this.toggleAttribute("data-black")
    if (name === "light") this.#theme(document.documentElement.classList.contains("night"))
    if (name === "fill") fill()
    if (name === "reconnect") this.#reconnect()
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
    clearTimeout(this.#again)
    if (answers && !isConnected()) reopen()
    if (!answers && this.isConnected) this.#again = setTimeout(() => this.#look(false), LOST_BEAT)
  }
}

function fill() {
  if (document.fullscreenElement) document.exitFullscreen()
  else if (can.fullscreen) document.documentElement.requestFullscreen().catch(() => {})
}

customElements.define("camp-stage", CampStage)
