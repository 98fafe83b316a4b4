import { askPiece, Refused } from "../lib/http.js"
import { calm, morph } from "../lib/morph.js"
import { withoutNewcomers } from "../lib/newcomers.js"
import { spread, watch } from "../lib/socket.js"

const GONE = new Set([401, 403, 404])
const RETRY = 5000

/**
 * Keeps its content equal to what the server would render now.
 *
 *   <camp-live topic="camp:x:ideas" src="/camps/x/ideas/board" seq="41">…</camp-live>
 *
 * Server-rendered content works as it is; this element only keeps it fresh. Only larger numbers
 * are shown, so any order of arrival ends at the newest state. What is new in a list with
 * `data-collects` waits under a bar until its reader asks for it. Fires `camp:fresh`.
 * With `later` it brings nothing and asks for its content when the place it stands in is seen.
 */
export class CampLive extends HTMLElement {
  static observedAttributes = ["topic"]
  #unwatch
  #hasBegun = false
  #next
  #asking = false
  #wanted = 0
  #retry
  #sameIsNewer = false
  #whole
  #place

  connectedCallback() {
    this.addEventListener("camp:due", this.#due)
    this.addEventListener("click", this.#letIn)
    if (this.hasAttribute("later")) this.#waitToBeSeen()
    else this.#begin()
    if (this.#sameIsNewer) this.#again(0)
  }

  // The element itself has no box of its own.
  #waitToBeSeen() {
    this.#place = new IntersectionObserver((found) => {
      if (!found.some((one) => one.isIntersecting)) return
      this.#place.disconnect()
      this.#begin()
      this.#reload()
    })
    this.#place.observe(this.parentElement)
  }

  disconnectedCallback() {
    this.#place?.disconnect()
    this.#unwatch?.()
    this.#hasBegun = false
    this.removeEventListener("camp:due", this.#due)
    this.removeEventListener("click", this.#letIn)
    clearTimeout(this.#retry)
    this.#retry = undefined // a piece that is only moved asks again
  }

  // Where a piece takes another's place, it may be in the page before it knows its topic.
  attributeChangedCallback(_name, before, after) {
    if (this.#hasBegun && before !== after) this.#begin()
  }

  #begin() {
    this.#hasBegun = true
    this.#unwatch?.()
    const topic = this.getAttribute("topic")
    this.#unwatch =
      topic &&
      watch(topic, {
        seen: () => this.seq,
        onNews: (news) => this.#hear(news),
        onStale: (seq) => this.#miss(seq),
      })
  }

  get seq() {
    return Number(this.getAttribute("seq"))
  }

  get src() {
    return this.getAttribute("src")
  }

  // What time alone changes has no newer number.
  #due = (event) => {
    event.stopPropagation()
    this.#sameIsNewer = true
    this.#again(0)
  }

  #hear({ seq, html }) {
    if (seq <= this.seq) return
    this.#wanted = Math.max(this.#wanted, seq)
    if (html && this.src in html) this.#take({ seq, html: html[this.src] })
    else this.#again(0)
  }

  // An answer that is on its way may be older than what was missed.
  #miss(seq) {
    this.#wanted = Math.max(this.#wanted, seq)
    this.#reload()
  }

  async #reload() {
    if (this.#asking || !this.isConnected) return
    this.#asking = true
    try {
      this.#take(await askPiece(this.src))
      // News that came while the answer was on its way may be newer than the answer.
      if (this.#wanted > (this.#next ?? this).seq) this.#again(0)
    } catch (error) {
      if (!(error instanceof Refused && GONE.has(error.status))) this.#again(RETRY)
    } finally {
      this.#asking = false
    }
  }

  #again(wait) {
    this.#retry ??= setTimeout(() => {
      this.#retry = undefined
      this.#reload()
    }, wait + spread())
  }

  async #take(piece) {
    if (!this.#isNewer(piece, this.#next ?? this)) return
    const showing = Boolean(this.#next)
    this.#next = piece
    if (showing) return
    await calm()
    await this.#held(piece)
    const newest = this.#next
    this.#next = undefined
    if (this.#isNewer(newest, this)) this.#show(newest)
  }

  #letIn = (event) => {
    if (!event.target.closest("[data-newcomers]") || !this.#whole) return
    const list = this.querySelector("[data-collects]")
    morph(this, this.#whole)
    list.firstElementChild?.scrollIntoView({ block: "nearest" })
    list.querySelector("a")?.focus({ preventScroll: true })
  }

  // Whoever watches over the page may ask to wait: a board's rows land before they start again.
  async #held({ html }) {
    const waits = []
    this.dispatchEvent(new CustomEvent("camp:hold", { bubbles: true, detail: { html, waits } }))
    await Promise.all(waits)
  }

  #isNewer(piece, other) {
    return piece.seq > other.seq || (this.#sameIsNewer && piece.seq === other.seq)
  }

  #show({ html, seq }) {
    this.dispatchEvent(new CustomEvent("camp:before-fresh", { bubbles: true, detail: { seq } }))
    this.#sameIsNewer = false
    this.#whole = html
    morph(this, withoutNewcomers(this, html) ?? html)
    this.setAttribute("seq", seq)
    this.dispatchEvent(new CustomEvent("camp:fresh", { bubbles: true, detail: { seq } }))
  }
}

customElements.define("camp-live", CampLive)
