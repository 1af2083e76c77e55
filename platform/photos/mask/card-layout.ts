import type { CardFacts } from '../../../core/domain/papers/card-qr.ts'
import type { Quad } from '../grey-image.ts'

/** Millimetres from the top left corner of a card of 85.6 × 54. */
export interface CardLayout {
  /** Corners of the QR. */
  code: Quad
  /** What may be seen without a reason: text, away from portrait, fingerprints and signatures. */
  shown: Quad
}

/** From this day on cards carry the QR on their back (domain 5.4). */
const FIRST_CARD_OF_2024 = '2024-07-01'

export function layoutOf(card: Pick<CardFacts, 'issued'>): CardLayout {
  return card.issued >= FIRST_CARD_OF_2024 ? BACK_OF_2024 : FRONT_OF_2021
}

const box = (left: number, top: number, right: number, bottom: number): Quad => [
  { x: left, y: top },
  { x: right, y: top },
  { x: right, y: bottom },
  { x: left, y: bottom },
]

/**
 * The portrait ends 24 mm from the left. A code of 12 mm tells a place 50 mm away to within 7 mm (measured:
 * docs/decisions/photo-masks.md), so the window begins 10 mm beside it.
 */
const FRONT_OF_2021: CardLayout = { code: box(67.8, 5.2, 79.8, 17.2), shown: box(34, 2, 84, 52) }

/** Residence, issue date, QR and the machine-readable lines; the 2024 back has no prints and no signature of its holder. */
const BACK_OF_2024: CardLayout = { code: box(63.25, 4, 81, 21.75), shown: box(5, 2, 84, 51) }
