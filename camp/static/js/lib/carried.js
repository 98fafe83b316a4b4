// What was typed goes along when the page is loaded anew in another language or another light.

import { fill, typedIn } from "./drafts.js"

const PLACE = "camp-carried"
const SWITCHES = 'a[href^="/language/"], a[href^="/light/"]'

const isTyped = (field) => {
  if (field.type === "checkbox" || field.type === "radio")
    return field.checked !== field.defaultChecked
  return field.defaultValue !== undefined && field.value !== field.defaultValue
}

/** Looks for what an earlier load of this page left, and listens for the next switch. */
export function carryTyped() {
  document.addEventListener("click", ({ target }) => {
    if (target.closest?.(SWITCHES)) leave()
  })
  const left = JSON.parse(sessionStorage.getItem(PLACE) ?? "null")
  sessionStorage.removeItem(PLACE)
  if (left?.page !== location.pathname) return
  for (const [place, action, fields] of left.forms) {
    const form = document.forms[place]
    if (form?.getAttribute("action") === action) fill(form, fields)
  }
}

function leave() {
  const forms = [...document.forms].entries()
  const typed = [...forms].filter(([, form]) => [...form.elements].some(isTyped))
  const told = typed.map(([place, form]) => [place, form.getAttribute("action"), typedIn(form)])
  sessionStorage.setItem(PLACE, JSON.stringify({ page: location.pathname, forms: told }))
}
