import { can, stayAwake } from "../lib/capabilities.js"
import { Decoder } from "../lib/decoder.js"
import { CampElement } from "../lib/element.js"
import { wedge } from "../lib/wedge.js"

const WIDTH = 480
const BACK = { facingMode: "environment", width: { ideal: 1280 } }
const PAUSE = 120 // ms between looks
const SAME = 3000 // a code in front of the camera is read many times

/**
 * Reads codes by camera, by a scanner that types, or from photographs. Fires `camp:code` {text}.
 *
 *   <camp-scan worker="/assets/door-worker.js" data-no-camera="…" data-no-code="…">
 *     <video class="scan__view" muted playsinline hidden></video>
 *     <button type="button" data-camera data-needs="camera">Open the camera</button>
 *     <button type="button" data-torch aria-pressed="false" hidden>Light</button>
 *     <label data-without="camera">Photograph the code
 *       <input type="file" accept="image/*" capture="environment"></label>
 *     <output role="status"></output></camp-scan>
 */
export class CampScan extends CampElement {
  #decoder
  #stream
  #last = { text: "", at: 0 }

  connected() {
    this.#decoder = new Decoder(this.getAttribute("worker"))
    this.on(
      document,
      "keydown",
      wedge((text) => this.#found(text)),
      { capture: true },
    )
    this.onInside("[data-camera]", "click", () => this.#open())
    this.onInside("[data-torch]", "click", (_event, button) => this.#light(button))
    this.onInside("input[type=file]", "change", (_event, input) => this.#photo(input))
  }

  disconnected() {
    for (const track of this.#stream?.getTracks() ?? []) track.stop()
    this.#stream = undefined
    this.#decoder.close()
  }

  async #open() {
    if (!can.camera) return this.#say("noCamera")
    try {
      this.#stream = await navigator.mediaDevices.getUserMedia({ video: BACK })
    } catch {
      return this.#say("noCamera")
    }
    const video = this.querySelector("video")
    Object.assign(video, { srcObject: this.#stream, hidden: false })
    await video.play()
    this.querySelector("[data-camera]").hidden = true
    this.querySelector("[data-torch]").hidden = !this.#track.getCapabilities?.().torch
    stayAwake()
    this.#look(video)
  }

  async #look(video) {
    while (this.#stream) {
      if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && !document.hidden) {
        const text = await this.#decoder.read(video, WIDTH)
        if (text) this.#found(text)
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE))
    }
  }

  #found(text) {
    const { text: last, at } = this.#last
    this.#last = { text, at: Date.now() }
    if (text !== last || Date.now() - at >= SAME) this.emit("camp:code", { text })
  }

  #light(button) {
    const torch = button.getAttribute("aria-pressed") !== "true"
    button.setAttribute("aria-pressed", String(torch))
    this.#track.applyConstraints({ advanced: [{ torch }] })
  }

  async #photo(input) {
    const files = [...input.files]
    input.value = ""
    for (const file of files) {
      const text = await this.#decoder.readPhoto(file).catch(() => "")
      text ? this.#found(text) : this.#say("noCode")
    }
  }

  get #track() {
    return this.#stream.getVideoTracks()[0]
  }

  #say(name) {
    this.querySelector("output").textContent = this.words(name)
  }
}

customElements.define("camp-scan", CampScan)
