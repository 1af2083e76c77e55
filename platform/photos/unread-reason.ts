import type { Sighting } from './card-cascade.ts'
import { cropOf, type GreyImage, type Quad } from './grey-image.ts'

/** The one thing most likely wrong with a photo that was not read, so that one tip can be given (C03). */
export type UnreadReason = 'no_code' | 'not_a_card' | 'too_dark' | 'glare' | 'blurred' | 'code_cut_off' | 'too_small'

/** Symbols of cards have 41 to 53 modules a side; below two pixels a module no decoder has read one. */
const SMALLEST_SIDE = 41 * 2
/** Thumbnails and pictures of pictures: a whole card on them leaves its code less than that. */
const SMALLEST_PICTURE = 640
const WHITE = 250
const PATCH = 16

export function unreadReason(image: GreyImage, sighting: Sighting): UnreadReason {
  if (sighting.otherCode) return 'not_a_card'
  if (isDark(image)) return 'too_dark'
  if (Math.max(image.width, image.height) < SMALLEST_PICTURE) return 'too_small'
  const quad = sighting.unread.find(isSquarish)
  if (isCutOff(image, sighting, quad)) return 'code_cut_off'
  if (sighting.busiest && isSoft(image)) return 'blurred'
  const spot = sighting.codeAt && cropOf(image, sighting.codeAt)
  if ((quad && spot && shareAbove(spot, WHITE) > 0.06) || (sighting.busiest && hasHighlight(image))) return 'glare'
  if (!quad) return 'no_code'
  return sideOf(quad) < SMALLEST_SIDE ? 'too_small' : 'blurred'
}

/** Nearly everything below a third of full light. */
const isDark = (image: GreyImage) => shareAbove(image, 85) < 0.08

function shareAbove({ data }: GreyImage, level: number): number {
  const step = Math.max(1, Math.floor(data.length / 200_000))
  let [above, seen] = [0, 0]
  for (let i = 0; i < data.length; i += step, seen++) if ((data[i] ?? 0) > level) above++
  return above / seen
}

function isCutOff(image: GreyImage, { busiest }: Sighting, quad: Quad | undefined): boolean {
  const { width, height } = image
  const atEdge = (x: number, y: number) => x < 3 || y < 3 || x > width - 4 || y > height - 4
  if (quad?.some(({ x, y }) => atEdge(x, y))) return true
  if (!busiest || busiest.score < 500) return false
  const { left, top, side } = busiest
  return left < 8 || top < 8 || left + side > width - 16 || top + side > height - 16
}

/** A lamp mirrored in the card is a small solid patch; a sheet of white paper is a large one, and no reason. */
function hasHighlight({ data, width, height }: GreyImage): boolean {
  let [solid, patches] = [0, 0]
  for (let top = 0; top + PATCH <= height; top += PATCH)
    for (let left = 0; left + PATCH <= width; left += PATCH, patches++) {
      const corners = [0, PATCH - 1].flatMap((y) => [0, PATCH - 1].map((x) => (top + y) * width + left + x))
      if ([...corners, (top + PATCH / 2) * width + left + PATCH / 2].every((o) => (data[o] ?? 0) > WHITE)) solid++
    }
  return solid >= 2 && solid / patches < 0.1
}

/** Whether even the sharpest edges need more than two pixels: in-focus photos and papers stay above 0.57. */
function isSoft({ data, width, height }: GreyImage): boolean {
  const steepness: number[] = []
  for (let y = 4; y < height - 4; y += 3)
    for (let x = 4; x < width - 5; x += 3) {
      const { contrast, step } = steepestStep(data, y * width + x)
      if (contrast > 50) steepness.push(step / contrast)
    }
  steepness.sort((a, b) => a - b)
  return (steepness[Math.floor(steepness.length * 0.9)] ?? 0) < 0.54
}

function steepestStep(data: Uint8Array, centre: number): { contrast: number; step: number } {
  let [darkest, lightest, step] = [255, 0, 0]
  for (let i = centre - 4; i <= centre + 4; i++) {
    const here = data[i] ?? 0
    darkest = Math.min(darkest, here)
    lightest = Math.max(lightest, here)
    if (i < centre + 4) step = Math.max(step, Math.abs(here - (data[i + 1] ?? 0)))
  }
  return { contrast: lightest - darkest, step }
}
function isSquarish([a, b, c, d]: Quad): boolean {
  const sides = [length(a, b), length(b, c), length(c, d), length(d, a)]
  return Math.max(...sides) < 1.7 * Math.min(...sides)
}

const sideOf = ([a, b, c, d]: Quad) => (length(a, b) + length(b, c) + length(c, d) + length(d, a)) / 4

const length = (p: { x: number; y: number }, q: { x: number; y: number }) => Math.hypot(p.x - q.x, p.y - q.y)
