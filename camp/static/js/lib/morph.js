// Brings new HTML into a page without disturbing its reader: focus, scroll, typed text, open
// details and dialogs stay, and nothing moves under a finger.

import { Idiomorph } from "idiomorph"

const CALM = 1500
let pressed = false
let busyUntil = 0

const press = () => {
  pressed = true
}
const release = () => {
  pressed = false
  busyUntil = Date.now() + CALM
}
document.addEventListener("pointerdown", press, { capture: true, passive: true })
for (const end of ["pointerup", "pointercancel", "blur"]) {
  window.addEventListener(end, release, { capture: true, passive: true })
}

/** Resolves when no pointer is down and none was for a second and a half. */
export async function calm() {
  while (pressed || Date.now() < busyUntil) {
    const wait = pressed ? 100 : busyUntil - Date.now()
    await new Promise((resolve) => setTimeout(resolve, wait))
  }
}

/** Makes the children of `element` equal to `html`. */
export function morph(element, html) {
  const scrolled = [...element.querySelectorAll("[data-keep-scroll]")].map((box) => [
    box,
    box.scrollTop,
  ])
  Idiomorph.morph(element, html, {
    morphStyle: "innerHTML",
    restoreFocus: true,
    // What is being typed stays; a focused button holds nothing of its own.
    ignoreActiveValue: Boolean(document.activeElement?.matches("input, textarea, select")),
    callbacks: { beforeNodeMorphed, beforeNodeRemoved, beforeAttributeUpdated },
  })
  for (const [box, top] of scrolled) box.scrollTop = top
}

// An element that keeps itself fresh only moves on: what it shows may be newer than the page. With
// the same number the page is newer: what only its reader sees changes without a number.
function beforeNodeMorphed(old, fresh) {
  // Most of a board is as it was; to find that out is far cheaper than to go through it.
  if (old.isEqualNode(fresh)) return false
  if (!(old instanceof HTMLElement) || !(fresh instanceof HTMLElement)) return true
  if (old.matches("camp-live") && old.getAttribute("src") === fresh.getAttribute("src")) {
    return Number(fresh.getAttribute("seq")) >= Number(old.getAttribute("seq"))
  }
  return !old.hasAttribute("data-keep")
}

// What a timer shows is its own: without this it stands empty until its next tick.
function beforeNodeRemoved(node) {
  return !node.parentElement?.matches("camp-timer")
}

function beforeAttributeUpdated(name, node) {
  if (name === "data-soon" || name === "data-last") return !node.matches("camp-timer")
  if (name === "open") return !node.matches("details, dialog")
  if (name === "value" || name === "checked") return !wasTouched(node)
  return true
}

function wasTouched(node) {
  if (node instanceof HTMLInputElement) {
    if (node.type === "hidden") return false
    if (node.type === "checkbox" || node.type === "radio")
      return node.checked !== node.defaultChecked
    return node.value !== node.defaultValue
  }
  return node instanceof HTMLTextAreaElement && node.value !== node.defaultValue
}
