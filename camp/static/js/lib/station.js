// A phone at a door. It asks the server while there is one, and decides by the list while there is
// none; either way the guest hears one answer, and the scan is kept once, under its own key.

import { ask, Refused } from "./http.js"
import { newKey } from "./keys.js"
import { csrf, person } from "./me.js"
import { flush, keep, waiting } from "./outbox.js"
import { fetchRoster, forgetRoster, isOver, loadRoster } from "./roster.js"
import * as scans from "./scans.js"
import { decide } from "./verdicts.js"

const PATIENCE = 2000 // ms for the server's answer, where the list can give one
const LONG = 6000 // where it cannot
const AGAIN = 60_000 // ms between two lists
const SOON = 10_000 // after news of the door
const BACK = 15_000 // while there is no connection
const BUSY = 429
const KINDS = new Set(["scan", "undo"])

export class Station {
  list
  scans = []
  waits = 0
  isUp = true
  #next
  #asking

  /** `home` is the door's page, `api` the camp for programs, `name` this station's. */
  constructor(home, api, name) {
    Object.assign(this, { home, api, name, url: `${api}/door/roster` })
  }

  async open() {
    this.list = await loadRoster(this.url)
    await this.#count()
    await this.refresh()
  }

  close() {
    clearTimeout(this.#next)
  }

  /** Ends the shift: the list goes; what is not sent stays until it is. */
  async end() {
    this.close()
    await Promise.all([forgetRoster(), scans.forgetAll()])
    this.list = undefined
    await this.#count()
  }

  /** Asks for a newer list, and again after a while. */
  refresh() {
    this.#asking ??= this.#refresh().finally(() => {
      this.#asking = undefined
      clearTimeout(this.#next)
      this.#next = setTimeout(() => this.refresh(), this.isUp ? AGAIN : BACK)
    })
    return this.#asking
  }

  /** Something happened at a door: a newer list is worth asking for soon. */
  hear() {
    clearTimeout(this.#next)
    const old = Date.now() - Date.parse(this.list?.at ?? 0)
    this.#next = setTimeout(() => this.refresh(), Math.max(0, SOON - old))
  }

  /** There is, or there is no, way to the server. */
  link(isUp) {
    this.isUp = isUp
    this.#tell()
  }

  /**
   * Lets a guest in or says why not. Returns the server's card as {page}, this phone's as {card}, or
   * {} when there is no list: then the scan waits for the server. Raises Refused.
   */
  async take(asked) {
    const scan = { key: newKey(), url: this.url, station: this.name, at: new Date().toISOString() }
    if (this.isUp) {
      try {
        return { page: await this.#askServer(scan, asked) }
      } catch (error) {
        if (error instanceof Refused && error.status < BUSY) throw error
        this.link(false)
      }
    }
    if (this.list && !isOver(this.list)) return { card: await this.#decide(scan, asked) }
    await this.#wait(scan, asked)
    return {}
  }

  /** Keeps that a scan is taken back, if it is not too late. */
  async undo(scan) {
    if (!scans.mayBeUndone(scan)) return
    scan.isUndone = true
    await keep({
      kind: "undo",
      lane: scans.laneOf(scan.key),
      url: `${this.api}/scans/${scan.key}/cancellation`,
      title: scan.name,
      body: { station: this.name, undone_at: new Date().toISOString() },
    })
    await scans.change(scan.key, { isUndone: true })
    flush()
    await this.#count()
  }

  /** What the outbox says: what is sent was received, so there is a way. */
  async follow({ what, item }) {
    if (what === "sent" && KINDS.has(item.kind)) {
      this.isUp = true
      await scans.change(item.lane.slice(item.lane.indexOf(":") + 1), {
        sentAt: new Date().toISOString(),
      })
    }
    await this.#count()
    if (what === "sent" && KINDS.has(item.kind) && this.waits === 0) await this.refresh()
  }

  /** Notes whom the server let in here, for the moment when it is gone. */
  async welcomed(scan) {
    await scans.note({ ...scan, sentAt: new Date().toISOString(), result: "welcome" })
    await this.#count()
  }

  async #refresh() {
    const since = new Date().toISOString()
    try {
      this.list = await fetchRoster(this.url)
      this.isUp = true
      await scans.prune(this.url, since)
    } catch (error) {
      const isNotOurs = error instanceof Refused && error.status < BUSY
      if (isNotOurs) await forgetRoster()
      if (isNotOurs || (this.list && isOver(this.list))) this.list = undefined
      this.isUp = error instanceof Refused
    }
    await this.#count()
  }

  async #askServer(scan, asked) {
    // One patience for both questions: the guest stands there once.
    const ends = performance.now() + (this.list ? PATIENCE : LONG)
    const left = () => Math.max(1, ends - performance.now())
    const { url, body } = this.#form(scan, asked)
    const headers = { "Camp-Form": "1", "Idempotency-Key": scan.key, "Camp-Person": person() }
    const options = { method: "POST", headers, body: new URLSearchParams(body), patience: left() }
    const answer = await ask(url, { ...options, key: scan.key })
    const place = answer.headers.get("Camp-Location")
    const card = await ask(place, { kinds: ["text/html"], patience: left() })
    return { scan, text: await card.text() }
  }

  #form({ key, at }, { badge, person: guest, walk_in: walkIn }) {
    const about = { csrf: csrf(), key, station: this.name }
    const body = walkIn
      ? { ...walkIn, ...about }
      : { ...(guest ? { person: guest } : { badge }), scanned_at: at, ...about }
    const url = `${this.home}/${walkIn ? "walk-ins" : "checkins"}`
    return { url, body: Object.entries(body) }
  }

  async #decide(scan, asked) {
    const verdict = decide(this.list, scans.letIn(this.scans), asked)
    const { result, guest } = verdict
    const name = guest?.name || asked.walk_in?.name || ""
    const told = { ...scan, guest: guest?.id ?? "", name, result }
    this.scans = [told, ...this.scans]
    const { station, key, at } = scan
    const fact = { ...asked, station, key, scanned_at: at, told: result, list: this.list.seal }
    const item = { kind: "scan", lane: scans.laneOf(key), url: `${this.api}/checkins` }
    await Promise.all([keep({ ...item, title: name || this.name, body: fact }), scans.note(told)])
    flush()
    this.#count()
    return { ...verdict, scan: told }
  }

  async #wait(scan, asked) {
    const lane = scans.laneOf(scan.key)
    await keep({ kind: "scan", key: scan.key, lane, ...this.#form(scan, asked) })
    flush()
    await this.#count()
  }

  async #count() {
    this.waits = (await waiting()).filter(({ kind }) => KINDS.has(kind)).length
    this.scans = await scans.all(this.url)
    this.#tell()
  }

  #tell() {
    document.dispatchEvent(new CustomEvent("camp:door", { detail: this }))
  }
}
