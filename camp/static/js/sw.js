// The worker: pages of this person that were open before open again without network.
//
// It asks the network first and never answers a write, a question of a script or a socket: what
// says whether the server is reached goes past it. The server marks what may be kept (Camp-Keep)
// and for which login (Camp-Who); what is kept for another login is dropped.

const { version, core, door } = self.BUILD
const ASSETS = `camp-assets-${version}`
const PAGES = "camp-pages-"
const PATIENCE = 5000 // ms, where a copy is at hand
const MOST = 80
const NOT_KEPT = /<!-- not kept -->[\s\S]*?<!-- \/not kept -->/g // what only the server may show
const ENDS = /^\/(?:sign-out|badge|l\/.*)$/ // posting there changes who is here
const ALONE = /\/stage(?:\/|$)/
let people = 0 // how often who is here may have changed: what was asked before is not kept

self.addEventListener("install", (event) => {
  event.waitUntil(install())
})
self.addEventListener("activate", (event) => {
  event.waitUntil(activate())
})
self.addEventListener("message", (event) => {
  event.waitUntil(visited(event.data))
})
self.addEventListener("fetch", (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (url.origin !== location.origin) return
  if (request.method !== "GET") {
    if (ENDS.test(url.pathname)) event.waitUntil(forgetPerson())
  } else if (url.pathname.startsWith("/assets/")) event.respondWith(asset(request))
  else if (request.mode === "navigate" && !ALONE.test(url.pathname))
    event.respondWith(page(event, url))
})

async function install() {
  await fill([...core, "/offline"])
  await self.skipWaiting()
}

// Kept pages name the files of their build, so they end with it.
async function activate() {
  for (const name of await caches.keys()) if (name !== ASSETS) await caches.delete(name)
  await self.clients.claim()
}

async function asset(request) {
  const kept = await caches.match(request.url)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await (await caches.open(ASSETS)).put(request.url, answer.clone())
  return answer
}

async function page(event, url) {
  const copy = await copyOf(url)
  const asked = people
  try {
    const answer = await soon(fetch(event.request), copy ? PATIENCE : 0)
    event.waitUntil(sort(url, answer.clone(), asked))
    return answer
  } catch {
    return copy ? marked(copy) : caches.match("/offline")
  }
}

/** Waits for an answer, but where `patience` is given only so long. */
function soon(answer, patience) {
  if (!patience) return answer
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error("late")), patience))
  return Promise.race([answer, late])
}

async function copyOf(url) {
  const cache = await pages()
  const exact = await cache?.match(plain(url))
  // Without a question any copy of the page will do; Door 2 is not Door 1.
  return exact ?? (url.search ? undefined : cache?.match(plain(url), { ignoreSearch: true }))
}

/** Keeps an answer that may be kept; drops what is refused now, and what is somebody else's. */
async function sort(url, answer, asked) {
  const who = answer.headers.get("Camp-Who")
  const language = answer.headers.get("Content-Language")
  if (who) await dropPages(who)
  if (who && asked === people && answer.headers.get("Camp-Keep")) await keep(url, who, answer)
  else if (asked === people && answer.status < 500) await (await pages())?.delete(plain(url))
  if (language) await speak(language)
}

async function keep(url, who, answer) {
  const cache = await caches.open(PAGES + who)
  const { status } = answer
  const headers = new Headers(answer.headers)
  headers.set("Camp-Kept", new Date().toISOString())
  const html = (await answer.text()).replace(NOT_KEPT, "")
  await cache.put(plain(url), new Response(html, { status, headers }))
  const [oldest, ...others] = await cache.keys()
  if (others.length >= MOST) await cache.delete(oldest)
  if (url.pathname.endsWith("/door")) await fill(door)
}

// The page for what is not kept speaks the language that was spoken last.
async function speak(language) {
  const offline = await caches.match("/offline")
  if (offline?.headers.get("Content-Language") === language) return
  await (await caches.open(ASSETS)).add("/offline")
}

async function forgetPerson() {
  people += 1
  await dropPages()
}

async function dropPages(except) {
  for (const name of await caches.keys())
    if (name.startsWith(PAGES) && name !== PAGES + except) await caches.delete(name)
}

async function pages() {
  const name = (await caches.keys()).find((one) => one.startsWith(PAGES))
  return name && caches.open(name)
}

async function fill(addresses) {
  const cache = await caches.open(ASSETS)
  for (const one of addresses) if (!(await cache.match(one))) await cache.add(one)
}

const plain = (url) => url.href.split("#")[0]

/** The copy says itself that it is one, and how old. */
async function marked(copy) {
  const at = copy.headers.get("Camp-Kept")
  const html = (await copy.text()).replace("<html ", `<html data-kept="${at}" `)
  return new Response(html, { status: copy.status, headers: copy.headers })
}

/** A page was open before the worker was, or has changed without being loaded. */
async function visited({ page: address, assets = [] }) {
  await fill(assets)
  const url = new URL(address)
  const asked = people
  const answer = await fetch(url, { credentials: "same-origin" })
  if (!answer.redirected) await sort(url, answer, asked)
}
