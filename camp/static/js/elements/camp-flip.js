import { CampElement } from "../lib/element.js"
import { isCalm } from "../lib/motion.js"

const EASE = "cubic-bezier(.2,.8,.2,1)"
const MINUTE = 60_000

/**
 * Lets rows travel to their new places when a live list is reordered: First, Last, Invert, Play.
 * Only `transform` moves, so each frame is the compositor's work.
 *
 *   <camp-flip data-summary="Places changed. First is {team}."><camp-live …><ol>
 *     <li data-flip="team-7">… <span data-move></span></li></ol></camp-live><output></output></camp-flip>
 *
 * A row in flight is marked data-flying="up" or "down"; one that changed its place says by how
 * many. The list is quiet: once a minute the <output> says in one sentence what moved.
 */
export class CampFlip extends CampElement {
  #before = new Map()
  #order = []
  #moved = new Set()
  #told

  connected() {
    this.on(document, "camp:before-fresh", (event) => this.#concerns(event) && this.#remember())
    this.on(document, "camp:fresh", (event) => this.#concerns(event) && this.#play())
    this.#told = setInterval(() => this.#tell(), MINUTE)
  }

  disconnected() {
    clearInterval(this.#told)
  }

  #concerns({ target }) {
    return this.contains(target) || target.contains(this)
  }

  #rows() {
    return [...this.querySelectorAll("[data-flip]")]
  }

  #remember() {
    const rows = this.#rows()
    this.#order = rows.map((row) => row.dataset.flip)
    this.#before = new Map(rows.map((row) => [row.dataset.flip, row.getBoundingClientRect()]))
  }

  #play() {
    const rows = this.#rows()
    if (!this.#count(rows)) return
    this.emit("camp:flown")
    if (isCalm()) return
    const moves = rows.map((row) => {
      const was = this.#before.get(row.dataset.flip)
      const now = row.getBoundingClientRect()
      // A row of a page that is turned away has no place to come from or to go to.
      const seen = was?.height && now.height
      return { row, x: seen ? was.left - now.left : 0, y: seen ? was.top - now.top : 0, now }
    })
    for (const move of moves) if (move.x || move.y) fly(move)
  }

  // Says by how many places each row moved, and returns whether any did.
  #count(rows) {
    const moved = rows.map((row, place) => {
      const was = this.#order.indexOf(row.dataset.flip)
      return { row, by: was < 0 ? 0 : was - place }
    })
    if (!moved.some(({ by }) => by)) return false
    for (const { row, by } of moved) {
      if (by) this.#moved.add(row.dataset.flip)
      const cell = row.querySelector("[data-move]")
      if (!cell) continue
      cell.textContent = by > 0 ? `↑${by}` : by < 0 ? `↓${-by}` : ""
      cell.classList.toggle("board__move--up", by > 0)
    }
    return true
  }

  #tell() {
    const said = this.querySelector(":scope > output")
    if (!said || this.#moved.size === 0) return
    const team = this.querySelector("[data-flip] .board__name")?.textContent.trim()
    said.textContent = this.words("summary", { team })
    this.#moved.clear()
  }
}

function fly({ row, x, y, now }) {
  const places = Math.max(1, Math.round(Math.abs(y) / now.height))
  row.dataset.flying = y > 0 ? "up" : "down"
  const flight = row.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: "none" }], {
    duration: Math.min(1400, 500 + 160 * places),
    easing: EASE,
  })
  const land = () => delete row.dataset.flying
  flight.finished.then(land, land)
}

customElements.define("camp-flip", CampFlip)
