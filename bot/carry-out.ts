import { PHOTO_CONSENT_VERSION } from '../core/domain/consent/photo-consent.ts'
import { done, type Outcome } from '../core/domain/objection.ts'
import type { App } from '../core/ports/app.ts'
import { makeUploadLink, UPLOAD_LINK_MINUTES } from '../core/use-cases/channel-switch/upload-link.ts'
import { addNote } from '../core/use-cases/chat/add-note.ts'
import { answerRequest } from '../core/use-cases/citizen/answer-request.ts'
import { appealReport } from '../core/use-cases/citizen/appeal-report.ts'
import { confirmCode } from '../core/use-cases/citizen/confirm-code.ts'
import { findPlace } from '../core/use-cases/citizen/find-place.ts'
import { lookUp } from '../core/use-cases/citizen/look-up.ts'
import { provePhone } from '../core/use-cases/citizen/prove-phone.ts'
import { recordReport } from '../core/use-cases/citizen/record-report.ts'
import { requestCode } from '../core/use-cases/citizen/request-code.ts'
import { resendReport } from '../core/use-cases/citizen/resend-report.ts'
import { seeProvedRecord } from '../core/use-cases/citizen/see-proved-record.ts'
import { trackReport } from '../core/use-cases/citizen/track-report.ts'
import { useCounterCode } from '../core/use-cases/citizen/use-counter-code.ts'
import { useSlip } from '../core/use-cases/citizen/use-slip.ts'
import { withdrawReport } from '../core/use-cases/citizen/withdraw-report.ts'
import { makeLinkCode } from '../core/use-cases/contact/make-link-code.ts'
import { notMe } from '../core/use-cases/contact/not-me.ts'
import { ownCases } from '../core/use-cases/contact/own-cases.ts'
import { stopMessages } from '../core/use-cases/contact/stop-messages.ts'
import { unlinkChannel } from '../core/use-cases/contact/unlink-channel.ts'
import { useLinkCode } from '../core/use-cases/contact/use-link-code.ts'
import { makeHandOverCode, takeOver } from '../core/use-cases/family/hand-over.ts'
import { keepProved } from '../core/use-cases/family/keep-proved.ts'
import { leaveMember } from '../core/use-cases/family/leave-member.ts'
import { listFamily } from '../core/use-cases/family/list-family.ts'
import { openMember } from '../core/use-cases/family/open-member.ts'
import { unknownPerson } from '../core/use-cases/family/unknown-person.ts'
import { confirmSeen } from '../core/use-cases/follow-up/confirm-seen.ts'
import { expectationOf } from '../core/use-cases/follow-up/expected-time.ts'
import { makeHelpCode } from '../core/use-cases/helper/make-help-code.ts'
import { passportInChat } from '../core/use-cases/passport/passport-in-chat.ts'
import { makePassportLink, PASSPORT_LINK_HOURS } from '../core/use-cases/passport/passport-link.ts'
import { askRight } from '../core/use-cases/rights/ask-right.ts'
import { askHuman } from '../core/use-cases/thread/ask-human.ts'
import { chooseCallback } from '../core/use-cases/thread/choose-callback.ts'
import { endTalk } from '../core/use-cases/thread/end-talk.ts'
import type { Asker } from './asker.ts'
import type { OwnReport } from './conversation/answers.ts'
import type { OfficerCalled, ReportToSend, Request, RequestName, Requests } from './conversation/requests.ts'
import { draftId, dropPhotos, keepPhoto, readCard } from './keep-photo.ts'

type CarriedOut = { [K in RequestName]: (asker: Asker, ask: Requests[K]['ask']) => Promise<Requests[K]['back']> }

