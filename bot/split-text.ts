/** At a paragraph, else a line, else a sentence, else a word; NFC, and never through the middle of a sign. */
export function splitText(text: string, most: number): string[] {
  const parts: string[] = []
  let rest = text.normalize('NFC')
  while (rest.length > most) {
    const cut = cutAt(rest, most)
    parts.push(rest.slice(0, cut).trimEnd())
    rest = rest.slice(cut).trimStart()
  }
  return [...parts, rest]
}

function cutAt(text: string, most: number): number {
  const window = text.slice(0, most)
  for (const mark of ['\n\n', '\n', '. ', ' ']) {
    const at = window.lastIndexOf(mark)
    if (at > most / 2) return at + mark.length
  }
  const endsInPair = /[\uD800-\uDBFF]$/.test(window)
  return endsInPair ? most - 1 : most
}
