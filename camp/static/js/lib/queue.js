// The writes that wait on this phone: in lanes, one after the other, and where a write is a state
// the newest takes the place of an older one.

import { store } from "./store.js"

const SHELF = "outbox"
const given = new Map() // by thing, the revision that the server gave last for the one before it

/** All that wait, of every person, in their order. */
export async function all() {
  return inOrder(await store.all(SHELF))
}

/**
 * Puts an item at the end of its lane. One that is `newest` takes the place of what waits for the
 * same URL, unless that may already have arrived: then it goes behind it.
 */
export function add(item) {
  return store.change(SHELF, async (box) => {
    const before = await box.getAll()
    const known = before.find(({ key }) => key === item.key)
    if (known) return known
    for (const old of before) if (isReplaced(old, item)) await box.delete(old.key)
    const order = Math.max(0, ...before.map((one) => one.order)) + 1
    const made = overGiven({ tries: 0, ...item, order })
    const put = box.put(made)
    // Nothing comes after it: the phone need not hear of it before it writes. An old one cannot.
    box.transaction?.commit?.()
    await put
    return made
  })
}

/** Notes that an item is on its way; returns it as it is now, undefined when it is gone. */
export function setOut(key) {
  return store.change(SHELF, async (box) => {
    const item = await box.get(key)
    if (!item) return undefined
    const tried = { ...item, tries: item.tries + 1 }
    await box.put(tried)
    return tried
  })
}

/**
 * Notes what the server said no to; its lane waits until the person has looked. Returns undefined
 * when a newer state of the same thing waits: that one will be asked about instead.
 */
export function refuse(key, refused) {
  return store.change(SHELF, async (box) => {
    const item = await box.get(key)
    if (!item) return undefined
    const newer = (await box.getAll()).some(
      (one) => one.order > item.order && one.newest && isSame(one, item),
    )
    if (newer && item.newest) await box.delete(key)
    else await box.put({ ...item, refused })
    return newer && item.newest ? undefined : { ...item, refused }
  })
}

export function remove(key) {
  return store.remove(SHELF, key)
}

/** Takes out what the server has; what waits behind it is now written over `revision`. */
export function finish(sent, revision) {
  return store.change(SHELF, async (box) => {
    if (revision !== undefined) given.set(thing(sent), { over: revisionOf(sent.body), revision })
    await box.delete(sent.key)
    for (const item of await box.getAll())
      if (thing(item) === thing(sent)) await box.put(overGiven(item))
  })
}

const inOrder = (items) => items.sort((a, b) => a.order - b.order)

// One URL may stand for the things of several people: a ballot's names no juror.
const thing = ({ person, url }) => `${person} ${url}`

const isSame = (one, other) => thing(one) === thing(other) && one.lane === other.lane

function isReplaced(old, item) {
  return isSame(old, item) && item.newest && old.newest && (old.refused || old.tries === 0)
}

// What was written while the one before it was on its way knew only the revision before that.
function overGiven(item) {
  const last = given.get(thing(item))
  if (!last || last.over !== revisionOf(item.body)) return item
  return { ...item, body: withRevision(item.body, last.revision) }
}

// A body is a JSON object, or the names and values of a form.
function revisionOf(body) {
  const said = Array.isArray(body) ? body.find(([name]) => name === "revision")?.[1] : body.revision
  return said === undefined ? undefined : Number(said)
}

function withRevision(body, revision) {
  if (!Array.isArray(body)) return { ...body, revision }
  return body.map(([name, value]) => [name, name === "revision" ? String(revision) : value])
}
