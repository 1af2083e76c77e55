import type { InboundEvent, MediaRef } from '../core/domain/chat/inbound-event.ts'
import { provedPhone } from '../core/domain/citizen/assurance.ts'
import { carriesCardQr, type PhotoKind } from '../core/domain/citizen/photo-kind.ts'
import { EMPTY_DRAFT } from '../core/domain/citizen/report-draft.ts'
import { PHOTO_CONSENT_VERSION } from '../core/domain/consent/photo-consent.ts'
import { done, type Outcome, object } from '../core/domain/objection.ts'
import type { App } from '../core/ports/app.ts'
import { addNote } from '../core/use-cases/chat/add-note.ts'
import { attachPhoto } from '../core/use-cases/citizen/attach-photo.ts'
import { confirmCode } from '../core/use-cases/citizen/confirm-code.ts'
import { loadDraft, saveDraft } from '../core/use-cases/citizen/keep-draft.ts'
import { lookUp } from '../core/use-cases/citizen/look-up.ts'
import { photosOf } from '../core/use-cases/citizen/photos-of.ts'
import { provePhone } from '../core/use-cases/citizen/prove-phone.ts'
import { recordReport } from '../core/use-cases/citizen/record-report.ts'
import { requestCode } from '../core/use-cases/citizen/request-code.ts'
import { resendReport } from '../core/use-cases/citizen/resend-report.ts'
import { trackReport } from '../core/use-cases/citizen/track-report.ts'
import { withdrawReport } from '../core/use-cases/citizen/withdraw-report.ts'
import type { HearingChannel } from './channel.ts'
import type { OwnReport } from './conversation/answers.ts'
import type {
  CardReadingNow,
  ReportToSend,
  Request,
  RequestName,
  Requests,
  StationFacts,
} from './conversation/requests.ts'

/** Whose request it is, and what was heard: its key makes an act that is repeated after a crash the same act. */
export interface Asker {
  app: App
  address: string
  locale: 'vi' | 'en'
  event: InboundEvent
  channel: HearingChannel
}

type CarriedOut = { [K in RequestName]: (asker: Asker, ask: Requests[K]['ask']) => Promise<Requests[K]['back']> }

/** The hands of the conversation: each request is one use case. */
const CARRY_OUT: CarriedOut = {
  requestCode: ({ app, address, locale }, { phone }) =>
    requestCode(app, { phone, purpose: 'look_up', address, locale }),
  confirmCode: ({ app, address }, { phone, code }) => confirmCode(app, { phone, purpose: 'look_up', code, address }),
  provePhone: ({ app, address }, { phone }) => provePhone(app, { phone, address }),
  lookUp: ({ app, address }, { claimant }) => lookUp(app, { address, claimant }),
  attachPhoto: (asker, { reportId, item, kind }) => keepPhoto(asker, reportId, item, kind),
  dropPhotos: async ({ channel, address }, { items }) => {
    for (const item of items) await forget(channel, item, address)
    return null
  },
  readCard: ({ app, address }, { caseId }) => readCard(app, address, caseId),
  recordReport: (asker, report) => sendReport(asker, report),
  ownReports: ({ app, address }) => ownReports(app, address),
  track: ({ app, address }, { code, phoneTail }) => trackReport(app, { code, phoneTail, address }),
  withdraw: ({ app, address }, { code }) => withdrawReport(app, { code, address }),
  resend: ({ app, address }, { code, note }) => resendReport(app, { code, address, note }),
  addNote: ({ app, address }, { reportId, text }) => addNote(app, { reportId, address, text }),
  station: ({ app }, { personId }) => station(app, personId),
}

export function carryOut(asker: Asker, request: Request): Promise<unknown> {
  const { name, ...ask } = request
  const hand = CARRY_OUT[name] as (asker: Asker, ask: unknown) => Promise<unknown>
  return hand(asker, ask)
}

/** Larger files are refused before they are fetched (features C10). */
const LARGEST_PHOTO = 8 * 1024 * 1024

async function keepPhoto(
  { app, address, channel }: Asker,
  reportId: string | null,
  item: MediaRef,
  kind: PhotoKind,
): Promise<Outcome<{ caseId: string }>> {
  const fetched = await channel.fetchMedia(item, address, LARGEST_PHOTO)
  if (!fetched.ok) return object(fetched.reason === 'too_big' ? 'photo_too_big' : 'photo_damaged')
  const caseId = reportId ?? (await draftId(app, address))
  const dedupeKey = `${caseId}|${sourceOf(item)}`
  const kept = await attachPhoto(app, {
    address,
    caseId,
    kind,
    bytes: fetched.bytes,
    dedupeKey,
    consentVersion: PHOTO_CONSENT_VERSION,
  })
  if (!kept.ok) return kept
  await forget(channel, item, address)
  return done({ caseId })
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

async function draftId(app: App, address: string): Promise<string> {
  const draft = await loadDraft(app, { address })
  return draft?.id ?? (await saveDraft(app, { address, body: EMPTY_DRAFT })).draftId
}

async function readCard(app: App, address: string, caseId: string): Promise<CardReadingNow> {
  const cards = (await photosOf(app, { address, caseId })).filter((photo) => carriesCardQr(photo.kind))
  const readings = cards.map((photo) => photo.reading)
  const best = ['read', 'waiting', 'unread'].map((state) => readings.findLast((reading) => reading.state === state))
  return best.find((reading) => reading !== undefined) ?? { state: 'unread', reason: 'other' }
}

async function sendReport({ app, address, locale, event }: Asker, report: ReportToSend) {
  const { withConsent, ...told } = report
  return recordReport(app, {
    ...told,
    idempotencyKey: `chat|${event.dedupeKey}`,
    draftId: await draftId(app, address),
    address,
    locale,
    note: null,
    consentVersion: withConsent ? PHOTO_CONSENT_VERSION : null,
  })
}

/** Reports sent from here, and those of the phone this address holds; newest first. */
async function ownReports(app: App, address: string): Promise<OwnReport[]> {
  const reports = await app.store.transaction(async (tx) => {
    const phone = provedPhone(await tx.citizens.proofsOf(address, app.now()))
    return [...(await tx.reports.ofAddress(address)), ...(phone ? await tx.reports.ofPhone(phone) : [])]
  })
  const newestFirst = reports.sort((a, b) => b.recordedAt.getTime() - a.recordedAt.getTime())
  return [...new Map(newestFirst.map(({ id, code, state }) => [id, { id, code, state }])).values()].slice(0, 20)
}

/** The station of the person's record, else the only one there is, else the unit above. */
async function station(app: App, personId: string | null): Promise<StationFacts> {
  return app.store.transaction(async (tx) => {
    const record = personId ? await tx.records.get(personId) : null
    const stations = (await tx.units.all()).filter((unit) => unit.kind === 'station')
    const own = record ? await tx.units.get(record.unitId) : stations.length === 1 ? stations[0] : null
    const { name, address, openingHours } = own ?? (await tx.units.fallback())
    return { name, address, openingHours }
  })
}
