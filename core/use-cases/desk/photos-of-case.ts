import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import { openCardFacts } from '../citizen/open-photo.ts'
import type { PhotoOfCase } from './case-view.ts'

/** The photos of a report with what their card's QR said; no picture is opened here. */
export async function photosOfCase(app: App, tx: Tx, reportId: string): Promise<PhotoOfCase[]> {
  const photos: PhotoOfCase[] = []
  for (const photo of await tx.photos.ofCase(reportId)) {
    const key = photo.state === 'ready' ? await tx.photos.keyOf(photo.caseId) : null
    photos.push({
      photoId: photo.id,
      kind: photo.kind,
      state: photo.state,
      receivedAt: photo.receivedAt,
      card: openCardFacts(app, key?.wrappedKey ?? null, photo),
      cardReason: photo.cardReason,
    })
  }
  return photos
}
