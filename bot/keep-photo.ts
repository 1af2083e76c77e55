import type { MediaRef } from '../core/domain/chat/inbound-event.ts'
import { carriesCardQr } from '../core/domain/citizen/photo-kind.ts'
import { EMPTY_DRAFT } from '../core/domain/citizen/report-draft.ts'
import { PHOTO_CONSENT_VERSION } from '../core/domain/consent/photo-consent.ts'
import { done, type Outcome, object } from '../core/domain/objection.ts'
import type { App } from '../core/ports/app.ts'
import { attachPhoto } from '../core/use-cases/citizen/attach-photo.ts'
import { giveConsent } from '../core/use-cases/citizen/give-consent.ts'
import { loadDraft, saveDraft } from '../core/use-cases/citizen/keep-draft.ts'
import { type OwnPhoto, photosOf } from '../core/use-cases/citizen/photos-of.ts'
import type { Asker } from './asker.ts'
import type { HearingChannel } from './channel.ts'
import type { CardReadingNow, Requests } from './conversation/requests.ts'

/** Larger files are refused before they are fetched (features C10). */
const LARGEST_PHOTO = 8 * 1024 * 1024

/** Fetched, sealed with the case, and only then taken out of the chat (features C14). */
export async function keepPhoto(
  { app, address, channel }: Asker,
  { reportId, item, kind, consented }: Requests['attachPhoto']['ask'],
): Promise<Outcome<{ caseId: string }>> {
  if (!consented) return object('consent_needed')
  await giveConsent(app, { address, version: PHOTO_CONSENT_VERSION })
  const fetched = await channel.fetchMedia(item, address, LARGEST_PHOTO)
  if (!fetched.ok) return object(fetched.reason === 'too_big' ? 'photo_too_big' : 'photo_damaged')
  const caseId = reportId ?? (await draftId(app, address))
  const kept = await attachPhoto(app, {
    address,
    caseId,
    kind,
    bytes: fetched.bytes,
    dedupeKey: `${caseId}|${sourceOf(item)}`,
    consentVersion: PHOTO_CONSENT_VERSION,
  })
  if (!kept.ok) return kept
  await forget(channel, item, address)
  return done({ caseId })
}

export async function dropPhotos({ channel, address }: Asker, items: readonly MediaRef[]): Promise<null> {
  for (const item of items) await forget(channel, item, address)
  return null
}

function sourceOf(item: MediaRef): string {
  switch (item.source) {
    case 'telegram':
      return item.fileId
    case 'zalo':
      return `${item.messageId}|${item.url}`
    case 'web':
      return item.uploadId
  }
}

/** A courtesy: what is stored stays stored, even when the channel does not let go of its copy. */
async function forget(channel: HearingChannel, item: MediaRef, address: string): Promise<void> {
  await channel.forget(item, address).catch(() => undefined)
}

/** The draft whose key seals the photos until the report is sent under the same id. */
export async function draftId(app: App, address: string): Promise<string> {
  const draft = await loadDraft(app, { address })
  return draft?.id ?? (await saveDraft(app, { address, body: EMPTY_DRAFT })).draftId
}

const NOTHING_SENT: Pick<OwnPhoto, 'kind' | 'reading'> = {
  kind: 'card_front',
  reading: { state: 'unread', reason: 'other' },
}

export async function readCard(app: App, address: string, caseId: string): Promise<CardReadingNow> {
  const cards = (await photosOf(app, { address, caseId })).filter((photo) => carriesCardQr(photo.kind))
  const last = (state: OwnPhoto['reading']['state']) => cards.findLast(({ reading }) => reading.state === state)
  const { reading, kind } = last('read') ?? last('waiting') ?? last('unread') ?? NOTHING_SENT
  if (reading.state !== 'unread') return reading
  return { ...reading, kind, tries: cards.length }
}
