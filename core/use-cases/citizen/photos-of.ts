import { carriesCardQr, type PhotoKind } from '../../domain/citizen/photo-kind.ts'
import type { CardFacts } from '../../domain/papers/card-qr.ts'
import type { App } from '../../ports/app.ts'
import type { Photo, PhotoState } from '../../ports/photos.ts'
import type { Tx } from '../../ports/store.ts'
import { openCardFacts } from './open-photo.ts'
import { ownsReport } from './owns-report.ts'

export type CardReadingState =
  | { state: 'waiting' }
  | { state: 'read'; card: CardFacts }
  | { state: 'unread'; reason: string }

export interface OwnPhoto {
  photoId: string
  kind: PhotoKind
  state: PhotoState
  reading: CardReadingState
}

/** The photos of one's own draft or report, with what their cards said; nothing of anybody else's. */
export async function photosOf(app: App, command: { address: string; caseId: string }): Promise<OwnPhoto[]> {
  return app.store.transaction(async (tx) => {
    if (!(await mayRead(app, tx, command))) return []
    const photos = await tx.photos.ofCase(command.caseId)
    const left = photos.filter((photo) => photo.state === 'ready' || photo.state === 'waiting')
    return Promise.all(left.map((photo) => ownPhoto(app, tx, photo)))
  })
}

async function mayRead(app: App, tx: Tx, { address, caseId }: { address: string; caseId: string }): Promise<boolean> {
  if ((await tx.drafts.of(address))?.id === caseId) return true
  const report = await tx.reports.get(caseId)
  return report !== null && ownsReport(app, tx, report, address)
}

async function ownPhoto(app: App, tx: Tx, photo: Photo): Promise<OwnPhoto> {
  const { id: photoId, kind, state } = photo
  return { photoId, kind, state, reading: await readingOf(app, tx, photo) }
}

async function readingOf(app: App, tx: Tx, photo: Photo): Promise<CardReadingState> {
  if (!carriesCardQr(photo.kind)) return { state: 'unread', reason: 'not_asked' }
  if (photo.cardReason === null) return { state: 'waiting' }
  const key = photo.cardFacts ? await tx.photos.keyOf(photo.caseId) : null
  const card = openCardFacts(app, key?.wrappedKey ?? null, photo)
  return card ? { state: 'read', card } : { state: 'unread', reason: photo.cardReason }
}
