// What this browser can do at this address. Without https a hall's page has no camera and no
// wake lock: every screen asks here and shows the other way, never an empty button.

const media = navigator.mediaDevices

export const can = {
  secure: window.isSecureContext,
  camera: Boolean(media?.getUserMedia),
  wake: "wakeLock" in navigator,
  // Whether the page opens again without network: null until the worker came or was refused.
  offline: "serviceWorker" in navigator && (Boolean(navigator.serviceWorker.controller) || null),
  clipboard: Boolean(navigator.clipboard?.writeText),
  vibrate: "vibrate" in navigator,
  share: "share" in navigator,
  fullscreen: Boolean(document.documentElement.requestFullscreen),
}

/**
 * Marks the page, so that [data-needs="camera"] and [data-without="camera"] show or hide. What is
 * not known yet is not said to be lacking: a line that comes and goes moves the page.
 */
export function markPage() {
  const lacking = Object.keys(can).filter((name) => can[name] === false)
  document.documentElement.dataset.lacks = lacking.join(" ")
}

/**
 * Asks for the worker that keeps pages. Behind a certificate whose warning was clicked away it is
 * refused, so that only it proves a trusted address. Resolves to whether it is here.
 */
export async function askOffline() {
  try {
    await navigator.serviceWorker.register("/sw.js")
    await navigator.serviceWorker.ready
    can.offline = true
  } catch {
    can.offline = Boolean(navigator.serviceWorker?.controller)
  }
  markPage()
  return can.offline
}

/** Keeps the screen on while the page is seen, where that is allowed. */
export function stayAwake() {
  if (!can.wake) return
  const ask = () =>
    document.visibilityState === "visible" && navigator.wakeLock.request("screen").catch(() => {})
  document.addEventListener("visibilitychange", ask)
  ask()
}

/** Buzzes where somebody has touched the page: a browser refuses it before. */
export const vibrate = (pattern) =>
  can.vibrate && navigator.userActivation?.hasBeenActive && navigator.vibrate(pattern)
