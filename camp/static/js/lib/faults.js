// What is wrong with a form, said at its head and at each field: see _macros/forms.html.

/** Shows a refusal and moves the focus to the list, which links to the fields. */
export function showFaults(form, { message, fields }) {
  clearFaults(form)
  const summary = form.querySelector(".error-summary")
  const list = summary.querySelector(".error-summary__list")
  summary.querySelector(".error-summary__title").textContent = message
  for (const [name, sentences] of Object.entries(fields ?? {})) {
    const sentence = [sentences].flat().join(" ")
    mark(form, name, sentence)
    if (sentence !== message) list.append(link(form, name, sentence))
  }
  summary.hidden = false
  summary.focus()
}

export function clearFaults(form) {
  for (const line of form.querySelectorAll("[data-fault]")) {
    line.hidden = true
    line.lastElementChild.textContent = ""
  }
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid")
  for (const box of form.querySelectorAll(".field--bad")) box.classList.remove("field--bad")
  const summary = form.querySelector(".error-summary")
  summary.hidden = true
  summary.querySelector(".error-summary__list").replaceChildren()
}

function mark(form, name, sentence) {
  const line = form.querySelector(`[data-fault="${CSS.escape(name)}"]`) ?? added(form, name)
  if (!line) return
  line.hidden = false
  line.lastElementChild.textContent = sentence
  line.closest(".field")?.classList.add("field--bad")
  const field = form.elements.namedItem(name)
  if (field instanceof HTMLElement) field.setAttribute("aria-invalid", "true")
}

// A form of many rows alike has one line for all of them, which goes below the name of a row.
function added(form, name) {
  const spare = form.querySelector("template[data-fault-in]")
  const row = spare && form.querySelector(`#${CSS.escape(spare.dataset.faultIn + name)}`)
  if (!row) return
  const line = spare.content.firstElementChild.cloneNode(true)
  line.dataset.fault = name
  row.firstElementChild.after(line)
  return line
}

function link(form, name, sentence) {
  const item = document.createElement("li")
  const own = form.querySelector(`[id="${CSS.escape(name)}"]`)
  const id = own?.id ?? form.elements.namedItem(name)?.id
  const text = document.createElement(id ? "a" : "span")
  if (id) text.href = `#${id}`
  const label = labelOf(form, id)
  text.textContent = label ? `${label}${/\p{P}$/u.test(label) ? "" : ":"} ${sentence}` : sentence
  item.append(text)
  return item
}

function labelOf(form, id) {
  const label =
    id && form.querySelector(`label[for="${CSS.escape(id)}"], [id="${CSS.escape(id)}"] legend`)
  return label?.firstChild?.textContent.trim()
}
