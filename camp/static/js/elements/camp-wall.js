import { CampElement } from "../lib/element.js"
import { isCalm } from "../lib/motion.js"

const BETWEEN = 250 // ms: four tiles land in a second, more wait for their turn
const LANDS = { duration: 700, easing: "cubic-bezier(.2,.8,.2,1)", fill: "backwards" }
const FALL = [{ opacity: 0, transform: "scale(1.8) rotate(22.5deg)" }, {}]

/**
 * Lets the tiles of those who just came land one after the other.
 *
 *   <camp-wall><svg>… a <g> for each tile that is laid, in order …</svg></camp-wall>
 */
export class CampWall extends CampElement {
  #laid = 0
  #free = 0

  connected() {
    this.#laid = this.#tiles().length
    this.on(document, "camp:fresh", ({ target }) => target.contains(this) && this.#land())
  }

  #tiles() {
    return [...this.querySelectorAll("svg.wall > g")]
  }

  #land() {
    const tiles = this.#tiles()
    const fresh = tiles.slice(this.#laid)
    this.#laid = tiles.length
    if (isCalm()) return
    for (const tile of fresh) {
      const now = performance.now()
      const at = Math.max(now, this.#free)
      this.#free = at + BETWEEN
      tile.animate(FALL, { ...LANDS, delay: at - now })
    }
  }
}

customElements.define("camp-wall", CampWall)
