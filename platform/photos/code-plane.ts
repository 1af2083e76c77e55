import type { GreyImage, Quad } from './grey-image.ts'

/** A picture whose light was evened out: 0 is the mean of the surroundings, ±1 about one spread of them. */
export interface Plane {
  data: Float32Array
  width: number
  height: number
}

/** Below this spread a surface is taken for blank, so that the noise of a wall is not blown up. */
const LEAST_SPREAD = 4

/** Takes shadow, gradient and glare out: every pixel against the mean and spread of the square of `reach` pixels around it. */
export function levelled({ data, width, height }: GreyImage, reach: number): Plane {
  const out = new Float32Array(width * height)
  const [sums, squares] = [new Float64Array(width), new Float64Array(width)]
  const addRow = (y: number, sign: number) => {
    if (y < 0 || y >= height) return
    for (let x = 0, o = y * width; x < width; x++, o++) {
      const here = data[o] ?? 0
      sums[x] = (sums[x] ?? 0) + sign * here
      squares[x] = (squares[x] ?? 0) + sign * here * here
    }
  }
  for (let y = 0; y < reach; y++) addRow(y, 1)
  for (let y = 0; y < height; y++) {
    addRow(y + reach, 1)
    addRow(y - reach - 1, -1)
    levelRow(y)
  }
  return { data: out, width, height }

  function levelRow(y: number) {
    const rows = Math.min(height - 1, y + reach) - Math.max(0, y - reach) + 1
    let [sum, square, columns] = [0, 0, 0]
    const addColumn = (x: number, sign: number) => {
      if (x < 0 || x >= width) return
      sum += sign * (sums[x] ?? 0)
      square += sign * (squares[x] ?? 0)
      columns += sign
    }
    for (let x = 0; x < reach; x++) addColumn(x, 1)
    for (let x = 0, o = y * width; x < width; x++, o++) {
      addColumn(x + reach, 1)
      addColumn(x - reach - 1, -1)
      const count = rows * columns
      const mean = sum / count
      out[o] = ((data[o] ?? 0) - mean) / (Math.sqrt(Math.max(1, square / count - mean * mean)) + LEAST_SPREAD)
    }
  }
}

/** How the grid of a symbol lies in the picture: (u, v) in modules from its top left corner to pixels. */
export type Placement = Float64Array

export function placementOf(modules: number, [a, b, c, d]: Quad): Placement {
  const [dx1, dx2, sx] = [b.x - c.x, d.x - c.x, a.x - b.x + c.x - d.x]
  const [dy1, dy2, sy] = [b.y - c.y, d.y - c.y, a.y - b.y + c.y - d.y]
  const area = dx1 * dy2 - dx2 * dy1
  const g = (sx * dy2 - dx2 * sy) / area
  const h = (dx1 * sy - sx * dy1) / area
  const rows = [b.x - a.x + g * b.x, d.x - a.x + h * d.x, a.x, b.y - a.y + g * b.y, d.y - a.y + h * d.y, a.y, g, h]
  return Float64Array.from(rows, (value, i) => (i === 2 || i === 5 ? value : value / modules))
}

/** The picture's value at (u, v) modules, between pixels; outside the picture its nearest edge. */
export function valueAt({ data, width, height }: Plane, p: Placement, u: number, v: number): number {
  const w = (p[6] ?? 0) * u + (p[7] ?? 0) * v + 1
  const x = within(((p[0] ?? 0) * u + (p[1] ?? 0) * v + (p[2] ?? 0)) / w - 0.5, width)
  const y = within(((p[3] ?? 0) * u + (p[4] ?? 0) * v + (p[5] ?? 0)) / w - 0.5, height)
  const [left, top] = [Math.floor(x), Math.floor(y)]
  const [ax, ay] = [x - left, y - top]
  const o = top * width + left
  const above = (data[o] ?? 0) * (1 - ax) + (data[o + 1] ?? 0) * ax
  const below = (data[o + width] ?? 0) * (1 - ax) + (data[o + width + 1] ?? 0) * ax
  return above * (1 - ay) + below * ay
}

const within = (value: number, length: number) => (value > 0 ? Math.min(value, length - 1.001) : 0)
