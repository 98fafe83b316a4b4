import { vibrate } from "../lib/capabilities.js"

const BUZZ = [60, 60, 60]

/**
 * Shakes the phone when it appears on a page that is open already: it is somebody's turn.
 *
 *   <b>You pitch next.</b><camp-nudge></camp-nudge>
 */
export class CampNudge extends HTMLElement {
  connectedCallback() {
    // What stood there when the page came was read with it.
    if (document.readyState === "complete") vibrate(BUZZ)
  }
}

customElements.define("camp-nudge", CampNudge)
