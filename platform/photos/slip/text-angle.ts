import type { GreyImage } from '../grey-image.ts'

/** Degrees to turn the picture clockwise until its lines of print run level; 90 more or less when they run upright. */
export function textAngle(image: GreyImage): number {
  const dark = darkPoints(image)
  const level = bestAngle(dark, 0)
  const upright = bestAngle(dark, 90)
  return level.score >= upright.score ? level.angle : upright.angle
}

/** Photos are held this crooked at most; whoever holds it worse turns it whole. */
const MOST = 15

type Points = readonly (readonly [number, number])[]

function bestAngle(dark: Points, around: number) {
  const score = (angle: number) => ({ angle, score: sharpness(dark, angle) })
  const best = (angles: number[]) => angles.map(score).reduce((a, b) => (b.score > a.score ? b : a))
  const steps = (from: number, to: number, by: number) =>
    Array.from({ length: Math.round((to - from) / by) + 1 }, (_, i) => from + i * by)
  const rough = best(steps(around - MOST, around + MOST, 1))
  return best(steps(rough.angle - 0.75, rough.angle + 0.75, 0.25))
}

/** Rows of print and the gaps between them differ most when the rows are level. */
function sharpness(dark: Points, angle: number): number {
  const turn = (angle * Math.PI) / 180
  const [sin, cos] = [Math.sin(turn), Math.cos(turn)]
  const rows = new Map<number, number>()
  for (const [x, y] of dark) {
    const row = Math.round((x * sin + y * cos) / 2)
    rows.set(row, (rows.get(row) ?? 0) + 1)
  }
  let sum = 0
  for (const [row, count] of rows) sum += (count - (rows.get(row + 1) ?? 0)) ** 2
  return sum
}

/** Points clearly darker than the paper around them, in pixels from the middle. */
function darkPoints({ data, width, height }: GreyImage): Points {
  const found: [number, number][] = []
  const step = 4
  for (let y = step; y < height - step; y++)
    for (let x = step; x < width - step; x++) {
      const at = y * width + x
      const around = Math.max(data[at - step] ?? 0, data[at + step] ?? 0)
      const above = Math.max(data[at - step * width] ?? 0, data[at + step * width] ?? 0)
      if ((data[at] ?? 0) + 35 < Math.min(around, above)) found.push([x - width / 2, y - height / 2])
    }
  return found
}
