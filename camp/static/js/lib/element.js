// What our elements share: listeners that end with the element, and words that the page brings.

export class CampElement extends HTMLElement {
  #ending

  connectedCallback() {
    this.#ending = new AbortController()
    this.connected()
  }

  disconnectedCallback() {
    this.#ending.abort()
    this.disconnected()
  }

  connected() {}
  disconnected() {}

  /** Listens until the element leaves the page. */
  on(target, type, listener, options = {}) {
    target.addEventListener(type, listener, { ...options, signal: this.#ending.signal })
  }

  /** Listens to events on whatever inside matches `selector`, now or later. */
  onInside(selector, type, listener) {
    this.on(this, type, (event) => {
      const found = event.target.closest?.(selector)
      if (found && this.contains(found)) listener(event, found)
    })
  }

  emit(type, detail = {}) {
    return this.dispatchEvent(new CustomEvent(type, { bubbles: true, cancelable: true, detail }))
  }

  /** Returns the sentence `data-name`, with `{key}` replaced; sentences come with the page. */
  words(name, values = {}) {
    const sentence = this.dataset[name] ?? ""
    return sentence.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole)
  }
}
