import { slipAreas } from '../../domain/papers/slip-areas.ts'
import { type SlipProposal, slipFacts } from '../../domain/papers/slip-facts.ts'
import type { App } from '../../ports/app.ts'
import type { Photo } from '../../ports/photos.ts'
import { openPhoto } from './open-photo.ts'

const slipLabel = (photoId: string) => `slip|${photoId}`

/**
 * Reads a paper slip: proposals, sealed with the case key, and the lines staff may see (features C08, C13). They fill in
 * nothing. Where nobody reads print there are no proposals, and the paper stays covered until a reason is given (M07).
 */
export async function readSlipOfPhoto(app: App, photoId: string): Promise<void> {
  const isWaiting = await app.store.transaction(async (tx) => waits(await tx.photos.get(photoId)))
  if (!isWaiting) return
  const page = await app.photos.readPrint(await openPhoto(app, photoId))
  const facts = page ? slipFacts(page, app.passports.vaccines) : []
  const areas = page ? slipAreas(page) : []
  await app.store.transaction(async (tx) => {
    const photo = await tx.photos.get(photoId)
    const key = photo ? await tx.photos.keyOf(photo.caseId) : null
    if (!waits(photo) || !key?.wrappedKey) return
    const plain = Buffer.from(JSON.stringify(facts), 'utf8')
    const slipFactsSealed = facts.length > 0 ? app.vault.seal(key.wrappedKey, plain, slipLabel(photoId)) : null
    const reason = facts.length > 0 ? 'read' : page ? 'nothing' : 'off'
    await tx.photos.setSlip(photoId, { slipFacts: slipFactsSealed, reason })
    await tx.photos.setShownAreas(photoId, areas)
  })
}

const waits = (photo: Photo | null) =>
  photo?.state === 'ready' && photo.kind === 'dose_paper' && photo.slipReason === null

/** What was read on a paper, opened with the wrapped key of its case; nothing when nothing was. */
export function openSlipFacts(
  app: App,
  wrappedKey: Buffer | null,
  photo: Pick<Photo, 'id' | 'slipFacts'>,
): SlipProposal[] {
  if (!wrappedKey || !photo.slipFacts) return []
  // Only readSlipOfPhoto seals these bytes.
  return JSON.parse(app.vault.open(wrappedKey, photo.slipFacts, slipLabel(photo.id)).toString('utf8')) as SlipProposal[]
}
