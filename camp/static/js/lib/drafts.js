// Text that is being typed, kept on this phone for its writer until the outbox or the server has it.

import { person } from "./me.js"
import { store } from "./store.js"

const SHELF = "drafts"
const SKIPPED = new Set(["hidden", "password", "file", "submit", "button"])

const keyOf = (name) => `${person()}:${name}`

const kept = (form) => [...form.elements].filter((field) => field.name && !SKIPPED.has(field.type))

const ticks = (field) => field.type === "checkbox" || field.type === "radio"

const isFilled = (field) => (ticks(field) ? field.checked : field.value)

/** Keeps what is typed, with the revision that it is written over. */
export function saveDraft(name, form) {
  const revision = form.elements.revision?.value
  return store.put(SHELF, { key: keyOf(name), fields: typedIn(form), revision })
}

/** Puts a draft back: over what the page brings if that is no newer, else where it brings nothing. */
export async function restoreDraft(name, form) {
  const draft = await store.get(SHELF, keyOf(name))
  if (!draft) return
  const revision = form.elements.revision?.value
  fill(form, draft.fields, revision !== undefined && draft.revision === revision)
}

export function dropDraft(name) {
  return store.remove(SHELF, keyOf(name))
}

/** What a reader typed and ticked, as names and values. */
export function typedIn(form) {
  return kept(form)
    .filter((field) => !ticks(field) || field.checked)
    .map((field) => [field.name, field.value])
}

export function fill(form, fields, over = true) {
  for (const field of kept(form)) {
    const values = fields.filter(([name]) => name === field.name).map(([, value]) => value)
    if (ticks(field)) field.checked = values.includes(field.value) || (!over && field.checked)
    else if (values.length > 0 && (over || !field.value)) field.value = values[0]
  }
}

/** The same as text, to read and to copy. */
export function textOf(form) {
  const lines = kept(form)
    .filter(isFilled)
    .map((field) => {
      const label = field.labels?.[0]?.firstChild?.textContent.trim() ?? ""
      return ticks(field) ? (field.labels?.[0]?.innerText.trim() ?? "") : `${label}\n${field.value}`
    })
  return lines.filter(Boolean).join("\n")
}
