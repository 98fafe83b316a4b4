// What earlier versions kept in localStorage moves into the phone's database, once.

import { person } from "./me.js"
import { keep } from "./outbox.js"
import { store } from "./store.js"

const BALLOT = "camp-ballot:"
const DRAFT = "camp-draft:"

export async function moveOver() {
  for (const name of names()) {
    const said = JSON.parse(localStorage.getItem(name))
    if (name.startsWith(BALLOT)) await moveBallot(name.slice(BALLOT.length), said)
    else await store.put("drafts", { key: `${person()}:${name.slice(DRAFT.length)}`, fields: said })
    localStorage.removeItem(name)
  }
}

const moveBallot = (url, { key, body }) =>
  keep({ key, kind: "ballot", method: "PUT", url, body, newest: true })

function names() {
  try {
    const all = person() ? Object.keys(localStorage) : []
    return all.filter((name) => name.startsWith(BALLOT) || name.startsWith(DRAFT))
  } catch {
    return [] // A forbidden store held nothing.
  }
}
