// Asking the server, and telling its answers from those of a captive portal.

const PATIENCE = 12_000

/** The server said no, in words for the reader. */
export class Refused extends Error {
  constructor({ title = "", detail = "", status, type = "", fields = {}, ...facts }) {
    super(detail || title)
    Object.assign(this, { title, detail, status, slug: type.split("/").pop(), fields, facts })
  }
}

/** No answer of ours arrived: no network, too slow, or somebody else's page. */
export class Unreached extends Error {}

/**
 * Fetches with a time limit. Raises Unreached, or Refused with the server's sentence. Our server
 * sends the `key` of a write back: without it nobody of ours has answered.
 */
export async function ask(url, { patience = PATIENCE, kinds = [], key = "", ...options } = {}) {
  const response = await reach(url, {
    credentials: "same-origin",
    ...options,
    signal: AbortSignal.timeout(patience),
  })
  if (key && response.headers.get("Idempotency-Key") !== key) throw new Unreached("portal")
  const kind = response.headers.get("Content-Type")?.split(";")[0] ?? ""
  if (kind === "application/problem+json") throw new Refused(await body(response, "json"))
  if (response.url && new URL(response.url).origin !== location.origin)
    throw new Unreached("portal")
  if (!response.ok) throw new Refused({ status: response.status })
  if (response.status !== 204 && kinds.length > 0 && !kinds.includes(kind))
    throw new Unreached("portal")
  return response
}

/** A piece of a page: its HTML and its number. */
export async function askPiece(url) {
  const response = await ask(url, { kinds: ["text/html"] })
  const seq = response.headers.get("Camp-Seq")
  // A page of ours instead of the piece: the login is gone and we were led to the sign-in.
  if (seq === null)
    throw response.redirected ? new Refused({ status: 401 }) : new Unreached("portal")
  return { html: await body(response, "text"), seq: Number(seq) }
}

/** Is the server there? Asked apart from the socket, because either can fail alone. */
export async function ping(patience = 4000) {
  try {
    const response = await ask("/healthz", {
      patience,
      kinds: ["application/json"],
      cache: "no-store",
    })
    return (await response.json()).ok === true
  } catch {
    return false
  }
}

async function reach(url, options) {
  try {
    return await fetch(url, options)
  } catch (error) {
    throw new Unreached("network", { cause: error })
  }
}

async function body(response, kind) {
  try {
    return await response[kind]()
  } catch (error) {
    throw new Unreached("cut off", { cause: error })
  }
}
