// Text that is being typed, kept on this phone until the server has it.

const PREFIX = "camp-draft:"
const SKIPPED = new Set(["hidden", "password", "file", "submit", "button"])

const kept = (form) => [...form.elements].filter((field) => field.name && !SKIPPED.has(field.type))

const ticks = (field) => field.type === "checkbox" || field.type === "radio"

export function saveDraft(name, form) {
  const draft = kept(form)
    .filter((field) => !ticks(field) || field.checked)
    .map((field) => [field.name, field.value])
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(draft))
  } catch {
    // A full or forbidden store loses the draft, not the form.
  }
}

/** Puts a draft back where the page brings nothing else. Returns whether there was one. */
export function restoreDraft(name, form) {
  const draft = read(name)
  if (!draft) return false
  for (const field of kept(form)) {
    const values = draft.filter(([key]) => key === field.name).map(([, value]) => value)
    if (ticks(field)) field.checked ||= values.includes(field.value)
    else if (values.length > 0 && !field.value) field.value = values[0]
  }
  return true
}

export function dropDraft(name) {
  try {
    localStorage.removeItem(PREFIX + name)
  } catch {
    // As above.
  }
}

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name))
  } catch {
    return null
  }
}
