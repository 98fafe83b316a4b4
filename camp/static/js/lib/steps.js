// What can be undone: the last states of something, as long as its tab is open.

const MOST = 20

export class Steps {
  #name

  constructor(name) {
    this.#name = `steps:${name}`
  }

  get all() {
    return JSON.parse(sessionStorage.getItem(this.#name) ?? "[]")
  }

  push(state) {
    this.#keep([...this.all, state].slice(-MOST))
  }

  /** Takes the newest state off; undefined when there is none. */
  pop() {
    const all = this.all
    const newest = all.pop()
    this.#keep(all)
    return newest
  }

  clear() {
    this.#keep([])
  }

  #keep(all) {
    sessionStorage.setItem(this.#name, JSON.stringify(all))
  }
}
