import type { Point, Quad } from '../grey-image.ts'

/** A plane seen from a point: takes a place on the plane to its place in the picture. */
export type Homography = (at: Point) => Point

/** The one that takes these four points to those; null when three of them lie on a line. */
export function homographyOf(from: Quad, to: Quad): Homography | null {
  const rows = from.flatMap((p, i) => equationsOf(p, to[i] as Point))
  const h = solved(rows)
  if (!h) return null
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, i = 0] = h
  return ({ x, y }) => {
    const w = g * x + i * y + 1
    return { x: (a * x + b * y + c) / w, y: (d * x + e * y + f) / w }
  }
}

/** Two rows of eight unknowns and the right side. */
function equationsOf({ x, y }: Point, { x: u, y: v }: Point): number[][] {
  return [
    [x, y, 1, 0, 0, 0, -u * x, -u * y, u],
    [0, 0, 0, x, y, 1, -v * x, -v * y, v],
  ]
}

/** Gauss and Jordan with the largest pivot. */
function solved(rows: number[][]): number[] | null {
  const size = rows.length
  for (let column = 0; column < size; column++) {
    const pivot = rows.slice(column).reduce((best, row) => (weight(row, column) > weight(best, column) ? row : best))
    if (weight(pivot, column) < 1e-9) return null
    const at = rows.indexOf(pivot)
    const here = rows[column] as number[]
    rows[column] = pivot
    rows[at] = here
    for (const row of rows) if (row !== pivot) subtract(row, pivot, column)
  }
  return rows.map((row, i) => (row[size] ?? 0) / (row[i] ?? 1))
}

const weight = (row: readonly number[], column: number) => Math.abs(row[column] ?? 0)

function subtract(row: number[], pivot: readonly number[], column: number): void {
  const share = (row[column] ?? 0) / (pivot[column] ?? 1)
  for (let i = column; i < row.length; i++) row[i] = (row[i] ?? 0) - share * (pivot[i] ?? 0)
}
