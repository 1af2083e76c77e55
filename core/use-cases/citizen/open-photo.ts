import type { CardFacts } from '../../domain/papers/card-qr.ts'
import type { App } from '../../ports/app.ts'
import type { Photo } from '../../ports/photos.ts'
import type { Tx } from '../../ports/store.ts'

/** What binds sealed bytes to their photo: opened as anything else, they fail. */
export const photoLabel = (photoId: string) => `photo|${photoId}`
export const cardLabel = (photoId: string) => `card|${photoId}`

/** The JPEG of a photo. Throws when it is not ready or its key was destroyed: ask `photo.state` first. */
export async function openPhoto(app: App, photoId: string): Promise<Buffer> {
  const { fileKey, wrappedKey } = await app.store.transaction((tx) => whereItLies(tx, photoId))
  // The file store may be across the network: no transaction waits for it.
  const sealed = await app.files.get(fileKey)
  if (!sealed) throw new Error('The sealed file of a photo is missing')
  return app.vault.open(wrappedKey, sealed, photoLabel(photoId))
}

async function whereItLies(tx: Tx, photoId: string): Promise<{ fileKey: string; wrappedKey: Buffer }> {
  const photo = await tx.photos.get(photoId)
  if (photo?.state !== 'ready') throw new Error('A photo that is not ready was to be opened')
  const key = await tx.photos.keyOf(photo.caseId)
  if (!key?.wrappedKey) throw new Error('The key of a photo is missing')
  return { fileKey: photo.fileKey, wrappedKey: key.wrappedKey }
}

/** What the card's QR said, opened with the wrapped key of its case; null when nothing was read. */
export function openCardFacts(
  app: App,
  wrappedKey: Buffer | null,
  photo: Pick<Photo, 'id' | 'cardFacts'>,
): CardFacts | null {
  if (!wrappedKey || !photo.cardFacts) return null
  // Only readCardOfPhoto seals these bytes, from facts the card reader has checked.
  return JSON.parse(app.vault.open(wrappedKey, photo.cardFacts, cardLabel(photo.id)).toString('utf8')) as CardFacts
}
