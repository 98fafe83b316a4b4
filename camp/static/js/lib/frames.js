// Ballots as codes, for a phone without network: a text, deflated, in numbered parts that each fit
// into a code which a cheap camera reads. What the server makes of them is in camp/jury/frames.py.

const PART = 260 // letters; with the rest a code of 65 modules a side
const LINE = /^CAMP1\.([0-9a-f]{8})\.(\d+)\.(\d+)\.[0-9a-f]{8}\.[\w-]+$/

/** The codes' texts for these items of the outbox. */
export async function framesOf(pass, items) {
  const ballots = items.map(({ key, url, body }) => [
    key,
    url.split("/").at(-1),
    JSON.stringify(body),
  ])
  const text = await packed(JSON.stringify({ pass, ballots }))
  const parts = text.match(new RegExp(`.{1,${PART}}`, "g"))
  const whole = crc(text)
  return parts.map((part, n) => ["CAMP1", whole, n + 1, parts.length, crc(part), part].join("."))
}

/** Which of how many parts a text is, and of which whole; undefined when it is none of ours. */
export function partOf(text) {
  const found = LINE.exec(text.trim())
  return found && { whole: found[1], number: Number(found[2]), count: Number(found[3]) }
}

async function packed(text) {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"))
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer())
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")
}

// CRC-32 as zlib counts it.
function crc(text) {
  let sum = 0xffffffff
  for (const byte of new TextEncoder().encode(text)) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0)
  }
  return (~sum >>> 0).toString(16).padStart(8, "0")
}
