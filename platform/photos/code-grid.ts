/** What the standard fixes in every QR symbol of one size, row by row. */
export const UNKNOWN = 2
const LIGHT = 0
const DARK = 1

/** Modules a side of versions 4 to 12: from the shortest card to the longest address with strong error correction. */
export const CARD_SIZES = [33, 37, 41, 45, 49, 53, 57, 61, 65] as const

/** Second and third row of alignment patterns, by version; the first is always row 6 (ISO/IEC 18004, annex E). */
const ALIGNMENT: Record<number, readonly number[]> = {
  33: [6, 26],
  37: [6, 30],
  41: [6, 34],
  45: [6, 22, 38],
  49: [6, 24, 42],
  53: [6, 26, 46],
  57: [6, 28, 50],
  61: [6, 30, 54],
  65: [6, 32, 58],
}

const made = new Map<number, Uint8Array>()

/** For every module 1 (dark), 0 (light) or 2 (carries data). */
export function knownModules(size: number): Uint8Array {
  const known = made.get(size) ?? drawn(size)
  made.set(size, known)
  return known
}

function drawn(size: number): Uint8Array {
  const known = new Uint8Array(size * size).fill(UNKNOWN)
  const set = (row: number, column: number, value: number) => {
    if (row >= 0 && column >= 0 && row < size && column < size) known[row * size + column] = value
  }
  for (let i = 8; i < size - 8; i++) {
    set(6, i, i % 2 ? LIGHT : DARK)
    set(i, 6, i % 2 ? LIGHT : DARK)
  }
  for (const [row, column] of alignmentCentres(size))
    eachAround(2, (y, x, ring) => set(row + y, column + x, ring === 1 ? LIGHT : DARK))
  for (const [row, column] of [
    [3, 3],
    [3, size - 4],
    [size - 4, 3],
  ] as const)
    eachAround(4, (y, x, ring) => set(row + y, column + x, ring === 2 || ring === 4 ? LIGHT : DARK))
  set(size - 8, 8, DARK)
  return known
}

function alignmentCentres(size: number): [number, number][] {
  const rows = ALIGNMENT[size] ?? []
  const all = rows.flatMap((row) => rows.map((column): [number, number] => [row, column]))
  return all.filter(([row, column]) => {
    const [atTop, atLeft] = [row === 6, column === 6]
    return !((atTop && atLeft) || (atTop && column === size - 7) || (row === size - 7 && atLeft))
  })
}

function eachAround(reach: number, visit: (y: number, x: number, ring: number) => void) {
  for (let y = -reach; y <= reach; y++)
    for (let x = -reach; x <= reach; x++) visit(y, x, Math.max(Math.abs(y), Math.abs(x)))
}

const weighed = new Map<number, Float64Array>()

/** Triples (u, v, weight): where light or dark is certain, the quiet border included; both sides weigh 1 together. */
export function certainPoints(size: number): Float64Array {
  const points = weighed.get(size) ?? weighedPoints(size)
  weighed.set(size, points)
  return points
}

function weighedPoints(size: number): Float64Array {
  const known = knownModules(size)
  const dark: [number, number][] = []
  const light: [number, number][] = []
  for (let i = 0; i < known.length; i++) {
    const centre: [number, number] = [(i % size) + 0.5, Math.floor(i / size) + 0.5]
    if (known[i] === DARK) dark.push(centre)
    else if (known[i] === LIGHT) light.push(centre)
  }
  for (let i = 0.5; i < 7; i++) {
    const far = size - 7 + i
    light.push([i, -0.5], [-0.5, i], [far, -0.5], [-0.5, far], [size + 0.5, i], [i, size + 0.5])
  }
  const weigh = (points: [number, number][], sign: number) => points.flatMap(([u, v]) => [u, v, sign / points.length])
  return Float64Array.from([...weigh(light, 1), ...weigh(dark, -1)])
}
