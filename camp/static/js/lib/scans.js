// The scans of this phone: what it told whom, kept until a newer list knows of it.
//
// A scan is {key, url, person, guest, name, station, at, result, sentAt, isUndone}; `guest` is an
// id or empty, `person` who stands at the door.

import { person } from "./me.js"
import { waiting } from "./outbox.js"
import { store } from "./store.js"

const SHELF = "scans"
export const UNDO_FOR = 60_000 // ms

/** Keeps a scan; resolves when it is on this phone's disk. */
export const note = (scan) => store.put(SHELF, { person: person(), ...scan })

/** Changes what is known of a scan, if it is known. */
export function change(key, news) {
  return store.change(SHELF, async (scans) => {
    const scan = await scans.get(key)
    if (scan) await scans.put({ ...scan, ...news })
  })
}

/** The scans at this door, the newest first. */
export async function all(url) {
  const scans = (await store.all(SHELF)).filter((scan) => scan.url === url)
  return scans.sort((a, b) => b.at.localeCompare(a.at))
}

/** Whom these scans let in: id to {at, station}, the first of each. */
export function letIn(scans) {
  const ins = scans.filter(
    ({ guest, result, isUndone }) => guest && result === "welcome" && !isUndone,
  )
  return new Map(ins.map(({ guest, at, station }) => [guest, { at, station }]))
}

/** Forgets what a list that was asked for after `since` tells by itself. */
export async function prune(url, since) {
  const waits = await waiting()
  const isKept = ({ key }) => waits.some((item) => item.lane === laneOf(key))
  await remove((scan) => scan.url === url && scan.sentAt < since && !isKept(scan))
}

export const forgetAll = () => remove(() => true)

/** A scan and its undo go one after the other; no scan waits for another. */
export const laneOf = (key) => `door:${key}`

export const mayBeUndone = ({ at, result, isUndone }) =>
  result === "welcome" && !isUndone && Date.now() - Date.parse(at) < UNDO_FOR

function remove(which) {
  return store.change(SHELF, async (scans) => {
    for (const scan of await scans.getAll()) if (which(scan)) await scans.delete(scan.key)
  })
}
