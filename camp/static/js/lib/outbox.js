// Ballots that the server has not confirmed, kept on this phone through reloads and lost networks.
// One state a ballot: a newer one takes the place of an older that waits.

import { ask, Refused } from "./http.js"
import { newKey } from "./keys.js"

const PREFIX = "camp-ballot:"
const BUSY = new Set([429, 502, 503, 504, 507])
const memory = new Map()

/** Keeps `body` for `url` until it is confirmed, under a key of its own. */
export function keep(url, body) {
  put(url, { key: newKey(), body })
}

export function kept(url) {
  if (memory.has(url)) return memory.get(url)
  try {
    return JSON.parse(localStorage.getItem(PREFIX + url)) ?? undefined
  } catch {
    return undefined
  }
}

export function drop(url) {
  memory.delete(url)
  try {
    localStorage.removeItem(PREFIX + url)
  } catch {
    // A forbidden store held nothing.
  }
}

/** The URLs of all ballots that wait on this phone. */
export function waiting() {
  const urls = new Set(memory.keys())
  try {
    for (const name of Object.keys(localStorage))
      if (name.startsWith(PREFIX)) urls.add(name.slice(PREFIX.length))
  } catch {
    // As above.
  }
  return [...urls]
}

/**
 * Sends what waits for `url`. Returns the server's receipt, or undefined when it still waits.
 * Raises Refused when the server said no; a newer state that came meanwhile goes on waiting.
 */
export async function send(url) {
  const item = kept(url)
  try {
    const response = await ask(url, {
      method: "PUT",
      headers: { "Content-Type": "application/json", "Idempotency-Key": item.key },
      body: JSON.stringify(item.body),
      kinds: ["application/json"],
    })
    const receipt = await response.json()
    const newer = kept(url)
    if (newer?.key === item.key) drop(url)
    else if (newer) put(url, { ...newer, body: { ...newer.body, revision: receipt.revision } })
    return receipt
  } catch (error) {
    if (error instanceof Refused && !BUSY.has(error.status)) throw error
    return undefined
  }
}

function put(url, item) {
  memory.set(url, item)
  try {
    localStorage.setItem(PREFIX + url, JSON.stringify(item))
  } catch {
    // A full store: it lives as long as the page.
  }
}
