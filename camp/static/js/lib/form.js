// A form as a request, and as a page again once the server has it.

import { newKey } from "./keys.js"

const PATIENCE = { text: 12_000, files: 120_000 }
const TAPPED = ["cast_at", "saved_at"] // when it was tapped, for what waits until after a close

/** Freezes what the form says now, with the button that sent it. */
export function requestOf(form, button) {
  const data = new FormData(form)
  for (const name of TAPPED) if (data.has(name)) data.set(name, new Date().toISOString())
  if (button?.name) data.append(button.name, button.value)
  const files = form.enctype === "multipart/form-data"
  return {
    url: button?.getAttribute("formaction") ?? form.getAttribute("action"),
    body: files ? data : new URLSearchParams(data),
    button,
    patience: files ? PATIENCE.files : PATIENCE.text,
  }
}

/** From now on this is what the page says, not something half-typed; the next write is new. */
export function settle(form) {
  for (const field of form.elements) {
    if (field.defaultChecked !== undefined) field.defaultChecked = field.checked
    if (field.type !== "file" && field.defaultValue !== undefined) field.defaultValue = field.value
  }
  if (form.elements.key) form.elements.key.value = newKey()
}

/** How many of a form's stars are full. */
export const pressed = (form) => form.querySelectorAll("button[aria-pressed=true]").length

/** Fills the first `count` stars of a form; the next tap on a full one takes one back. */
export function press(form, count) {
  for (const [before, star] of [...form.querySelectorAll("button[aria-pressed]")].entries()) {
    const on = before < count
    star.setAttribute("aria-pressed", on)
    star.value = on ? count - 1 : before + 1
    star.querySelector(".stars__star")?.classList.toggle("stars__star--full", on)
  }
}
