import type { GreyImage, Quad, Window } from './grey-image.ts'

/** A window around a symbol that was located but not decoded; wider than the symbol, as corners are often misjudged. */
export function windowOfQuad(quad: Quad, widening: number): Window {
  const [xs, ys] = [quad.map((p) => p.x), quad.map((p) => p.y)]
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const side = Math.max(x1 - x0, y1 - y0) * widening
  return { left: (x0 + x1 - side) / 2, top: (y0 + y1 - side) / 2, side }
}

const CELL = 8
/** Codes on blurred, dark photos score from 130 up; a sky or a blank wall stays below 50. */
const LEAST_BUSY = 100

export interface BusyWindow extends Window {
  score: number
}

/** The windows most like a code: places where strong edges run in both directions. Best first, not overlapping. */
export function busyWindows(image: GreyImage, sides: readonly number[], count: number): BusyWindow[] {
  const cells = edgeCells(image)
  const found: BusyWindow[] = []
  for (const side of sides) {
    const span = Math.max(3, Math.round(side / CELL))
    const best = bestPlaces(cells, span, count)
    found.push(...best.map((b) => ({ left: b.x * CELL, top: b.y * CELL, side: span * CELL, score: b.score })))
  }
  return found.filter(({ score }) => score >= LEAST_BUSY).sort((a, b) => b.score - a.score)
}

interface Cells {
  /** Summed-area table with one extra row and column. */
  sums: Float64Array
  columns: number
  rows: number
}

/** Per cell the smaller of the horizontal and vertical edge strength, capped so that one bright line does not win. */
function edgeCells({ data, width, height }: GreyImage): Cells {
  const [columns, rows] = [Math.floor(width / CELL), Math.floor(height / CELL)]
  const sums = new Float64Array((columns + 1) * (rows + 1))
  for (let row = 0; row < rows; row++) {
    let line = 0
    for (let column = 0; column < columns; column++) {
      line += cellStrength(data, width, height, column * CELL, row * CELL)
      sums[(row + 1) * (columns + 1) + column + 1] = (sums[row * (columns + 1) + column + 1] ?? 0) + line
    }
  }
  return { sums, columns, rows }
}

function cellStrength(data: Uint8Array, width: number, height: number, left: number, top: number): number {
  let [across, down] = [0, 0]
  for (let y = top; y < Math.min(top + CELL, height - 1); y++)
    for (let x = left; x < Math.min(left + CELL, width - 1); x++) {
      const here = data[y * width + x] ?? 0
      across += Math.abs(here - (data[y * width + x + 1] ?? 0))
      down += Math.abs(here - (data[(y + 1) * width + x] ?? 0))
    }
  return Math.min(across, down, CELL * CELL * 24)
}

function bestPlaces({ sums, columns, rows }: Cells, span: number, count: number) {
  const at = (x: number, y: number) => sums[y * (columns + 1) + x] ?? 0
  const all: { x: number; y: number; score: number }[] = []
  for (let y = 0; y + span <= rows; y++)
    for (let x = 0; x + span <= columns; x++) {
      const total = at(x + span, y + span) - at(x, y + span) - at(x + span, y) + at(x, y)
      all.push({ x, y, score: total / (span * span) })
    }
  all.sort((a, b) => b.score - a.score)
  const kept: typeof all = []
  for (const place of all) {
    if (kept.length === count) break
    if (kept.every((k) => Math.abs(k.x - place.x) > span / 2 || Math.abs(k.y - place.y) > span / 2)) kept.push(place)
  }
  return kept
}
