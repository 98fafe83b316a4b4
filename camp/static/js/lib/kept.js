// Pages that this phone keeps for reading without network, and what to do where it keeps none.

import { askOffline, can } from "./capabilities.js"

const SETTLED = 3000 // ms after the last save

/** Begins to keep pages where the address allows it; elsewhere warns before one is lost. */
export async function keepPages() {
  addEventListener("beforeunload", warn)
  // A page that was open before its worker has not passed through it.
  const isKept = can.offline
  if (!(await askOffline())) return
  if (!isKept) keepThis()
  // A new build begins with a new worker, and that one with no pages at all.
  navigator.serviceWorker.addEventListener("controllerchange", keepThis)
  watchSaves()
}

/** When the page was kept, if it is a copy; undefined if the server sent it. */
export function keptAt() {
  const { kept } = document.documentElement.dataset
  return kept && new Date(kept)
}

// What was saved here stands on the page that the server would send now, not on the kept copy.
function watchSaves() {
  let wait
  document.addEventListener("camp:state", ({ detail }) => {
    if (detail.state !== "saved") return
    clearTimeout(wait)
    wait = setTimeout(keepThis, SETTLED)
  })
}

function keepThis() {
  if (!("keeps" in document.documentElement.dataset)) return
  const assets = performance
    .getEntriesByType("resource")
    .map(({ name }) => new URL(name).pathname)
    .filter((path) => path.startsWith("/assets/"))
  navigator.serviceWorker.controller?.postMessage({ page: location.href, assets })
}

function warn(event) {
  if (!can.offline && "offline" in document.documentElement.dataset) event.preventDefault()
}
