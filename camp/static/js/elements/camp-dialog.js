import { CampElement } from "../lib/element.js"

/**
 * Opens a dialog and gives the focus back. The macro `confirm` writes it.
 *
 *   <camp-dialog><button data-opens="leave">Leave</button>
 *     <dialog id="leave">… <button data-closes>Stay</button></dialog></camp-dialog>
 */
export class CampDialog extends CampElement {
  connected() {
    const dialog = this.querySelector("dialog")
    this.onInside("[data-opens]", "click", () => dialog.showModal())
    this.onInside("[data-closes]", "click", () => dialog.close())
    this.on(this, "camp:sent", () => dialog.close())
    // A click beside the dialog hits the dialog itself; inside it hits a child.
    this.on(
      dialog,
      "click",
      (event) => event.target === dialog && isOutside(dialog, event) && dialog.close(),
    )
  }
}

function isOutside(dialog, { clientX: x, clientY: y }) {
  const box = dialog.getBoundingClientRect()
  return x < box.left || x > box.right || y < box.top || y > box.bottom
}

customElements.define("camp-dialog", CampDialog)
