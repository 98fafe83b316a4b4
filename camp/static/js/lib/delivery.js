// One write on its way to the server, and whether what came back is the server's answer.

import { ask, Refused } from "./http.js"
import { csrf } from "./me.js"

const PATIENCE = { text: 8000, files: 120_000 }
const SOONEST = 1000
const LATEST = 5000 // ms between tries: what waits is away this soon after the network is back
const LATER = new Set([408, 425, 429])
const LOGIN = new Set(["sign-in-needed", "other-login", "form-expired"])

/** Sends an item. Returns what the server answered; raises Refused or Unreached. */
export async function deliver({ key, person, url, method, headers, body }) {
  const files = Array.isArray(body) && hasFiles(body)
  const answer = await ask(url, {
    method,
    headers: {
      Accept: "application/problem+json, application/json, text/html;q=0.9",
      "Idempotency-Key": key,
      "Camp-Person": person,
      ...(Array.isArray(body) ? { "Camp-Form": "1" } : { "Content-Type": "application/json" }),
      ...headers,
    },
    body: Array.isArray(body) ? formOf(body, key) : JSON.stringify(body),
    patience: files ? PATIENCE.files : PATIENCE.text,
    key,
  })
  const place = answer.headers.get("Camp-Location") ?? ""
  const receipt = answer.status === 200 ? await answer.json() : undefined
  const said = answer.headers.get("Camp-Revision")
  return { place, receipt, revision: receipt?.revision ?? (said ? Number(said) : undefined) }
}

/** Whether the server has decided; else the same write is sent again. */
export function isFinal(error) {
  return (
    error instanceof Refused && !isLogin(error) && error.status < 500 && !LATER.has(error.status)
  )
}

/** Whether it waits for its person to sign in again, or for a newer page. */
export const isLogin = (error) => error instanceof Refused && LOGIN.has(error.slug)

/** How long to wait before a further try; jittered, so that a hall does not come back at once. */
export const pause = (times) =>
  Math.min(LATEST, SOONEST * 2 ** (times - 1)) * (0.5 + Math.random() / 2)

const hasFiles = (pairs) => pairs.some(([, value]) => value instanceof Blob)

// The form may be of a page that is gone: the token is that of the page that sends.
function formOf(pairs, key) {
  const form = hasFiles(pairs) ? new FormData() : new URLSearchParams()
  for (const [name, value] of pairs.filter(([name]) => name !== "csrf" && name !== "key")) {
    form.append(name, value)
  }
  form.set("csrf", csrf())
  form.set("key", key)
  return form
}
