// What this browser can do at this address. Without https a hall's page has no camera and no
// wake lock: every screen asks here and shows the other way, never an empty button.

const media = navigator.mediaDevices

export const can = {
  secure: window.isSecureContext,
  camera: Boolean(media?.getUserMedia),
  wake: "wakeLock" in navigator,
  offline: "serviceWorker" in navigator && window.isSecureContext,
  clipboard: Boolean(navigator.clipboard?.writeText),
  vibrate: "vibrate" in navigator,
  share: "share" in navigator,
  fullscreen: Boolean(document.documentElement.requestFullscreen),
}

/** Marks the page, so that [data-needs="camera"] and [data-without="camera"] show or hide. */
export function markPage() {
  const lacking = Object.keys(can).filter((name) => !can[name])
  document.documentElement.dataset.lacks = lacking.join(" ")
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
