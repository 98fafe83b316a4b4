// What was written here and the server has not confirmed: kept on this phone for the person who
// wrote it, through reloads and lost networks, and sent by itself, each under its key.
//
// An item is {key, person, kind, url, method, headers?, body, lane, newest, at, tries, order}, for its
// reader {page, title, text}, and when the server said no {refused: {message, fields, slug, facts}}.
// After every change `document` hears "camp:outbox" with {what, item, answer, reason}, where `what`
// is "kept", "sent", "refused", "later", "removed" or, when nothing is on its way, "rested".

import { deliver, isFinal, isLogin, pause } from "./delivery.js"
import { Refused } from "./http.js"
import { newKey } from "./keys.js"
import { person } from "./me.js"
import * as queue from "./queue.js"
import { forget, report } from "./state.js"
import { store } from "./store.js"

const APART = "door:" // lanes that wait for nothing else: each is another guest's
const WIDE = 3 // so many of them go at once
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("camp-outbox") : undefined
const own = new Set() // the keys of what this page kept
let sending
let wanted = false
let retry
let failed = 1 // what is found on opening a page has waited before
let needsLogin = false
let isSaved = false
let counted = 0

/** Keeps one write until the server has it. Resolves when it is on this phone's disk. */
export async function keep({ url, ...item }) {
  const made = await queue.add({
    key: newKey(),
    person: person(),
    kind: "write",
    method: "POST",
    lane: url,
    newest: false,
    page: location.pathname,
    title: document.querySelector("h1")?.textContent.trim() ?? "",
    text: "",
    at: new Date().toISOString(),
    url,
    ...item,
  })
  own.add(made.key)
  tell({ what: "kept", item: made })
  return made
}

/** What waits of this page's person, in its order; of one `kind` or `url` if asked. */
export async function waiting({ kind, url } = {}) {
  const mine = (await queue.all()).filter((item) => item.person === person())
  return mine.filter((item) => (!kind || item.kind === kind) && (!url || item.url === url))
}

/** The same without older versions: a ballot of which two wait is one thing. */
export function things(items) {
  const isLast = ({ newest, url }, n) => !items.some((one, m) => m > n && newest && one.url === url)
  return items.filter(isLast)
}

/** How many things of other people wait on this phone. */
export async function ofOthers() {
  return (await queue.all()).filter((item) => item.person !== person()).length
}

/** Gives up an item: only the person who wrote it decides this. */
export async function drop(key) {
  await queue.remove(key)
  tell({ what: "removed", item: { key } })
}

/** Sends what waits. Resolves when everything is sent, refused, or has to wait again. */
export function flush() {
  wanted = true
  sending ??= sendAll().finally(() => {
    sending = undefined
    tell({ what: "rested" })
  })
  return sending
}

/** Sends now, and whenever there is hope: see decision 015. */
export function start() {
  for (const sign of ["online", "pageshow"]) window.addEventListener(sign, flush)
  for (const sign of ["camp:connected", "camp:retry"]) document.addEventListener(sign, flush)
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") flush()
  })
  tabs?.addEventListener("message", ({ data }) => announce(data))
  flush()
}

async function sendAll() {
  clearTimeout(retry)
  let done = true
  while (wanted && done) {
    wanted = false
    done = await sendLanes()
  }
  failed = done ? 0 : failed + 1
  if (!done && !needsLogin) retry = setTimeout(flush, pause(failed))
}

async function sendLanes() {
  if (!person()) return true
  const lanes = [...new Set((await waiting()).map(({ lane }) => lane))]
  const apart = lanes.filter((lane) => lane.startsWith(APART))
  const inTurn = lanes.filter((lane) => !lane.startsWith(APART))
  const results = await sendAlong(inTurn)
  if (results.includes("unreached")) return false
  const abreast = Array.from({ length: WIDE }, () => sendAlong(apart))
  return [results, ...(await Promise.all(abreast))].flat().every((result) => result === "done")
}

/** Sends lanes from the front until there are no more, or the server is not reached. */
async function sendAlong(lanes) {
  const results = []
  while (lanes.length > 0 && results.at(-1) !== "unreached")
    results.push(await sendLane(lanes.shift()))
  return results
}

async function sendLane(lane) {
  for (;;) {
    const [first] = (await waiting()).filter((item) => item.lane === lane)
    if (!first || first.refused) return "done"
    const item = await queue.setOut(first.key)
    if (!item) continue
    try {
      const answer = await deliver(item)
      needsLogin = false
      await queue.finish(item, answer.revision)
      tell({ what: "sent", item, answer })
    } catch (error) {
      if (!isFinal(error)) return later(item, error)
      const { message, fields, slug, facts, status } = error
      const refused = await queue.refuse(item.key, { message, fields, slug, facts, status })
      if (refused) tell({ what: "refused", item: refused })
    }
  }
}

function later(item, error) {
  // The server may say why: its disk is full, say.
  if (error instanceof Refused) tell({ what: "later", item, reason: error.message })
  needsLogin = isLogin(error)
  return error instanceof Refused && !needsLogin ? "later" : "unreached"
}

function tell(news) {
  announce(news)
  if (news.what !== "rested") tabs?.postMessage(news)
}

async function count() {
  counted += 1
  const turn = counted
  const [mine, others] = [await waiting(), await ofOthers()]
  if (turn !== counted) return
  const n = things(mine).length
  if (mine.some(({ refused }) => refused)) report(queue, "unsaved")
  else if (n > 0) report(queue, stateOf(mine), n)
  else if (isSaved) report(queue, "saved")
  else if (others > 0) report(queue, "others", others)
  else forget(queue)
}

function stateOf(mine) {
  if (!store.lasts()) return "fleeting"
  if (needsLogin) return "signin"
  const isFresh = mine.every(({ key }) => own.has(key))
  return failed || !isFresh ? "waiting" : "saving"
}

function announce(detail) {
  const { what, item } = detail
  if (what === "sent") isSaved = item.person === person()
  else if (what === "refused" || what === "removed") isSaved = false
  count()
  document.dispatchEvent(new CustomEvent("camp:outbox", { detail }))
}
