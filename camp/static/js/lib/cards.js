// The door's answer on the card that came with the page, filled in by this phone.

/** Returns the card of a verdict, from the templates inside `box`. */
export function cardOf(box, { result, guest, first, scan }, timezone) {
  const template = box.querySelector(`template[data-card="${result}"]`)
  const card = template.content.firstElementChild.cloneNode(true)
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
    note.textContent = (first.by ? note.dataset.firstBy : note.dataset.first)
      .replace("{time}", clock(first.at, timezone))
      .replace("{station}", first.station)
      .replace("{name}", first.by)
  return card
}

/** A time as the camp's clocks show it. */
export function clock(at, timeZone) {
  const shown = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone })
  return shown.format(new Date(at))
}
