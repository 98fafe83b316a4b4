// Reads QR codes from pictures: by the browser where it can, else by WebAssembly in a worker that
// is loaded on first use.

const PHOTO_WIDTHS = [1200, 800]

export class Decoder {
  #workerUrl
  #worker
  #detector
  #asked = new Map()
  #count = 0

  constructor(workerUrl) {
    this.#workerUrl = workerUrl
  }

  /** Returns the text of a code in a video frame or picture, or "" if there is none. */
  async read(source, width) {
    const canvas = draw(source, width)
    const detector = await this.#native()
    if (detector) {
      const found = await detector.detect(canvas)
      return found[0]?.rawValue ?? ""
    }
    return this.#ask(canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height))
  }

  /** Reads a photograph, large first, because small codes vanish, then small, because noise does. */
  async readPhoto(file) {
    const picture = await createImageBitmap(file)
    for (const width of PHOTO_WIDTHS) {
      const text = await this.read(picture, Math.min(width, picture.width))
      if (text) return text
    }
    return ""
  }

  close() {
    this.#worker?.terminate()
    this.#worker = undefined
  }

  async #native() {
    if (this.#detector === undefined) {
      const formats =
        (await globalThis.BarcodeDetector?.getSupportedFormats().catch(() => [])) ?? []
      const reads = formats.includes("qr_code")
      this.#detector = reads ? new globalThis.BarcodeDetector({ formats: ["qr_code"] }) : null
    }
    return this.#detector
  }

  #ask(pixels) {
    this.#worker ??= this.#start()
    this.#count += 1
    const id = this.#count
    return new Promise((resolve) => {
      this.#asked.set(id, resolve)
      this.#worker.postMessage({ id, pixels })
    })
  }

  #start() {
    const worker = new Worker(this.#workerUrl, { type: "module" })
    worker.onmessage = ({ data: { id, text } }) => {
      this.#asked.get(id)?.(text)
      this.#asked.delete(id)
    }
    return worker
  }
}

function draw(source, width) {
  const wide = source.videoWidth || source.width
  const high = source.videoHeight || source.height
  const canvas = document.createElement("canvas")
  canvas.width = width
  canvas.height = Math.round((width * high) / wide)
  const context = canvas.getContext("2d", { willReadFrequently: true })
  // Sensor noise in a dim hall defeats decoders; half a pixel of blur does not hurt a code.
  context.filter = "blur(0.5px)"
  context.drawImage(source, 0, 0, canvas.width, canvas.height)
  return canvas
}
