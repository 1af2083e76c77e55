import type { ChannelId, MediaRef } from '../../core/domain/chat/inbound-event.ts'
import type { Claimant } from '../../core/domain/citizen/claimant.ts'
import type { Expectation } from '../../core/domain/citizen/expected-time.ts'
import type { LookUpAnswer } from '../../core/domain/citizen/look-up-answer.ts'
import type { PhotoKind } from '../../core/domain/citizen/photo-kind.ts'
import type { Correction } from '../../core/domain/citizen/report-draft.ts'
import type { Tracking } from '../../core/domain/citizen/tracking.ts'
import type { Outcome } from '../../core/domain/objection.ts'
import type { CardFacts } from '../../core/domain/papers/card-qr.ts'
import type { DoseClaim } from '../../core/domain/report/report.ts'
import type { ReportType } from '../../core/domain/report/report-type.ts'
import type { Urgency } from '../../core/domain/report/urgency.ts'
import type { RightsKind } from '../../core/domain/rights/rights-kind.ts'
import type { RightsRequest } from '../../core/ports/rights.ts'
import type { FoundPlace } from '../../core/use-cases/citizen/find-place.ts'
import type { Family } from '../../core/use-cases/family/list-family.ts'
import type { OpenedMember } from '../../core/use-cases/family/open-member.ts'
import type { ToldPassport } from '../../core/use-cases/passport/passport-in-chat.ts'
import type { OwnReport } from './answers.ts'

export interface StationFacts {
  name: string
  address: string | null
  openingHours: string | null
}

/** What comes of calling a person: whether somebody sits there now, else the days of a call back (features D11). */
export interface OfficerCalled {
  unitName: string
  open: boolean
  callbackDays: string[]
  station: StationFacts
}

export interface ReportToSend {
  claimant: Claimant
  phone: string | null
  personId: string | null
  types: ReportType[]
  changes: Correction[]
  doses: DoseClaim[]
  note: string | null
  urgency: Urgency | null
  withConsent: boolean
}

export type CardReadingNow =
  | { state: 'waiting' }
  | { state: 'read'; card: CardFacts }
  /** `tries` counts the cards of this case that were looked at in vain. */
  | { state: 'unread'; reason: string; kind: PhotoKind; tries: number }

type Nothing = Record<never, never>

/** Everything the conversation may ask of the house, with what comes back. The engine asks; carry-out.ts does it. */
export interface Requests {
  requestCode: { ask: { phone: string }; back: Outcome<{ phone: string; phoneMasked: string; minutes: number }> }
  confirmCode: { ask: { phone: string; code: string }; back: Outcome<{ phone: string }> }
  provePhone: { ask: { phone: string }; back: Outcome<{ phone: string }> }
  /** The code and the slip that the counter of the station hands out (features A04, B15). */
  useCounterCode: { ask: { code: string }; back: Outcome<{ personId: string }> }
  seenRecord: { ask: Nothing; back: Outcome<LookUpAnswer> }
  useSlip: { ask: { key: string }; back: Outcome<{ code: string }> }
  lookUp: { ask: { claimant: Claimant }; back: Outcome<LookUpAnswer> }
  /** `reportId` null: the photo belongs to the report being written. */
  /** `consented`: the person said yes to the very text in this dialogue (features L09). */
  attachPhoto: {
    ask: { reportId: string | null; item: MediaRef; kind: PhotoKind; consented: boolean }
    back: Outcome<{ caseId: string }>
  }
  dropPhotos: { ask: { items: MediaRef[] }; back: null }
  /** A one-time way for photos over the portal (features C14). */
  uploadLink: { ask: Nothing; back: { url: string; minutes: number } }
  /** What the list of vaccination points says to a typed place (features B04). */
  findPlace: { ask: { text: string }; back: FoundPlace }
  readCard: { ask: { caseId: string }; back: CardReadingNow }
  recordReport: { ask: ReportToSend; back: Outcome<{ reportId: string; code: string; dueAt: Date; joined: boolean }> }
  ownReports: { ask: Nothing; back: OwnReport[] }
  track: { ask: { code: string; phoneTail: string | null }; back: Outcome<Tracking> }
  withdraw: { ask: { code: string }; back: Outcome<unknown> }
  resend: { ask: { code: string; note: string | null }; back: Outcome<{ code: string; dueAt: Date }> }
  appeal: { ask: { code: string; text: string }; back: Outcome<{ dueAt: Date }> }
  /** Whether the Platform's app shows the correction (features D08). */
  confirmSeen: { ask: { code: string; shows: boolean }; back: Outcome<{ reportId: string; code: string }> }
  /** How long such a report really takes where it will go (features D10); null where nobody can say which unit that is. */
  expect: { ask: { personId: string | null; types: ReportType[]; doses: DoseClaim[] }; back: Expectation | null }
  /** What the station asked for, in words (features D09). */
  answerRequest: { ask: { code: string; text: string }; back: Outcome<{ code: string }> }
  addNote: { ask: { reportId: string; text: string }; back: Outcome<{ code: string }> }
  askOfficer: { ask: { personId: string | null; text: string | null }; back: Outcome<OfficerCalled> }
  chooseCallback: {
    ask: { day: string; part: 'morning' | 'afternoon'; phone: string | null }
    back: Outcome<null>
  }
  endTalk: { ask: Nothing; back: Outcome<null> }
  ownPassport: { ask: Nothing; back: ToldPassport }
  /** One download within a day, for a browser that proves the same person (features H10). */
  passportLink: { ask: Nothing; back: Outcome<{ url: string; hours: number }> }
  listFamily: { ask: Nothing; back: Outcome<Pick<Family, 'members'>> }
  openMember: { ask: { memberId: string }; back: Outcome<Pick<OpenedMember, 'claimant' | 'answer'>> }
  keepMember: { ask: { personId: string; claimant: Claimant | null }; back: Outcome<unknown> }
  leaveMember: { ask: { memberId: string }; back: Outcome<null> }
  makeHandOverCode: { ask: { memberId: string }; back: Outcome<{ code: string; hours: number }> }
  takeOver: { ask: { code: string; birthDate: string }; back: Outcome<unknown> }
  unknownPerson: { ask: { personId: string }; back: Outcome<{ code: string }> }
  makeHelpCode: { ask: Nothing; back: Outcome<{ code: string; minutes: number }> }
  /** A wish about one's own data (features L05). */
  askRight: { ask: { kind: RightsKind }; back: Outcome<Pick<RightsRequest, 'code' | 'receipt'>> }
  makeLinkCode: { ask: Nothing; back: Outcome<{ code: string; minutes: number }> }
  useLinkCode: { ask: { code: string }; back: Outcome<{ channels: ChannelId[] }> }
  unlink: { ask: Nothing; back: Outcome<null> }
  stopMessages: { ask: { stop: boolean }; back: Outcome<null> }
  notMe: { ask: { reportCode: string | null }; back: Outcome<null> }
}

export type RequestName = keyof Requests

export type Request = { [K in RequestName]: { name: K } & Requests[K]['ask'] }[RequestName]
