// The phone's own store: one database with a few shelves. What is written here survives a reload, a
// killed browser and an empty battery. Every value has a `key`.

import { openDB } from "idb"

const NAME = "camp"
const VERSION = 1
const SHELVES = ["outbox", "drafts", "roster", "scans"]
const STRICT = new Set(["outbox", "scans"]) // on the disk before it counts as kept
const MISTAKES = new Set(["ConstraintError", "DataCloneError", "DataError", "ReadOnlyError"])
const memory = Object.fromEntries(SHELVES.map((shelf) => [shelf, new Map()]))
let opening
let falling
let lasts = true

export const store = {
  put: (shelf, value) => store.change(shelf, (values) => values.put(value)),
  get: (shelf, key) => store.look(shelf, (values) => values.get(key)),
  all: (shelf) => store.look(shelf, (values) => values.getAll()),
  remove: (shelf, key) => store.change(shelf, (values) => values.delete(key)),

  /** Runs `work` as one change: all of it or nothing. It may wait for nothing but the shelf. */
  change: (shelf, work) => run(shelf, "readwrite", work),
  look: (shelf, work) => run(shelf, "readonly", work),

  /** Whether what is kept outlives this page; false where the browser forbids it or is full. */
  lasts: () => lasts,
}

async function run(shelf, mode, work) {
  if (lasts) {
    try {
      return await inDatabase(shelf, mode, work)
    } catch (error) {
      // Once more, for a connection that the browser ended while the phone slept.
      if (isOurs(error)) throw error
      opening = undefined
    }
    try {
      return await inDatabase(shelf, mode, work)
    } catch (error) {
      if (isOurs(error)) throw error
      falling ??= fallBack()
      await falling
    }
  }
  return work(inMemory(memory[shelf]))
}

// A mistake in what was asked says nothing about the phone's disk: it must not be taken for "full".
const isOurs = (error) => !(error instanceof DOMException) || MISTAKES.has(error.name)

async function inDatabase(shelf, mode, work) {
  const database = await open()
  const durability = STRICT.has(shelf) ? "strict" : "relaxed"
  const transaction = database.transaction(shelf, mode, { durability })
  const [result] = await Promise.all([work(transaction.store), transaction.done])
  return result
}

function open() {
  opening ??= openDB(NAME, VERSION, {
    upgrade(database) {
      for (const shelf of SHELVES)
        if (!database.objectStoreNames.contains(shelf))
          database.createObjectStore(shelf, { keyPath: "key" })
    },
    // A page of a newer version waits for the database: let go of it.
    blocking: (_old, _new, event) => event.target.close(),
    terminated: () => {
      opening = undefined
    },
  })
  return opening
}

// Forbidden or full: from now on the page remembers, with whatever can still be read.
async function fallBack() {
  lasts = false
  const database = await open().catch(() => undefined)
  if (!database) return
  for (const shelf of SHELVES) {
    const values = await database.getAll(shelf).catch(() => [])
    for (const value of values)
      if (!memory[shelf].has(value.key)) memory[shelf].set(value.key, value)
  }
}

const inMemory = (values) => ({
  put: async (value) => values.set(value.key, value),
  get: async (key) => values.get(key),
  getAll: async () => [...values.values()],
  delete: async (key) => values.delete(key),
})
