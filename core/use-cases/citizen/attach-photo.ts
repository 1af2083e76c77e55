import { createHash } from 'node:crypto'
import { carriesCardQr, MAX_PHOTOS, type PhotoKind } from '../../domain/citizen/photo-kind.ts'
import { isCurrentConsent } from '../../domain/consent/photo-consent.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { Photo } from '../../ports/photos.ts'
import type { TakenIn } from '../../ports/services.ts'
import type { Tx } from '../../ports/store.ts'
import { photoObjection } from '../photo-objection.ts'
import { photoLabel } from './open-photo.ts'
import { ownsReport } from './owns-report.ts'

export interface AttachPhoto {
  address: string
  /** The draft's id before sending, the report's id after. */
  caseId: string
  kind: PhotoKind
  bytes: Buffer
  /** The sender's own name of this photo: sent twice, it is one. */
  dedupeKey: string
  consentVersion: string | null
}

/**
 * Takes a photo in: consent first (L09), then the file is checked and re-encoded (C07, C10), sealed with the case key
 * (C11) and only then ready. A crash in between leaves a waiting row that the same photo, sent again, finishes.
 */
export async function attachPhoto(app: App, command: AttachPhoto): Promise<Outcome<{ photoId: string }>> {
  const allowed = await app.store.transaction((tx) => mayAttach(app, tx, command))
  if (!allowed.ok) return allowed
  const taken = await app.photos.takeIn(command.bytes)
  if (!taken.ok) return photoObjection(taken.reason)
  const placed = await app.store.transaction((tx) => place(app, tx, command, taken))
  if (!placed.ok) return placed
  const { photo, wrappedKey } = placed.value
  if (photo.state !== 'waiting') return done({ photoId: photo.id })
  await app.files.put(photo.fileKey, app.vault.seal(wrappedKey, taken.jpeg, photoLabel(photo.id)))
  await app.store.transaction((tx) => finish(tx, photo))
  return done({ photoId: photo.id })
}

async function mayAttach(app: App, tx: Tx, { address, caseId, consentVersion }: AttachPhoto): Promise<Outcome<null>> {
  if (!isCurrentConsent(consentVersion)) return object('consent_needed')
  if (await isTakenBack(tx, address, consentVersion ?? '')) return object('consent_needed')
  const draft = await tx.drafts.of(address)
  if (draft?.id === caseId) return done(null)
  const report = await tx.reports.get(caseId)
  return report && (await ownsReport(app, tx, report, address)) ? done(null) : object('no_such_report')
}

/** Whoever took their consent back is asked anew: an old page or an old button does not speak for them (features L05). */
async function isTakenBack(tx: Tx, address: string, textVersion: string): Promise<boolean> {
  if (await tx.citizens.consentOf(address, textVersion)) return false
  return (await tx.personalData.consentsOf([address])).some(({ withdrawnAt }) => withdrawnAt !== null)
}

type Taken = Extract<TakenIn, { ok: true }>

async function place(
  app: App,
  tx: Tx,
  command: AttachPhoto,
  taken: Taken,
): Promise<Outcome<{ photo: Photo; wrappedKey: Buffer }>> {
  const key = await livingKey(app, tx, command.caseId)
  const { known, dedupeKey } = await sameBefore(tx, command.dedupeKey)
  if (known) return done({ photo: known, wrappedKey: key.wrappedKey })
  const there = (await tx.photos.ofCase(command.caseId)).filter((photo) => photo.state !== 'destroyed')
  if (there.length >= MAX_PHOTOS) return object('too_many_photos', { most: MAX_PHOTOS })
  const photo = await newPhoto(app, tx, { ...command, dedupeKey }, taken, key.caseId)
  await tx.photos.insert(photo)
  return done({ photo, wrappedKey: key.wrappedKey })
}

/** The same photo as before; one that was destroyed meanwhile may come again under a name of its own. */
async function sameBefore(tx: Tx, dedupeKey: string): Promise<{ known: Photo | null; dedupeKey: string }> {
  const known = await tx.photos.byDedupeKey(dedupeKey)
  return known?.state === 'destroyed' ? sameBefore(tx, `${dedupeKey}|again`) : { known, dedupeKey }
}

/** A key destroyed by retention stays destroyed: new photos of that case get a key of their own. */
async function livingKey(app: App, tx: Tx, caseId: string): Promise<{ caseId: string; wrappedKey: Buffer }> {
  const fresh = () => app.vault.newWrappedKey()
  const first = await tx.photos.lockKey(caseId, fresh, app.now())
  const { wrappedKey } = first
  if (wrappedKey) return { caseId, wrappedKey }
  const photos = await tx.photos.ofCase(caseId)
  const alive = photos.find((photo) => photo.state !== 'destroyed')
  const next = await tx.photos.lockKey(alive?.caseId ?? app.newId(), fresh, app.now())
  if (!next.wrappedKey) throw new Error('A photo is kept under a case key that was destroyed')
  return { caseId: next.caseId, wrappedKey: next.wrappedKey }
}

async function newPhoto(app: App, tx: Tx, command: AttachPhoto, taken: Taken, keyId: string): Promise<Photo> {
  const id = app.newId()
  const report = await tx.reports.get(command.caseId)
  return {
    id,
    caseId: keyId,
    reportId: report?.id ?? null,
    draftAddress: report ? null : command.address,
    dedupeKey: command.dedupeKey,
    kind: command.kind,
    state: 'waiting',
    fileKey: `case-photo/${id}`,
    sha256: createHash('sha256').update(taken.jpeg).digest('hex'),
    bytes: taken.jpeg.length,
    width: taken.width,
    height: taken.height,
    cardFacts: null,
    cardReason: null,
    shownAreas: null,
    slipFacts: null,
    slipReason: null,
    consentId: await consentFor(app, tx, command, report?.id ?? null),
    receivedAt: app.now(),
  }
}

async function consentFor(app: App, tx: Tx, command: AttachPhoto, reportId: string | null): Promise<string> {
  const textVersion = command.consentVersion ?? ''
  const given = await tx.citizens.consentOf(command.address, textVersion)
  if (given && given.reportId === reportId) return given.id
  const id = app.newId()
  await tx.citizens.giveConsent({ id, address: command.address, reportId, textVersion, givenAt: app.now() })
  return id
}

async function finish(tx: Tx, photo: Photo): Promise<void> {
  await tx.photos.setReady(photo.id)
  const data = { photoId: photo.id }
  if (carriesCardQr(photo.kind))
    return tx.tasks.promise({ name: 'read-card', data, uniqueKey: `read-card|${photo.id}` })
  if (photo.kind === 'dose_paper')
    return tx.tasks.promise({ name: 'read-slip', data, uniqueKey: `read-slip|${photo.id}` })
  // Nothing certain is known of other papers: all of it stays covered until somebody gives a reason (features C08).
  await tx.photos.setShownAreas(photo.id, [])
}
