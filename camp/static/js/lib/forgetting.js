// What a door leaves on a phone goes when somebody else reads it, and after the shift.

import { isSaid, person } from "./me.js"
import { store } from "./store.js"

/** Drops the list and the names of guests once they are not this reader's: after a sign-out, too. */
export async function forgetOthersDoor() {
  // The page for no connection knows nobody: it is no sign that somebody else is here.
  if (!isSaid()) return
  const isOld = (kept) => kept.person !== person() || Date.parse(kept.until) <= Date.now()
  for (const shelf of ["roster", "scans"])
    await store.change(shelf, async (values) => {
      for (const value of await values.getAll()) if (isOld(value)) await values.delete(value.key)
    })
}
