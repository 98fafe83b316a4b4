// What is new in a list waits above it, under a bar, so that nobody's list jumps while they read.
//
//   <div data-collects="{n} new"><article id="idea-1">…</article>…</div>

/**
 * Returns `html` as it may be shown over `element` now: what its list does not hold yet is left
 * out, the rest keeps the order that it has, and a bar says how many wait. Null where none does.
 */
export function withoutNewcomers(element, html) {
  const list = element.querySelector("[data-collects]")
  if (!list?.children.length) return null
  const fresh = document.createElement("template")
  fresh.innerHTML = html
  const next = fresh.content.querySelector("[data-collects]")
  if (!next) return null
  const order = [...list.children].map((one) => one.id)
  // What readers sent themselves they wait for: that comes at once.
  const isNew = (one) => !order.includes(one.id) && !one.matches("[data-own]")
  const waiting = [...next.children].filter(isNew)
  if (waiting.length === 0) return null
  for (const one of waiting) one.remove()
  next.append(...[...next.children].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id)))
  next.before(bar(next, waiting.length))
  return fresh.innerHTML
}

function bar(list, count) {
  const button = document.createElement("button")
  button.type = "button"
  button.className = "button button--live button--wide fresh-bar"
  button.dataset.newcomers = ""
  const words = document.createElement("span")
  words.setAttribute("role", "status")
  words.textContent = list.dataset.collects.replace("{n}", count)
  button.append(words)
  return button
}
