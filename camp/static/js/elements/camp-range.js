import { CampElement } from "../lib/element.js"

/**
 * A slider beside a number: either one moves the other, and the number alone is sent.
 *
 *   <camp-range for="envelope" hidden><input type="range" …></camp-range>
 */
export class CampRange extends CampElement {
  connected() {
    const number = document.getElementById(this.getAttribute("for"))
    const slider = this.querySelector("input")
    this.hidden = false
    this.onInside("input", "input", () => {
      number.value = grouped(slider.value)
    })
    this.on(number, "input", () => {
      slider.value = number.value.replace(/\D/g, "")
    })
  }
}

function grouped(digits) {
  return digits.replace(/\B(?=(\d{3})+$)/g, " ")
}

customElements.define("camp-range", CampRange)
