// What the door says by the list alone: the same answers as the server's, the first that holds.

import { hash } from "./roster.js"

const PREFIX = "CAMP:"
const QR = 32
const CODE = 16
const BADGE = 6

/**
 * Returns {result, guest, first}: who it is, and when somebody who is in came. `asked` has a
 * `badge` (what was read or typed), a `person` (an id) or a `walk_in` (four fields); `seen` maps ids
 * of guests whom this phone let in to {at, station}.
 */
export function decide(list, seen, asked) {
  if (asked.walk_in) return { result: standing(list, seen, ofWalkIn(list, asked.walk_in)) }
  const { guest, result } = asked.person ? byId(list, asked.person) : byBadge(list, asked.badge)
  if (result) return { result, guest }
  const first = seen.get(guest.id) ?? guest.came
  return { result: standing(list, seen, guest, first), guest, first }
}

function standing(list, seen, { flags }, first) {
  if (flags.includes("w")) return "withdrawn"
  if (flags.includes("g")) return "needs_guardian"
  if (flags.includes("c")) return "needs_consent"
  if (first) return "already_in"
  return inside(list, seen) >= list.capacity ? "full" : "welcome"
}

/** How many are in, by the list and by what this phone did since. */
export function inside(list, seen) {
  const here = new Set(list.people.filter(({ came }) => came).map(({ id }) => id))
  return list.inside + [...seen.keys()].filter((id) => !here.has(id)).length
}

function byId(list, id) {
  const guest = list.people.find((one) => one.id === id)
  return guest ? { guest } : { result: "unknown" }
}

// As the server reads it: a code in a QR needs our signature, one that was typed needs none.
function byBadge(list, text) {
  const whole = text.trim()
  const last = whole.slice(whole.lastIndexOf("/") + 1)
  if (last.includes(".")) return byQr(list, last.toUpperCase())
  const code = last.toUpperCase().replace(/[^\p{L}\p{N}]/gu, "")
  if (last !== whole || last.toUpperCase().startsWith(PREFIX) || code.length !== BADGE)
    return { result: "unknown" }
  return known(list.byCode.get(hash(list.salt + code).slice(0, CODE)))
}

function byQr(list, text) {
  const said = text.startsWith(PREFIX) ? text.slice(PREFIX.length) : text
  const hashed = hash(list.salt + said).slice(0, QR)
  if (list.others.has(hashed)) return { result: "other_camp" }
  return known(list.byQr.get(hashed))
}

function known(badge) {
  if (!badge) return { result: "unknown" }
  return badge.isRevoked ? { guest: badge.guest, result: "revoked" } : { guest: badge.guest }
}

// Who has answered nothing yet; a year of birth alone leaves open whether somebody is 18.
function ofWalkIn(list, { birth_year: born }) {
  const isMinor = list.year - Number(born) <= 18
  return { flags: (isMinor ? "g" : "") + (list.asks ? "c" : "") }
}
