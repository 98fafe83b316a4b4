import { CampElement } from "../lib/element.js"
import { isCalm } from "../lib/motion.js"

const CANVAS = 1920
const CALM_PAGE = 8000

/**
 * Rolls what does not fit slowly upwards, from below into view and out again, for ever.
 *
 *   <camp-roll speed="60"><ul>…</ul></camp-roll>
 *
 * `speed` is in pixels a second of a picture 1920 wide. What fits stands still; where nothing may
 * move it goes on by whole windows.
 */
export class CampRoll extends CampElement {
  #turn
  #flight

  connected() {
    this.on(window, "resize", () => this.#roll())
    this.on(document, "camp:fresh", ({ target }) => target.contains(this) && this.#roll())
    this.#roll()
  }

  disconnected() {
    clearInterval(this.#turn)
    this.#flight?.cancel()
  }

  #roll() {
    clearInterval(this.#turn)
    this.#flight?.cancel()
    const [inside, window_] = [this.firstElementChild, this.parentElement]
    const room = window_.clientHeight
    const height = inside.scrollHeight
    if (height <= room) return
    if (isCalm()) {
      let at = 0
      this.#turn = setInterval(() => {
        at = at + room < height ? at + room : 0
        inside.style.translate = `0 ${-at}px`
      }, CALM_PAGE)
      return
    }
    inside.style.translate = ""
    const pace = (Number(this.getAttribute("speed")) * innerWidth) / CANVAS
    this.#flight = inside.animate(
      [{ transform: `translateY(${room}px)` }, { transform: `translateY(${-height}px)` }],
      { duration: (1000 * (room + height)) / pace, iterations: Infinity },
    )
    // The first names are there at once.
    this.#flight.currentTime = (1000 * room) / pace
  }
}

customElements.define("camp-roll", CampRoll)
