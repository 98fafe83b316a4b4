// A form as a request, and as a page again once the server has it.

import { newKey } from "./keys.js"

const PATIENCE = { text: 12_000, files: 120_000 }

/** Freezes what the form says now, with the button that sent it. */
export function requestOf(form, button) {
  const data = new FormData(form)
  // When it was tapped, for what waits without a connection until after a close.
  if (data.has("cast_at")) data.set("cast_at", new Date().toISOString())
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
