import { CampElement } from "../lib/element.js"

const LONGEST = 1600 // px: enough to read a receipt, small on a slow network

/**
 * Makes chosen pictures small before they go, and shows them; a drawn picture tells no place.
 *
 *   <camp-photos><input type="file" name="photos" multiple>…<output></output></camp-photos>
 *
 * What cannot be drawn, such as a PDF, goes as it is: the server looks at it anyway.
 */
export class CampPhotos extends CampElement {
  #turn = 0

  connected() {
    this.input = this.querySelector("input[type=file]")
    this.shown = this.querySelector("output")
    this.on(this.input, "change", () => this.#choose())
    this.on(this.input.form, "reset", () => this.shown.replaceChildren())
  }

  async #choose() {
    this.#turn += 1
    const turn = this.#turn
    this.shown.replaceChildren()
    const chosen = await Promise.all([...this.input.files].map(smaller))
    if (turn !== this.#turn) return
    const all = new DataTransfer()
    for (const { file } of chosen) all.items.add(file)
    this.input.files = all.files
    this.shown.replaceChildren(...chosen.map(({ file, picture }) => picture ?? named(file)))
  }
}

async function smaller(file) {
  try {
    const found = await createImageBitmap(file)
    const part = Math.min(1, LONGEST / Math.max(found.width, found.height))
    const picture = document.createElement("canvas")
    picture.width = Math.round(found.width * part)
    picture.height = Math.round(found.height * part)
    picture.getContext("2d").drawImage(found, 0, 0, picture.width, picture.height)
    found.close()
    const blob = await new Promise((made) => picture.toBlob(made, "image/jpeg", 0.8))
    if (!blob) return { file }
    return { file: new File([blob], "photo.jpg", { type: "image/jpeg" }), picture }
  } catch {
    return { file }
  }
}

function named(file) {
  const line = document.createElement("span")
  line.textContent = file.name
  return line
}

customElements.define("camp-photos", CampPhotos)
