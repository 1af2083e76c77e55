import sharp from 'sharp'
import { type CardFacts, parseCardQr } from '../../../core/domain/papers/card-qr.ts'
import type { ShownArea } from '../../../core/domain/papers/shown-area.ts'
import { TREATMENTS } from '../code-treatments.ts'
import { greyOf, type Quad } from '../grey-image.ts'
import { findCodes } from '../qr-decoder.ts'
import { layoutOf } from './card-layout.ts'
import { homographyOf } from './homography.ts'

/**
 * Where the text of a card stands on its photo, laid out from the corners of its QR (features C08). A card whose QR was not
 * read for certain has no place: then nothing of the photo is shown without a reason.
 */
export async function cardAreas(jpeg: Uint8Array): Promise<ShownArea[]> {
  const found = await cardCode(jpeg)
  if (!found) return []
  const layout = layoutOf(found.card)
  const toPicture = homographyOf(layout.code, found.corners)
  return toPicture ? [layout.shown.map(toPicture)] : []
}

/** The whole picture as it is, then changed in the ways that helped reading; corners stay in its own pixels. */
async function cardCode(jpeg: Uint8Array): Promise<{ card: CardFacts; corners: Quad } | null> {
  const image = await greyOf(sharp(jpeg, { failOn: 'error' }))
  const plain = firstCard(await findCodes(image))
  if (plain) return plain
  const until = performance.now() + BUDGET_MS
  for (const { change, binarizer } of TREATMENTS) {
    if (performance.now() > until) break
    const changed = await greyOf(change(sharp(jpeg, { failOn: 'error' }).greyscale(), image.width))
    const scale = image.width / changed.width
    const hit = firstCard(await findCodes(changed, { binarizer }))
    if (hit) return { ...hit, corners: hit.corners.map(({ x, y }) => ({ x: x * scale, y: y * scale })) as Quad }
  }
  return null
}

/** The last look that begins in this time may take 0.3 s more. */
const BUDGET_MS = 1000

function firstCard(codes: Awaited<ReturnType<typeof findCodes>>) {
  for (const { text, corners } of codes) {
    const card = text === null ? null : parseCardQr(text)
    if (card) return { card, corners }
  }
  return null
}
