import { createHash, randomBytes } from 'node:crypto'
import type { MediaRef } from '../../domain/chat/inbound-event.ts'
import { MAX_PHOTOS } from '../../domain/citizen/photo-kind.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import { dropUpload, keepUpload } from '../chat/uploads.ts'
import { giveConsent } from '../citizen/give-consent.ts'

/** Features C14: long enough to choose a picture, too short to be kept. */
export const UPLOAD_LINK_MINUTES = 10

/** A link by which the photos of this conversation come over the portal; only its hash is kept. */
export async function makeUploadLink(app: App, tx: Tx, address: string): Promise<string> {
  const token = randomBytes(24).toString('base64url')
  const expiresAt = new Date(app.now().getTime() + UPLOAD_LINK_MINUTES * 60_000)
  await tx.uploadLinks.grant({ tokenHash: hashOf(token), address, expiresAt, usedAt: null })
  return token
}

/** Late, used and unknown links are all the same nothing. */
export async function isLinkOpen(app: App, token: string): Promise<boolean> {
  return app.store.transaction(async (tx) => (await openLink(app, tx, token)) !== null)
}

export interface SendByLink {
  token: string
  consentVersion: string
  photos: readonly Buffer[]
}

/**
 * Photos that took the portal's road land in the conversation as if they had been sent there: sealed first, the link used
 * up and the message heard in one transaction. A link whose time ended meanwhile keeps nothing.
 */
export async function sendByLink(app: App, command: SendByLink): Promise<Outcome<null>> {
  const address = await app.store.transaction((tx) => openLink(app, tx, command.token))
  if (!address) return object('link_expired')
  const agreed = await giveConsent(app, { address, version: command.consentVersion })
  if (!agreed.ok) return agreed
  const items: MediaRef[] = []
  for (const bytes of command.photos.slice(0, MAX_PHOTOS)) {
    items.push({
      source: 'web',
      uploadId: await keepUpload(app, { address, bytes }),
      bytes: bytes.length,
      form: 'document',
    })
  }
  const heard = await app.store.transaction((tx) => hearPhotos(app, tx, command.token, items))
  if (heard.ok) return heard
  for (const item of items) if (item.source === 'web') await dropUpload(app, { id: item.uploadId, address })
  return heard
}

async function hearPhotos(app: App, tx: Tx, token: string, items: MediaRef[]): Promise<Outcome<null>> {
  const address = await openLink(app, tx, token)
  if (!address) return object('link_expired')
  const now = app.now()
  const tokenHash = hashOf(token)
  await tx.uploadLinks.used(tokenHash, now)
  await tx.inbox.put({
    kind: 'media',
    items,
    caption: null,
    albumKey: null,
    consented: true,
    dedupeKey: `ul|${tokenHash.toString('base64url')}`,
    address,
    channel: address.startsWith('zalo|') ? 'zalo' : 'telegram',
    sortKey: now.getTime(),
    receivedTime: now.getTime(),
    providerTime: now.getTime(),
    providerMessageId: null,
    replyTo: null,
    ack: null,
    locale: null,
  })
  return done(null)
}

/** The conversation behind an open link, or null. */
async function openLink(app: App, tx: Tx, token: string): Promise<string | null> {
  const link = await tx.uploadLinks.lock(hashOf(token))
  return link && link.usedAt === null && link.expiresAt > app.now() ? link.address : null
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
