// The door's answer on the card that came with the page, filled in by this phone.

import { clock } from "./clock.js"

/** Returns the card of a verdict, from the templates inside `box`. */
export function cardOf(box, { result, guest, first, scan }, timezone) {
  const template = box.querySelector(`template[data-card="${result}"]`)
  const card = template.content.firstElementChild.cloneNode(true)
  card.setAttribute("result", result)
  card.setAttribute("seen", scan.key)
  const name = card.querySelector("[data-name]")
  name.textContent = scan.name
  name.hidden = !scan.name
  const undo = card.querySelector("[data-take-back]")
  if (undo) undo.value = scan.key
  for (const mark of card.querySelectorAll("[data-mark]"))
    mark.hidden = !guest?.flags.includes(mark.dataset.mark)
  const note = card.querySelector("[data-first]")
  if (note && first)
    note.textContent = wordsOf(note, first)
      .replace("{time}", clock(first.at, timezone))
      .replace("{station}", first.station)
      .replace("{name}", first.by)
  return card
}

// Who came in before the doors had names came in at none.
function wordsOf({ dataset }, { by, station }) {
  if (!station) return dataset.firstOnly
  return by ? dataset.firstBy : dataset.first
}
