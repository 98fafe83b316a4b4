// Names found in any script: folded by the table that came with the list, as the server does it.

export function fold(text, letters) {
  const plain = [...text.toLowerCase()].map((letter) => letters[letter] ?? letter).join("")
  const bare = plain.normalize("NFKD").replace(/\p{M}/gu, "")
  return bare.replaceAll("yo", "e").replaceAll("kh", "x").trim().split(/\s+/).join(" ")
}

/** The guests of whose names every word of `query` begins a word, by name. */
export function named({ people, letters }, query) {
  const parts = fold(query, letters).split(" ").filter(Boolean)
  if (parts.length === 0) return []
  const fits = ({ name }) => {
    const words = fold(name, letters).split(" ")
    return parts.every((part) => words.some((word) => word.startsWith(part)))
  }
  return people.filter((guest) => guest.name && fits(guest)).sort(byName)
}

const byName = (a, b) => a.name.localeCompare(b.name)
