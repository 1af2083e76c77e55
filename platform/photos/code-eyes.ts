import { levelled, type Plane } from './code-plane.ts'
import type { GreyImage, Point } from './grey-image.ts'

/** A place that looks like one of the three square eyes of a QR. */
export interface Eye {
  x: number
  y: number
  /** Estimated side of one module, pixels. */
  module: number
  score: number
}

/**
 * Sides of a module, in pixels, between what no decoder reads and what every decoder reads. Light is evened out over
 * about four modules: then a blurred ring stands out as much as a sharp one.
 */
const LOOKS = [
  { lightReach: 4, modules: [1.4, 1.7, 2.1, 2.6] },
  { lightReach: 6, modules: [3.2, 4, 5] },
]
const DARK = -0.3
const LEAST_CONTRAST = 0.7
const LEAST_SCORE = 0.5

/** Rings that are light or dark whatever way the eye is turned: radius in modules and number of points. */
const CORE = [{ x: 0, y: 0 }, ...ring(8, 0.9)]
const LIGHT_RING = ring(12, 2.1)
const DARK_RING = ring(16, 3.25)

/** The places most like eyes, best first, none nearer than 2.5 modules to a better one. */
export function eyesOf(image: GreyImage, most: number): Eye[] {
  const scores = new Float32Array(image.width * image.height)
  const found = LOOKS.flatMap(({ lightReach, modules }) => {
    const plane = levelled(image, lightReach)
    return modules.flatMap((module) => {
      scores.fill(0)
      scoreAll(plane, module, scores)
      return peaksOf(scores, plane, module)
    })
  })
  found.sort((a, b) => b.score - a.score)
  const kept: Eye[] = []
  for (const eye of found) {
    if (kept.length === most) break
    if (kept.every((k) => Math.hypot(k.x - eye.x, k.y - eye.y) > 2.5 * Math.max(k.module, eye.module))) kept.push(eye)
  }
  return kept
}

/** Large modules need no look at every pixel. */
const strideOf = (module: number) => (module > 2.5 ? 2 : 1)
const marginOf = (module: number) => Math.ceil(3.3 * module) + 1

function scoreAll({ data, width, height }: Plane, module: number, scores: Float32Array) {
  const at = (spots: Point[]) => offsets(spots, module, width)
  const [core, light, dark] = [at(CORE), at(LIGHT_RING), at(DARK_RING)]
  const [margin, stride] = [marginOf(module), strideOf(module)]
  for (let y = margin; y < height - margin; y += stride)
    for (let x = margin, o = y * width + margin; x < width - margin; x += stride, o += stride) {
      if ((data[o] ?? 0) > DARK) continue
      const centre = meanAt(data, o, core)
      if (centre > DARK) continue
      const white = meanAt(data, o, light)
      if (white - centre < LEAST_CONTRAST) continue
      const black = meanAt(data, o, dark)
      scores[o] = Math.max(0, Math.min(white - centre, (white - black) * 1.5) + 0.3 * (white - black))
    }
}

function peaksOf(scores: Float32Array, { width, height }: Plane, module: number): Eye[] {
  const [margin, stride, reach] = [marginOf(module), strideOf(module), Math.ceil(1.5 * module)]
  const peaks: Eye[] = []
  for (let y = margin; y < height - margin; y += stride)
    for (let x = margin; x < width - margin; x += stride) {
      const score = scores[y * width + x] ?? 0
      if (score > LEAST_SCORE && isPeak(scores, width, x, y, reach))
        peaks.push({ x: x + 0.5, y: y + 0.5, module, score })
    }
  return peaks
}

function isPeak(scores: Float32Array, width: number, x: number, y: number, reach: number): boolean {
  const score = scores[y * width + x] ?? 0
  for (let row = y - reach; row <= y + reach; row++)
    for (let o = row * width + x - reach; o <= row * width + x + reach; o++) if ((scores[o] ?? 0) > score) return false
  return true
}

function meanAt(data: Float32Array, origin: number, steps: Int32Array): number {
  let sum = 0
  for (let i = 0; i < steps.length; i++) sum += data[origin + (steps[i] ?? 0)] ?? 0
  return sum / steps.length
}

function offsets(spots: Point[], module: number, width: number): Int32Array {
  return Int32Array.from(spots, ({ x, y }) => Math.round(y * module) * width + Math.round(x * module))
}

function ring(count: number, radius: number): Point[] {
  const turn = (2 * Math.PI) / count
  return Array.from({ length: count }, (_, i) => ({ x: Math.cos(i * turn) * radius, y: Math.sin(i * turn) * radius }))
}
