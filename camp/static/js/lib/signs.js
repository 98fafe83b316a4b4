// Icons that a script puts into the head of every page; _macros/icons.html draws the same ones.

const ICONS = {
  check: "M5 12l5 5 9-10",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l4 2",
  cloud: "M7 18h10a4 4 0 0 0 .5-8A6 6 0 0 0 6 11a3.5 3.5 0 0 0 1 7z",
  "cloud-off":
    "M3 3l18 18M7 18h9M18.5 16.5A4 4 0 0 0 17.5 10 6 6 0 0 0 9.5 6.7M6.2 9.5A6 6 0 0 0 6 11a3.5 3.5 0 0 0 1 7",
  retry: "M20 11a8 8 0 1 0-2 6M20 5v6h-6",
  warn: "M12 4 2 20h20zM12 10v4M12 17h.01",
}

/** A new <svg> of the icon of that name. */
export function sign(name) {
  const template = document.createElement("template")
  template.innerHTML = `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="${ICONS[name]}"/></svg>`
  return template.content.firstElementChild
}
