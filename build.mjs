// Bundles the styles, scripts and fonts of camp/static into camp/static/dist under hashed names,
// and copies the fonts that PDFs hold to camp/paper/fonts, which no browser is given.

import { createHash } from "node:crypto"
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { basename, dirname, join, resolve } from "node:path"
import { promisify } from "node:util"
import { brotliCompress, constants, gzip } from "node:zlib"
import { build } from "esbuild"
import subsetFont from "subset-font"

const SOURCE = "camp/static"
const DIST = "camp/static/dist"
const COMPRESSED = /\.(?:js|css|wasm|map)$/
const resolvePackage = createRequire(import.meta.url).resolve

// The letters a page of the camp can hold, in pieces that a browser loads when it meets them.
const LATIN =
  "U+0020-007E,U+00A0,U+00AB,U+00B0-00B1,U+00B7,U+00BB,U+00D7,U+02BB-02BC,U+2010-2026," +
  "U+2191,U+2193,U+2212"
// Karakalpak names hold these; all other accents weigh a third as much as the whole alphabet.
const ACUTE = "U+00C1,U+00C9,U+00CD,U+00D3,U+00DA,U+00E1,U+00E9,U+00ED,U+00F3,U+00FA"
const ACCENTS =
  "U+00A1-00AA,U+00AC-00AF,U+00B2-00B6,U+00B8-00BA,U+00BC-00C0,U+00C2-00C8,U+00CA-00CC," +
  "U+00CE-00D2,U+00D4-00D6,U+00D8-00D9,U+00DB-00E0,U+00E2-00E8,U+00EA-00EC,U+00EE-00F2," +
  "U+00F4-00F9,U+00FB-00FF"
const LATIN_MORE = "U+0131,U+0143-0144,U+01F4-01F5"
const CYRILLIC = "U+0401,U+040E,U+0410-044F,U+0451,U+045E,U+2116"
const CYRILLIC_MORE =
  "U+0492-0493,U+049A-049B,U+04B2-04B3,U+04A2-04A3,U+04AE-04AF,U+04D8-04D9,U+04E8-04E9"
const DIGITS = "U+0020,U+0025,U+002B-003A,U+00A0,U+2212"
const PIECES = [
  { name: "latin", from: "latin", range: LATIN },
  { name: "acute", from: "latin", range: ACUTE },
  { name: "accents", from: "latin", range: ACCENTS },
  { name: "latin-more", from: "latin-ext", range: LATIN_MORE },
  { name: "cyrillic", from: "cyrillic", range: CYRILLIC },
  { name: "cyrillic-more", from: "cyrillic-ext", range: CYRILLIC_MORE },
]
const BODY = { slug: "onest", axes: { wght: { min: 400, max: 800 } }, weight: "400 800" }
const HEADINGS = { slug: "piazzolla", axes: { wght: 800 }, weight: "800" }
const FACES = [
  ...PIECES.map((piece) => ({ family: "Onest", ...BODY, ...piece })),
  ...PIECES.map((piece) => ({ family: "Piazzolla", ...HEADINGS, ...piece })),
  // Figures of one width weigh as much as a script, so only tables and clocks load them.
  {
    family: "Onest Tabular",
    ...BODY,
    name: "tabular",
    from: "latin",
    range: DIGITS,
    variants: true,
  },
]

// Whole letters of both scripts: a name on paper may hold any. PDFs take only what they show.
const PAPER = "camp/paper/fonts"
const PAPER_FACES = {
  onest: ["400Regular/Onest_400Regular.ttf", "700Bold/Onest_700Bold.ttf"],
  piazzolla: ["800ExtraBold/Piazzolla_800ExtraBold.ttf"],
}

const digest = (content) =>
  createHash("sha256").update(content).digest("hex").slice(0, 8).toUpperCase()

function letters(range) {
  return range.split(",").flatMap((part) => {
    const [first, last = first] = part
      .slice(2)
      .split("-")
      .map((code) => Number.parseInt(code, 16))
    return Array.from({ length: last - first + 1 }, (_, step) => String.fromCodePoint(first + step))
  })
}

