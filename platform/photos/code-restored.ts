import { guessesAt } from './code-equaliser.ts'
import { eyesOf } from './code-eyes.ts'
import { knownModules, UNKNOWN } from './code-grid.ts'
import { levelled } from './code-plane.ts'
import { REAL_SCORE, type Seat, seatsOver, settled, TRIED_SCORE } from './code-seats.ts'
import type { GreyImage } from './grey-image.ts'
import { findCodes } from './qr-decoder.ts'

const MOST_EYES = 45
const MOST_SEATS = 8
const MOST_TRIES = 3
/** Pixels around a pixel that its light is measured against, about a whole eye. */
const LIGHT_REACH = 10

export interface Restored {
  /** Of what was decoded. */
  texts: { text: string; seat: Seat }[]
  /** Symbols that are certainly there and were not decoded. */
  unread: Seat[]
}

/**
 * Finds symbols by their eyes, fits the grid over them, judges each module for itself and decodes a clean drawing of
 * the verdicts: blur and slant are gone before the decoder looks. Its error correction refuses what was judged wrong.
 */
export async function restoredCodes(image: GreyImage, isOver: () => boolean): Promise<Restored> {
  const plane = levelled(image, LIGHT_REACH)
  const seats = seatsOver(eyesOf(image, MOST_EYES), plane, MOST_SEATS)
  const fits = distinct(seats.map((seat) => settled(plane, seat)).sort((a, b) => b.score - a.score))
  const restored: Restored = { texts: [], unread: [] }
  for (const [tried, seat] of fits.entries()) {
    // The likeliest seat is tried on a busy machine too: finding it took longer than trying it.
    if (tried > 0 && isOver()) break
    const text = await decodedAt(plane, seat)
    if (text !== null) restored.texts.push({ text, seat })
    else if (seat.score >= REAL_SCORE) restored.unread.push(seat)
  }
  return restored
}

/** One seat a place: the same symbol is often proposed twice, and once more with another size. */
function distinct(fits: readonly Seat[]): Seat[] {
  const kept: Seat[] = []
  for (const fit of fits) {
    const [corner, , far] = fit.quad
    const reach = Math.hypot(corner.x - far.x, corner.y - far.y) / 4
    const isNew = kept.every(({ quad: [k] }) => Math.hypot(k.x - corner.x, k.y - corner.y) > reach)
    if (isNew && fit.score >= TRIED_SCORE && kept.length < MOST_TRIES) kept.push(fit)
  }
  return kept
}

async function decodedAt(plane: ReturnType<typeof levelled>, seat: Seat): Promise<string | null> {
  for (const guess of guessesAt(plane, seat)) {
    const [code] = await findCodes(drawing(guess, seat.size), { isPure: true, tryHarder: false, tryRotate: false })
    if (code && code.text !== null) return code.text
  }
  return null
}

const SCALE = 3
const QUIET = 4

function drawing(guess: Float64Array, size: number): GreyImage {
  const known = knownModules(size)
  const side = (size + 2 * QUIET) * SCALE
  const data = new Uint8Array(side * side).fill(255)
  for (let i = 0; i < guess.length; i++) {
    const isDark = known[i] === UNKNOWN ? (guess[i] ?? 0) > 0 : known[i] === 1
    if (!isDark) continue
    const [left, top] = [((i % size) + QUIET) * SCALE, (Math.floor(i / size) + QUIET) * SCALE]
    for (let y = top; y < top + SCALE; y++) data.fill(0, y * side + left, y * side + left + SCALE)
  }
  return { data, width: side, height: side }
}
