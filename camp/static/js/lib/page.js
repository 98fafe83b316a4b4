// Going to a place: another page by the browser, the same page by fetching and morphing it, so
// that scroll, focus and half-typed text elsewhere on it stay.

import { ask } from "./http.js"
import { morph } from "./morph.js"

export async function visit(place) {
  const url = new URL(place, location.href)
  if (isHere(place)) await refresh(url)
  else location.assign(url)
}

export function isHere(place) {
  const url = new URL(place, location.href)
  return url.pathname === location.pathname && url.search === location.search
}

async function refresh(url) {
  try {
    const response = await ask(url, { kinds: ["text/html"] })
    const page = new DOMParser().parseFromString(await response.text(), "text/html")
    document.title = page.title
    for (const part of ["main", "h1"]) {
      const [old, now] = [document, page].map((one) => one.querySelector(part))
      if (old && now) morph(old, now.innerHTML)
    }
  } catch {
    location.reload()
  }
}
