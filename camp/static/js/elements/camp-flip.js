import { CampElement } from "../lib/element.js"

const EASE = "cubic-bezier(.2,.8,.2,1)"

/**
 * Lets rows travel to their new places when a live list is reordered: First, Last, Invert, Play.
 * Only `transform` moves, so each frame is the compositor's work.
 *
 *   <camp-flip><camp-live …><ol><li data-flip="team-7">…</li></ol></camp-live></camp-flip>
 *
 * A row in flight is marked data-flying="up" or "down".
 */
export class CampFlip extends CampElement {
  #before = new Map()

  connected() {
    this.on(document, "camp:before-fresh", (event) => this.#concerns(event) && this.#remember())
    this.on(document, "camp:fresh", (event) => this.#concerns(event) && this.#play())
  }

  #concerns({ target }) {
    return this.contains(target) || target.contains(this)
  }

  #rows() {
    return [...this.querySelectorAll("[data-flip]")]
  }

  #remember() {
    this.#before = new Map(
      this.#rows().map((row) => [row.dataset.flip, row.getBoundingClientRect()]),
    )
  }

  #play() {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return
    const moves = this.#rows().map((row) => {
      const was = this.#before.get(row.dataset.flip)
      const now = row.getBoundingClientRect()
      return {
        row,
        x: was ? was.left - now.left : 0,
        y: was ? was.top - now.top : 0,
        height: now.height,
      }
    })
    for (const move of moves) if (move.x || move.y) fly(move)
  }
}

function fly({ row, x, y, height }) {
  const places = Math.max(1, Math.round(Math.abs(y) / height))
  row.dataset.flying = y > 0 ? "up" : "down"
  const flight = row.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: "none" }], {
    duration: Math.min(1400, 500 + 160 * places),
    easing: EASE,
  })
  const land = () => delete row.dataset.flying
  flight.finished.then(land, land)
}

customElements.define("camp-flip", CampFlip)
