import { createInflateRaw, inflateRawSync } from 'node:zlib'
import { readDirectory, type ZipPart } from './check-zip.ts'
import type { SheetLimits } from './sheet-limits.ts'

type Range = { column: number; from: number; to: number }

/** Merged cells of the first sheet: `fill` writes the text of the line above into the lines a merged cell covers, and says where. */
export async function mergedCells(bytes: Buffer, limits: SheetLimits) {
  const ranges = await rangesOf(bytes, limits)
  const open = new Map<number, { text: string; to: number }>()
  return {
    /** `texts` of the line with this index are completed; answers the columns that were. Lines come in their order. */
    fill: (index: number, texts: string[]): number[] => {
      const filled: number[] = []
      for (const [column, { text, to }] of open) {
        if (index > to) open.delete(column)
        else if ((texts[column] ?? '').trim() === '' && text !== '') {
          while (texts.length < column) texts.push('')
          texts[column] = text
          filled.push(column)
        }
      }
      for (const { column, to } of ranges.get(index) ?? []) open.set(column, { text: texts[column] ?? '', to })
      return filled
    },
  }
}

/** Ranges that reach below their first line, by that line. */
async function rangesOf(bytes: Buffer, limits: SheetLimits): Promise<Map<number, Range[]>> {
  const parts = readDirectory(bytes, limits)
  const sheet = parts.find(({ name }) => name === firstSheetOf(bytes, parts))
  const found = sheet ? await scan(bytes, sheet) : []
  return Map.groupBy(found, (range) => range.from)
}

const MERGE = /<mergeCell[^>]*\bref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"/gu
const MOST_RANGES = 50_000

/** They stand behind the data: the part is read through, and only a tail as long as one of them is kept. */
async function scan(bytes: Buffer, part: ZipPart): Promise<Range[]> {
  const packed = bytes.subarray(part.start, part.end)
  const found: Range[] = []
  let tail = ''
  const hear = (text: string) => {
    const seen = tail + text
    for (const [, letters = '', from, to] of seen.matchAll(MERGE))
      if (Number(to) > Number(from) && found.length < MOST_RANGES)
        found.push({ column: columnOf(letters), from: Number(from) - 1, to: Number(to) - 1 })
    const cut = seen.lastIndexOf('<')
    tail = cut < 0 ? '' : seen.slice(cut).slice(0, 200)
  }
  if (part.method === 0) hear(packed.toString('latin1'))
  else {
    const inflate = createInflateRaw({ chunkSize: 256 * 1024 })
    inflate.end(packed)
    for await (const chunk of inflate) hear((chunk as Buffer).toString('latin1'))
  }
  return found
}

function columnOf(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

/** The part of the first sheet, by the workbook's own order. */
function firstSheetOf(bytes: Buffer, parts: readonly ZipPart[]): string {
  const text = (name: string) => {
    const part = parts.find((one) => one.name === name)
    if (!part) return ''
    const packed = bytes.subarray(part.start, part.end)
    return (part.method === 0 ? packed : inflateRawSync(packed)).toString('utf8')
  }
  const id = /<sheet\b[^>]*\br:id="([^"]+)"/u.exec(text('xl/workbook.xml'))?.[1]
  const relations = text('xl/_rels/workbook.xml.rels').match(/<Relationship\b[^>]*>/gu) ?? []
  const target = relations.find((one) => one.includes(`Id="${id}"`))?.match(/Target="([^"]+)"/u)?.[1] ?? ''
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`
}
