interface Table {
  /** Where the directory entry stands. */
  entry: number
  tag: string
  offset: number
  length: number
}

const DIRECTORY = 12
const ENTRY = 16
/** In the table `head`: 0 means offsets are stored halved, in 16 bits. */
const LOCA_FORMAT = 50

/**
 * The same TrueType font with every glyph starting at a multiple of four bytes. fontkit 1.1.1 writes halved glyph offsets
 * when it cuts a font down, and so loses every glyph after one of odd length; newer releases of Tinos have such glyphs.
 */
export function withEvenGlyphs(font: Buffer): Buffer {
  const tables = tablesOf(font)
  const [glyf, loca, head] = ['glyf', 'loca', 'head'].map((tag) => tables.find((table) => table.tag === tag))
  if (!glyf || !loca || !head) throw new Error('The font of official papers is no TrueType font.')
  const isLong = font.readUInt16BE(head.offset + LOCA_FORMAT) === 1
  const count = loca.length / (isLong ? 4 : 2)
  const startOf = (i: number) =>
    isLong ? font.readUInt32BE(loca.offset + i * 4) : font.readUInt16BE(loca.offset + i * 2) * 2
  const starts = Buffer.alloc(count * 4)
  const glyphs: Buffer[] = []
  let at = 0
  for (let i = 0; i + 1 < count; i++) {
    const glyph = padded(font.subarray(glyf.offset + startOf(i), glyf.offset + startOf(i + 1)))
    glyphs.push(glyph)
    at += glyph.length
    starts.writeUInt32BE(at, (i + 1) * 4)
  }
  return rebuilt(font, tables, { glyf: Buffer.concat(glyphs), loca: starts })
}

function tablesOf(font: Buffer): Table[] {
  return Array.from({ length: font.readUInt16BE(4) }, (_, i) => {
    const entry = DIRECTORY + i * ENTRY
    const tag = font.toString('latin1', entry, entry + 4)
    return { entry, tag, offset: font.readUInt32BE(entry + 8), length: font.readUInt32BE(entry + 12) }
  })
}

/** Checksums are left as they were: the font is only read once more, by the program that cuts it down. */
function rebuilt(font: Buffer, tables: readonly Table[], replaced: Record<string, Buffer>): Buffer {
  const parts = [Buffer.from(font.subarray(0, DIRECTORY + tables.length * ENTRY))]
  const [directory] = parts as [Buffer]
  let at = directory.length
  for (const { entry, tag, offset, length } of tables) {
    const bytes = Buffer.from(replaced[tag] ?? font.subarray(offset, offset + length))
    if (tag === 'head') bytes.writeUInt16BE(1, LOCA_FORMAT)
    directory.writeUInt32BE(at, entry + 8)
    directory.writeUInt32BE(bytes.length, entry + 12)
    parts.push(padded(bytes))
    at += padded(bytes).length
  }
  return Buffer.concat(parts)
}

const padded = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])
