import type { Sharp } from 'sharp'
import type { CardFacts } from '../../core/domain/papers/card-qr.ts'
import { type Sighting, seekCard } from './card-cascade.ts'
import { type GreyImage, greyOf, type Window } from './grey-image.ts'
import { openPhoto, type PhotoFault } from './photo-file.ts'
import { type UnreadReason, unreadReason } from './unread-reason.ts'

export interface CardReading {
  card: CardFacts | null
  reason: 'read' | UnreadReason | PhotoFault | 'took_too_long'
  /** Milliseconds from bytes to answer. */
  ms: number
  /** Where the code is, in pixels of the upright original; to keep that part beside the smaller copy. */
  codeAt: Window | null
}

/** 1.5 s in all: on a loaded machine the last look that starts within the budget may take 0.3 s more. */
const BUDGET_MS = 1100
/** A picture of more pixels than phones commonly send has cost its share by being opened: whatever it is, it ends within a second. */
const VAST_PIXELS = 13_000_000
const VAST_BUDGET_MS = 600
/** Chat photos pass untouched; a 12-megapixel file is first looked at small, then large. */
const SIDES = [2100, 3600]

/** Reads the QR of a citizen card from a photo file. Strangers' files belong in the child process: see photo-lab.ts. */
export async function readCard(bytes: Uint8Array, budgetMs = BUDGET_MS): Promise<CardReading> {
  const start = performance.now()
  const elapsed = () => Math.round(performance.now() - start)
  const opened = await openPhoto(bytes)
  if (!opened.ok) return { card: null, reason: opened.reason, ms: elapsed(), codeAt: null }
  try {
    const seen = await look(opened.photo, (most) => elapsed() >= Math.min(budgetMs, most))
    return { ...seen, ms: elapsed() }
  } catch {
    return { card: null, reason: 'damaged', ms: elapsed(), codeAt: null }
  }
}

async function look(photo: Sharp, isSpent: (mostMs: number) => boolean): Promise<Omit<CardReading, 'ms'>> {
  const { autoOrient } = await photo.metadata()
  const isVast = autoOrient.width * autoOrient.height > VAST_PIXELS
  const isOver = () => isSpent(isVast ? VAST_BUDGET_MS : BUDGET_MS)
  const longest = Math.max(autoOrient.width, autoOrient.height)
  let best: { sighting: Sighting; image: GreyImage } | undefined
  for (const side of SIDES.filter((s, i) => i === 0 || longest > (SIDES[i - 1] ?? s))) {
    if (best && (isOver() || sawNothing(best.sighting))) break
    const image = await greyOf(
      photo.clone().resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true }),
    )
    const sighting = await seekCard(image, isOver)
    best = { sighting, image }
    if (sighting.card) break
  }
  if (!best) throw new Error('A picture was looked at in no size.')
  const { sighting, image } = best
  const codeAt = sighting.codeAt && scaled(sighting.codeAt, autoOrient.width / image.width)
  if (sighting.card) return { card: sighting.card, reason: 'read', codeAt }
  return { card: null, reason: unreadReason(image, sighting), codeAt }
}

/** A code too small to be located still leaves a busy place; a picture without one is not worth a larger look. */
const sawNothing = ({ unread, busiest }: Sighting) => unread.length === 0 && busiest === null

const scaled = ({ left, top, side }: Window, by: number): Window => ({
  left: left * by,
  top: top * by,
  side: side * by,
})