/** The hands of the conversation: each request is one use case. */
const CARRY_OUT: CarriedOut = {
  requestCode: ({ app, address, locale }, { phone }) =>
    requestCode(app, { phone, purpose: 'look_up', address, locale }),
  confirmCode: ({ app, address }, { phone, code }) => confirmCode(app, { phone, purpose: 'look_up', code, address }),
  provePhone: ({ app, address }, { phone }) => provePhone(app, { phone, address }),
  useCounterCode: ({ app, address }, { code }) => useCounterCode(app, { address, code }),
  seenRecord: ({ app, address }) => seeProvedRecord(app, { address }),
  useSlip: ({ app, address }, { key }) => useSlip(app, { address, key }),
  lookUp: ({ app, address }, { claimant }) => lookUp(app, { address, claimant }),
  attachPhoto: (asker, photo) => keepPhoto(asker, photo),
  dropPhotos: (asker, { items }) => dropPhotos(asker, items),
  uploadLink: (asker) => uploadLink(asker),
  findPlace: ({ app }, { text }) => findPlace(app, { text }),
  readCard: ({ app, address }, { caseId }) => readCard(app, address, caseId),
  recordReport: (asker, report) => sendReport(asker, report),
  ownReports: ({ app, address }) => ownReports(app, address),
  track: ({ app, address }, { code, phoneTail }) => trackReport(app, { code, phoneTail, address }),
  withdraw: ({ app, address }, { code }) => withdrawReport(app, { code, address, answerShown: true }),
  resend: ({ app, address }, { code, note }) => resendReport(app, { code, address, note, answerShown: true }),
  appeal: ({ app, address }, { code, text }) => appealReport(app, { code, address, text, answerShown: true }),
  confirmSeen: ({ app, address }, { code, shows }) => confirmSeen(app, { code, address, shows, answerShown: true }),
  expect: ({ app, address }, told) => expectationOf(app, { address, ...told }),
  answerRequest: ({ app, address }, { code, text }) => answerRequest(app, { code, address, text }),
  addNote: ({ app, address }, { reportId, text }) => addNote(app, { reportId, address, text }),
  askOfficer: (asker, ask) => callOfficer(asker, ask),
  chooseCallback: ({ app, address }, choice) => chooseCallback(app, { address, ...choice }),
  endTalk: ({ app, address }) => endTalk(app, { address }),
  ownPassport: ({ app, address }) => passportInChat(app, { address }),
  passportLink: (asker) => passportLink(asker),
  listFamily: ({ app, address }) => listFamily(app, { address }),
  openMember: ({ app, address }, { memberId }) => openMember(app, { address, memberId }),
  keepMember: ({ app, address }, member) => keepProved(app, { address, ...member }),
  leaveMember: ({ app, address }, { memberId }) => leaveMember(app, { address, memberId }),
  makeHandOverCode: ({ app, address }, { memberId }) => makeHandOverCode(app, { address, memberId }),
  takeOver: ({ app, address }, typed) => takeOver(app, { address, ...typed }),
  unknownPerson: ({ app, address }, { personId }) => unknownPerson(app, { address, personId }),
  makeHelpCode: ({ app, address }) => makeHelpCode(app, { address }),
  askRight: ({ app, address, locale }, { kind }) => askRight(app, { address, kind, words: null, locale }),
  makeLinkCode: ({ app, address }) => makeLinkCode(app, { address }),
  useLinkCode: ({ app, address }, { code }) => useLinkCode(app, { address, code }),
  unlink: ({ app, address }) => unlinkChannel(app, { address }),
  stopMessages: ({ app, address }, { stop }) => stopMessages(app, { address, stop }),
  notMe: ({ app, address }, { reportCode }) => notMe(app, { address, reportCode }),
}

export function carryOut(asker: Asker, request: Request): Promise<unknown> {
  const { name, ...ask } = request
  const hand = CARRY_OUT[name] as (asker: Asker, ask: unknown) => Promise<unknown>
  return hand(asker, ask)
}

async function uploadLink({ app, address }: Asker) {
  const token = await app.store.transaction((tx) => makeUploadLink(app, tx, address))
  return { url: `${app.settings.publicUrl}/gui-anh/${token}`, minutes: UPLOAD_LINK_MINUTES }
}

async function passportLink({ app, address }: Asker) {
  const made = await makePassportLink(app, { address })
  if (!made.ok) return made
  return done({ url: `${app.settings.publicUrl}/ho-chieu/tai/${made.value}`, hours: PASSPORT_LINK_HOURS })
}

async function sendReport({ app, address, locale, event }: Asker, report: ReportToSend) {
  const { withConsent, ...told } = report
  return recordReport(app, {
    ...told,
    idempotencyKey: `chat|${event.dedupeKey}`,
    draftId: await draftId(app, address),
    address,
    locale,
    receiptShown: true,
    consentVersion: withConsent ? PHOTO_CONSENT_VERSION : null,
  })
}

/** As many as a chat can list. */
const REPORTS_LISTED = 20

async function ownReports(app: App, address: string): Promise<OwnReport[]> {
  const reports = (await ownCases(app, { address })).slice(0, REPORTS_LISTED)
  return reports.map(({ id, code, state }) => ({ id, code, state }))
}

/** A person is called; the address of the station stands beside it, for whoever would rather go there. */
async function callOfficer(
  { app, address }: Asker,
  { personId, text }: Requests['askOfficer']['ask'],
): Promise<Outcome<OfficerCalled>> {
  const called = await askHuman(app, { address, personId, text })
  if (!called.ok) return called
  const { unitName, unitAddress, open, openingHours, callbackDays } = called.value
  const station = { name: unitName, address: unitAddress, openingHours }
  return done({ unitName, open, callbackDays, station })
}
