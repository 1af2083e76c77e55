import sharp from 'sharp'
import type { ShownArea } from '../../../core/domain/papers/shown-area.ts'
import type { QuarterTurn } from '../../../core/ports/services.ts'

/** Seen once more before it leaves: the watermark encodes it again. */
const QUALITY = 92
/** Dark enough that white and black print beside it stay readable. */
const COVER = '#3c4650'

/** Replaces every pixel outside the shown areas, cuts to what is left to see, and turns it (features C08). */
export async function cover(
  jpeg: Buffer,
  { shown, turn }: { shown: readonly ShownArea[] | 'all'; turn: QuarterTurn },
): Promise<Buffer> {
  const picture = sharp(jpeg, { failOn: 'error' })
  const { width, height } = await picture.metadata()
  if (!width || !height) throw new Error('A photo to be shown has no size.')
  const layers = shown === 'all' ? [] : [{ input: Buffer.from(sheetWithHoles(width, height, shown)) }]
  const covered = await picture.composite(layers).jpeg({ quality: QUALITY }).toBuffer()
  const frame = shown === 'all' ? { left: 0, top: 0, width, height } : frameOf(shown, width, height)
  return sharp(covered).extract(frame).rotate(turn).jpeg({ quality: QUALITY }).toBuffer()
}

/** What lies around the shown areas is all cover: the rest is seen larger without it. */
function frameOf(shown: readonly ShownArea[], width: number, height: number) {
  const margin = Math.round(Math.max(width, height) * 0.02)
  const within = (value: number, most: number) => Math.min(most, Math.max(0, Math.round(value)))
  const corners = shown.flat()
  const left = within(Math.min(...corners.map(({ x }) => x)) - margin, width)
  const right = within(Math.max(...corners.map(({ x }) => x)) + margin, width)
  const top = within(Math.min(...corners.map(({ y }) => y)) - margin, height)
  const bottom = within(Math.max(...corners.map(({ y }) => y)) + margin, height)
  const isEmpty = right - left < 1 || bottom - top < 1
  return isEmpty ? { left: 0, top: 0, width, height } : { left, top, width: right - left, height: bottom - top }
}

/** Overlapping areas are both holes: each is cut by itself out of a mask, not by the even-odd rule. */
function sheetWithHoles(width: number, height: number, shown: readonly ShownArea[]): string {
  const holes = shown.map(
    (area) => `<polygon points="${area.map(({ x, y }) => `${rounded(x)},${rounded(y)}`).join(' ')}"/>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" shape-rendering="crispEdges">
<mask id="m"><rect width="100%" height="100%" fill="#fff"/><g fill="#000">${holes.join('')}</g></mask>
<rect width="100%" height="100%" fill="${COVER}" mask="url(#m)"/></svg>`
}

const rounded = (value: number) => value.toFixed(1)
