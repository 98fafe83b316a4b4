// The signed list of the door: by it this phone decides while there is no connection. It is dropped
// at the end of the shift, when it is too old, and when somebody else reads this phone.

import { sha256 } from "@noble/hashes/sha2.js"
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js"
import { ask } from "./http.js"
import { person } from "./me.js"
import { store } from "./store.js"

const SHELF = "roster"
const KEY = "door" // one door, one list

/** SHA-256 in hexadecimal. Not crypto.subtle: plain http in the hall does not have it. */
export const hash = (text) => bytesToHex(sha256(utf8ToBytes(text)))

/** Fetches the newest list and keeps it. Raises Unreached or Refused. */
export async function fetchRoster(url) {
  const answer = await ask(url, { kinds: ["application/json"], cache: "no-store" })
  const kept = { key: KEY, url, person: person(), at: new Date().toISOString() }
  Object.assign(kept, await answer.json())
  if (hash(kept.list) !== kept.digest) throw new Error("The list was cut off.")
  await store.put(SHELF, kept)
  return opened(kept)
}

/** Returns the list that is kept here, undefined when there is none that counts. */
export async function loadRoster(url) {
  const kept = await store.get(SHELF, KEY)
  if (!kept) return undefined
  const counts = kept.url === url && isMine(kept) && hash(kept.list) === kept.digest
  if (counts) return opened(kept)
  await forgetRoster()
  return undefined
}

export const forgetRoster = () => store.remove(SHELF, KEY)

export const isOver = ({ until }) => Date.parse(until) <= Date.now()

const isMine = (kept) => kept.person === person() && !isOver(kept)

function opened({ list, seal, until, at }) {
  const told = JSON.parse(list)
  const people = told.people.map(([id, name, flags, came, station, by]) => ({
    id,
    name,
    flags,
    came: came ? { at: came, station, by } : undefined,
  }))
  const byQr = new Map()
  const byCode = new Map()
  for (const [qr, code, place, isRevoked] of told.badges) {
    const badge = { guest: people[place], isRevoked: Boolean(isRevoked) }
    byQr.set(qr, badge)
    byCode.set(code, badge)
  }
  return { ...told, people, byQr, byCode, others: new Set(told.others), seal, until, at }
}
