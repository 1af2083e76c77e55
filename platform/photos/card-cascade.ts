import { type CardFacts, parseCardQr } from '../../core/domain/papers/card-qr.ts'
import { restoredCodes } from './code-restored.ts'
import { TREATMENTS } from './code-treatments.ts'
import { type BusyWindow, busyWindows, windowOfQuad } from './code-windows.ts'
import { cropOf, type GreyImage, greyOf, pipelineOf, type Quad, type Window } from './grey-image.ts'
import { type FoundCode, findCodes } from './qr-decoder.ts'

export interface Sighting {
  card: CardFacts | null
  /** Where the card's code is, or where a code seems to be; null when nothing like one was seen. */
  codeAt: Window | null
  /** Corners of what was located and not read. */
  unread: Quad[]
  /** The place with most edges, where a code is likely even when none was located. */
  busiest: BusyWindow | null
  /** A code was read and it was no card's. */
  otherCode: boolean
}

/** Symbol sides, in pixels, of codes on photos that chat services shrink to 960–1600 pixels. */
const LIKELY_SIDES = [140, 200, 280]
/** Restoring holds 9 bytes a pixel; what is larger was already looked at once in this size. */
const MOST_PIXELS_TO_RESTORE = 5_000_000
/** Larger crops are whole pictures again, and cost as much. */
const LARGEST_CROP = 700

/**
 * Looks at the whole picture, then at the places where a code seems to be, changed in one way after another,
 * and stops at the first payload that is a card or when the time is over (cccd-reading.md).
 */
export async function seekCard(image: GreyImage, isOver: () => boolean): Promise<Sighting> {
  const first = await findCodes(image)
  const sighting: Sighting = { card: null, codeAt: null, unread: [], busiest: null, otherCode: false }
  if (noteCodes(sighting, first, (quad) => windowOfQuad(quad, 1.4))) return sighting
  if (image.width * image.height <= MOST_PIXELS_TO_RESTORE) {
    const { texts, unread } = await restoredCodes(image, isOver)
    const restored = [
      ...texts.map(({ text, seat }) => ({ text, corners: seat.quad })),
      ...unread.map(({ quad }) => ({ text: null, corners: quad })),
    ]
    if (noteCodes(sighting, restored, (quad) => windowOfQuad(quad, 1.4))) return sighting
  }
  const busy = busyWindows(image, LIKELY_SIDES, 2)
  const windows = placesToLook(first, busy)
  sighting.busiest = busy[0] ?? null
  sighting.codeAt = windows[0] ?? null
  for (const treatment of TREATMENTS)
    for (const window of windows) {
      if (isOver()) return sighting
      const crop = cropOf(image, window)
      if (!crop || Math.max(crop.width, crop.height) > LARGEST_CROP) continue
      const changed = await greyOf(treatment.change(pipelineOf(crop), crop.width))
      const codes = await findCodes(changed, { binarizer: treatment.binarizer, tryDownscale: false })
      if (
        noteCodes(
          sighting,
          codes.filter((c) => c.text !== null),
          () => window,
        )
      )
        return sighting
    }
  return sighting
}

function noteCodes(sighting: Sighting, codes: readonly FoundCode[], placeOf: (quad: Quad) => Window): boolean {
  for (const { text, corners } of codes) {
    if (text === null) sighting.unread.push(corners)
    else {
      sighting.card = parseCardQr(text)
      if (!sighting.card) sighting.otherCode = true
      else sighting.codeAt = placeOf(corners)
    }
    if (sighting.card) return true
  }
  return false
}

function placesToLook(codes: readonly FoundCode[], busy: readonly BusyWindow[]): Window[] {
  const located = codes.filter((code) => code.text === null).map((code) => code.corners)
  const read = codes.filter((code) => code.text !== null).map((code) => windowOfQuad(code.corners, 1))
  const windows = [
    ...located.map((quad) => windowOfQuad(quad, 1.6)),
    ...located.map((quad) => windowOfQuad(quad, 2.6)),
    ...busy.map(({ left, top, side }) => widened({ left, top, side }, 1.3)),
  ]
  return windows.filter((window) => !read.some((code) => holdsCentre(code, window)))
}

const widened = ({ left, top, side }: Window, by: number): Window => {
  const wider = side * by
  return { left: left - (wider - side) / 2, top: top - (wider - side) / 2, side: wider }
}

function holdsCentre(outer: Window, { left, top, side }: Window): boolean {
  const [x, y] = [left + side / 2 - outer.left, top + side / 2 - outer.top]
  return x > 0 && y > 0 && x < outer.side && y < outer.side
}
