// One connection for the page. Elements watch topics; after every reconnect each watcher tells
// the server the last number it saw and learns whether it missed anything.

import { io } from "socket.io-client"

const SPREAD = 1500 // ms over which the phones of a hall spread their questions
const REOPENS = 5000 // ms; browsers hold back who opens sockets too often
const watchers = new Set()
const counts = new Map()
let socket
let width = SPREAD
let reopened = 0

/** Watches a topic. `onNews` gets what is pushed, `onStale` gets a newer number without news. */
export function watch(topic, { seen, onNews, onStale }) {
  const watcher = { topic, seen, onNews, onStale }
  watchers.add(watcher)
  counts.set(topic, (counts.get(topic) ?? 0) + 1)
  if (connect().connected) catchUp(watcher)

  return () => {
    watchers.delete(watcher)
    counts.set(topic, counts.get(topic) - 1)
    if (counts.get(topic) === 0) leave(topic)
  }
}

/** The page's socket, made on first use. */
export function connect() {
  if (!socket) {
    socket = io({
      transports: ["websocket", "polling"],
      reconnectionDelayMax: 10_000,
      randomizationFactor: 0.5,
    })
    socket.on("connect", () => {
      catchUpAll(spread())
      document.dispatchEvent(new CustomEvent("camp:connected"))
    })
    socket.on("disconnect", reopenWhenClosed)
    socket.onAny(tell)
    document.addEventListener("visibilitychange", lookAgain)
    window.addEventListener("online", lookAgain)
  }
  return socket
}

export const isConnected = () => Boolean(socket?.connected)

export const socketInUse = () => Boolean(socket)

/** A random wait, so that 240 phones do not ask in the same moment. */
export const spread = () => Math.random() * width

/** For the one screen that the whole hall looks at: it is back at once and asks at once. */
export function hurry() {
  width = 0
  connect()
  window.addEventListener("online", () => reopen())
}

/** Ends an attempt that hangs, a wait for the next, or a connection that only looks alive. */
export function reopen() {
  if (Date.now() - reopened < REOPENS) return
  reopened = Date.now()
  socket.disconnect().connect()
}

function tell(topic, news) {
  for (const watcher of watchers) if (watcher.topic === topic) watcher.onNews(news)
}

function lookAgain() {
  if (document.visibilityState !== "visible") return
  if (socket.connected) catchUpAll(0)
  else socket.connect()
}

// The server closes sockets when rights change; what is still allowed comes back by itself.
function reopenWhenClosed(reason) {
  if (reason === "io server disconnect") setTimeout(() => socket.connect(), 1000 + spread())
}

// Joining must not wait, or news would be lost; only the question after what was missed is spread.
function catchUpAll(wait) {
  for (const watcher of watchers) catchUp(watcher, wait)
}

function catchUp(watcher, wait = 0) {
  socket.emit("watch", watcher.topic, (answer) => {
    if (answer.error || !watchers.has(watcher)) return
    if (answer.seq > watcher.seen()) setTimeout(() => watcher.onStale(answer.seq), wait)
  })
}

function leave(topic) {
  counts.delete(topic)
  if (socket?.connected) socket.emit("unwatch", topic, () => {})
}