async function subsetFace({ family, slug, name, from, range, axes, weight, variants = false }) {
  const path = `@fontsource-variable/${slug}/files/${slug}-${from}-wght-normal.woff2`
  const font = await subsetFont(await readFile(resolvePackage(path)), letters(range).join(""), {
    targetFormat: "woff2",
    variationAxes: axes,
    noLayoutClosure: !variants,
  })
  const hashed = `${slug}-${name}-${digest(font)}.woff2`
  await writeFile(join(DIST, hashed), font)
  const face =
    `@font-face{font-family:"${family}";src:url("./${hashed}") format("woff2");` +
    `font-weight:${weight};font-display:swap;unicode-range:${range}}`
  return { logical: `${slug}-${name}.woff2`, hashed, face }
}

/** Lets a style sheet say `@import "camp:fonts"`, or `"camp:components"` for a folder of files. */
function campImports(fonts) {
  return {
    name: "camp-imports",
    setup(builder) {
      builder.onResolve({ filter: /^camp:/ }, ({ path }) => ({ path, namespace: "camp" }))
      builder.onResolve({ filter: /\.woff2$/ }, ({ path }) => ({ path, external: true }))
      builder.onLoad({ filter: /.*/, namespace: "camp" }, async ({ path }) => {
        const name = path.slice("camp:".length)
        const contents =
          name === "fonts"
            ? fonts.map(({ face }) => face).join("\n")
            : name === "night"
              ? await nightByDevice()
              : await folder(name)
        return { contents, loader: "css", resolveDir: resolve(SOURCE, "css") }
      })
    },
  }
}

async function folder(name) {
  const files = (await readdir(join(SOURCE, "css", name))).filter((file) => file.endsWith(".css"))
  return files
    .sort()
    .map((file) => `@import "./${name}/${file}";`)
    .join("\n")
}

/** The night tokens for who leaves the choice to the device. */
async function nightByDevice() {
  const night = await readFile(join(SOURCE, "css/tokens/2-night.css"), "utf8")
  return `@media (prefers-color-scheme: dark) {${night.replace(".night {", ".by-device {")}}`
}

async function entryPoints() {
  const names = await Promise.all(
    ["js", "css"].map(async (kind) => {
      const files = await readdir(join(SOURCE, kind), { withFileTypes: true })
      const isEntry = (file) => file.isFile() && file.name.endsWith(`.${kind}`)
      return files.filter(isEntry).map((file) => join(SOURCE, kind, file.name))
    }),
  )
  // Sheets that app.css imports are not pages of their own.
  return names.flat().filter((path) => !/\/(?:print|reset|base|every)\.css$/.test(path))
}

async function bundle(fonts) {
  const { metafile } = await build({
    entryPoints: await entryPoints(),
    outdir: DIST,
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    bundle: true,
    minify: true,
    metafile: true,
    format: "esm",
    target: ["chrome111", "safari16.4", "firefox115"],
    loader: { ".wasm": "file" },
    legalComments: "none",
    logLevel: "warning",
    plugins: [campImports(fonts)],
  })
  return Object.entries(metafile.outputs)
    .filter(([, { entryPoint }]) => entryPoint)
    .map(([path, { entryPoint }]) => [basename(entryPoint), basename(path)])
}

async function compress(name) {
  const content = await readFile(join(DIST, name))
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }
  await writeFile(join(DIST, `${name}.br`), await promisify(brotliCompress)(content, options))
  await writeFile(join(DIST, `${name}.gz`), await promisify(gzip)(content, { level: 9 }))
}

async function copyPaperFonts() {
  await rm(PAPER, { recursive: true, force: true })
  await mkdir(PAPER, { recursive: true })
  for (const [slug, faces] of Object.entries(PAPER_FACES)) {
    const copies = [...faces.map((face) => [face, basename(face)]), ["LICENSE_FONT", `${slug}.txt`]]
    for (const [from, to] of copies) {
      await copyFile(resolvePackage(`@expo-google-fonts/${slug}/${from}`), join(PAPER, to))
    }
  }
}

process.chdir(dirname(new URL(import.meta.url).pathname))
await rm(DIST, { recursive: true, force: true })
await mkdir(DIST, { recursive: true })
await copyPaperFonts()
const fonts = await Promise.all(FACES.map(subsetFace))
const bundles = await bundle(fonts)
await Promise.all((await readdir(DIST)).filter((name) => COMPRESSED.test(name)).map(compress))
const manifest = [...bundles, ...fonts.map(({ logical, hashed }) => [logical, hashed])].sort()
await writeFile(
  join(DIST, "manifest.json"),
  `${JSON.stringify(Object.fromEntries(manifest), null, 2)}\n`,
)
