import { type Column, foldHeader } from './record-columns.ts'
import type { SheetLine } from './sheet-content.ts'

/** A table found in a sheet: where each of our columns stands, and the lines below the heads. */
export type SheetTable = { headers: string[]; at: ReadonlyMap<string, number>; lines: SheetLine[]; missing: string[] }

/** Heads may stand below a title and be merged over two lines: the line that names most of our columns is taken. */
export function findTable(lines: readonly SheetLine[], columns: readonly Column[]): SheetTable | null {
  const heads = lines.slice(0, HEAD_LINES).map((line, index) => ({ index, at: placeColumns(line.cells, columns) }))
  const best = heads.reduce<(typeof heads)[number] | null>(
    (a, b) => (a !== null && a.at.size >= b.at.size ? a : b),
    null,
  )
  if (best === null || best.at.size === 0) return null
  const below = lines[best.index + 1]
  const second = below === undefined ? new Map<string, number>() : placeColumns(below.cells, columns)
  const isSecondHead = second.size >= 2
  const at = isSecondHead ? new Map([...second, ...best.at]) : best.at
  return {
    headers: joinHeads(lines[best.index]?.cells ?? [], isSecondHead ? (below?.cells ?? []) : []),
    at,
    lines: lines.slice(best.index + (isSecondHead ? 2 : 1)),
    missing: columns.filter((column) => column.required && !at.has(column.field)).map((column) => column.title),
  }
}

/** The cells of a line by our names; a column that the sheet lacks is absent. */
export function cellsByField(line: SheetLine, table: SheetTable): Record<string, string> {
  return Object.fromEntries([...table.at].map(([field, index]) => [field, (line.cells[index] ?? '').trim()]))
}

const HEAD_LINES = 20

/** Exact names first, so that a loose pattern never takes a column that another head names. */
function placeColumns(cells: readonly string[], columns: readonly Column[]): Map<string, number> {
  const heads = cells.map(foldHeader)
  const at = new Map<string, number>()
  const taken = new Set<number>()
  const place = (field: string, index: number) => {
    if (index < 0 || at.has(field)) return
    at.set(field, index)
    taken.add(index)
  }
  for (const { field, names } of columns)
    place(
      field,
      heads.findIndex((head, index) => !taken.has(index) && names.includes(head)),
    )
  for (const { field, pattern } of columns) {
    if (pattern !== undefined)
      place(
        field,
        heads.findIndex((head, index) => !taken.has(index) && pattern.test(head)),
      )
  }
  return at
}

function joinHeads(first: readonly string[], second: readonly string[]): string[] {
  return Array.from(
    { length: Math.max(first.length, second.length) },
    (_, index) => (first[index] || second[index]) ?? '',
  )
}
