// Decodes pictures off the page's thread. Its name begins with "door", because the content policy
// allows WebAssembly there and nowhere else.

import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader"
import decoder from "zxing-wasm/reader/zxing_reader.wasm"

prepareZXingModule({ overrides: { locateFile: () => new URL(decoder, import.meta.url).href } })

self.onmessage = async ({ data: { id, pixels } }) => {
  const found = await readBarcodes(pixels, { formats: ["QRCode"], maxNumberOfSymbols: 1 }).catch(
    () => [],
  )
  self.postMessage({ id, text: found[0]?.text ?? "" })
}
