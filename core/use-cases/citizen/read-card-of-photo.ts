import { carriesCardQr } from '../../domain/citizen/photo-kind.ts'
import type { ShownArea } from '../../domain/papers/shown-area.ts'
import type { App } from '../../ports/app.ts'
import type { Photo } from '../../ports/photos.ts'
import type { CardReading } from '../../ports/services.ts'
import type { Tx } from '../../ports/store.ts'
import { hearCardRead } from '../chat/hear-card-read.ts'
import { noteAgreement } from '../note-agreement.ts'
import { tellCitizen } from '../tell-citizen.ts'
import { cardLabel, openPhoto } from './open-photo.ts'

/** Reads the QR of a card's photo and seals what it says with the case key. Run again, it finds its own answer. */
export async function readCardOfPhoto(app: App, photoId: string): Promise<void> {
  if (!(await app.store.transaction((tx) => waitsToBeRead(tx, photoId)))) return
  const jpeg = await openPhoto(app, photoId)
  const reading = await app.photos.readCard(jpeg)
  const areas = reading.card ? await app.photos.cardAreas(jpeg) : []
  await app.store.transaction((tx) => keepReading(app, tx, photoId, reading, areas))
}

async function waitsToBeRead(tx: Tx, photoId: string): Promise<boolean> {
  const photo = await tx.photos.get(photoId)
  return photo?.state === 'ready' && photo.cardReason === null && carriesCardQr(photo.kind)
}

async function keepReading(
  app: App,
  tx: Tx,
  photoId: string,
  reading: CardReading,
  areas: readonly ShownArea[],
): Promise<void> {
  const photo = await tx.photos.get(photoId)
  const key = photo ? await tx.photos.keyOf(photo.caseId) : null
  if (photo?.state !== 'ready' || photo.cardReason !== null || !key?.wrappedKey) return
  const facts = reading.card ? Buffer.from(JSON.stringify(reading.card), 'utf8') : null
  const cardFacts = facts ? app.vault.seal(key.wrappedKey, facts, cardLabel(photoId)) : null
  await tx.photos.setReading(photoId, { cardFacts, reason: reading.card ? 'read' : reading.reason })
  await tx.photos.setShownAreas(photoId, areas)
  if (photo.reportId) await noteAgreement(app, tx, photo.reportId)
  if (photo.draftAddress) {
    await hearCardRead(tx, { address: photo.draftAddress, caseId: photo.caseId, photoId, at: app.now() })
  }
  if (!reading.card) await tellUnreadable(app, tx, photo)
}

/** While the report is being written its page gives the tip; afterwards a message does, unless the other side was read. */
async function tellUnreadable(app: App, tx: Tx, photo: Photo): Promise<void> {
  const report = photo.reportId ? await tx.reports.get(photo.reportId) : null
  if (!report) return
  const others = (await tx.photos.ofCase(report.id)).filter(
    (other) => other.id !== photo.id && carriesCardQr(other.kind),
  )
  if (others.some((other) => other.cardReason === null || other.cardReason === 'read')) return
  await tellCitizen(app, tx, { report, eventId: photo.id, notice: 'photo-unreadable' })
}
