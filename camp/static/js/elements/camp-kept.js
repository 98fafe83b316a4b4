import { CampElement } from "../lib/element.js"

const PAGES = "camp-pages-"

/**
 * Lists the pages that are kept on this phone.
 *
 *   <camp-kept hidden><h2>On this phone</h2><ul></ul></camp-kept>
 */
export class CampKept extends CampElement {
  async connected() {
    const found = await keptPages().catch(() => [])
    this.querySelector("ul").replaceChildren(...found.map(line))
    this.hidden = found.length === 0
  }
}

async function keptPages() {
  const names = (await caches.keys()).filter((one) => one.startsWith(PAGES))
  const found = await Promise.all(names.map(async (name) => pagesIn(await caches.open(name))))
  return found.flat()
}

async function pagesIn(cache) {
  const requests = await cache.keys()
  return Promise.all(
    requests.map(async (request) => {
      const html = await (await cache.match(request)).text()
      const { title } = new DOMParser().parseFromString(html, "text/html")
      const { pathname, search } = new URL(request.url)
      return { href: pathname + search, title }
    }),
  )
}

function line({ href, title }) {
  const item = document.createElement("li")
  const link = Object.assign(document.createElement("a"), { href, textContent: title })
  link.className = "button button--wide"
  item.append(link)
  return item
}

customElements.define("camp-kept", CampKept)
