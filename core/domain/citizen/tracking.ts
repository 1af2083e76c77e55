import type { DisputeOutcome, DisputePaper } from '../report/disputed-dose.ts'
import { NOTICE_OF, type NoticeKey } from '../report/notice.ts'
import type { FailedPhoto } from '../report/photo-region.ts'
import type { EndState, Report } from '../report/report.ts'
import { dueAt } from '../report/report-clock.ts'
import type { ReportState } from '../report/report-lifecycle.ts'
import type { UrgentLane } from '../report/urgency.ts'
import type { AskWhy, Wanted } from '../staff/wanted.ts'
import type { ExpectedTime } from './expected-time.ts'
import type { CallToCome } from './police-call.ts'

export type HolderKind = 'station' | 'hamlet' | 'police' | 'platform' | 'you' | 'nobody'

/** Who holds the report now (features D02). */
export interface Holder {
  kind: HolderKind
  unitName: string | null
  sinceDays: number
  dueAt: Date | null
}

export interface TimelineStep {
  at: Date
  step: NoticeKey
  unitName: string | null
}

/** One branch of a report with identity and dose faults (docs/decisions/two-branches.md): its own owner, clock and end. */
export interface TrackedPart {
  /** Doses are asked where they were given; everything else of the record at the commune of residence. */
  about: 'record' | 'doses'
  state: ReportState
  dueAt: Date
  holder: Holder
  refusal: Tracking['refusal']
  answer: string | null
  endState: EndState | null
}

/** Status words only: no name, no field (features D03). */
export interface Tracking {
  code: string
  /** The moment at which all this was so. */
  asOf: Date
  state: ReportState
  recordedAt: Date
  dueAt: Date
  holder: Holder
  timeline: TimelineStep[]
  refusal: { reasons: Report['refusalReasons']; answer: string | null } | null
  answer: string | null
  /** The station waits for the citizen (features D09): since when, for which items and why; beside the 48 hours, which go on. */
  asked: { at: Date; days: number; wanted: Wanted[]; why: AskWhy | null } | null
  /** Day on which a deferred report is taken up again, YYYY-MM-DD; null in every other state. */
  deferredUntil: string | null
  /** Whoever asks sent the report or holds its phone; others read status words only. */
  isOwn: boolean
  mayResend: boolean
  mayWithdraw: boolean
  /** A second opinion on the refusal may still be asked for (features D05). */
  mayAppeal: boolean
  /** 0: nobody asked for a second opinion in this round; 1: another person was asked; 2: the district (features D05). */
  appeals: number
  passportReady: boolean
  /** Why it ended (features D06); null while it has not. */
  endState: EndState | null
  /** How often it went from unit to unit (features D02). */
  hops: number
  /** Two units passed it on: this one has to say whose it is, by then (features E02); null: nobody was asked, or it has said. */
  ruling: { unitName: string | null; dueAt: Date } | null
  /** Other places that typed a dose of this report and change it now (features G12). */
  doseKeepers?: { unitName: string; dueAt: Date }[]
  /** While the 48 hours run: how long such reports really take there (features D10); null: too few to say. */
  expected: ExpectedTime | null
  /** "Does your app now show it?" waits for an answer (features D08). */
  asksSeen: boolean
  /** The picture for which it was refused, for its owner (features D04). */
  failedPhoto: FailedPhoto | null
  /** Both branches, where there are two; what stands above is then the one that needs the citizen or the longest way. */
  parts: TrackedPart[]
  /** Doses its sender says they never had, and with which paper the facility answered (features B06). */
  disputed: { outcome: DisputeOutcome | null; paper: DisputePaper | null; paperNumber: string | null } | null
  /** The urgent lane it asked for (features B12); null: it did not. */
  urgentLane: UrgentLane | null
  /** The commune police ask its sender to come (features F08, F09); null for everybody else. */
  call: CallToCome | null
}

/** What the citizen must know of first: a refusal to mend, then whatever is still on its way, then the ends. */
const FOREMOST: readonly ReportState[] = [
  'refused',
  'in_review',
  'deferred',
  'queued',
  'needs_identity',
  'approved',
  'exported',
  'platform_updated',
  'closed',
  'withdrawn',
]

/** Of the states of a report's parts the one that stands for all: it is closed only when every part is. */
export function foremostOf(states: readonly ReportState[]): number {
  const ranks = states.map((state) => FOREMOST.indexOf(state))
  return ranks.indexOf(Math.min(...ranks))
}

const HOLDER_OF: Record<ReportState, HolderKind> = {
  queued: 'station',
  in_review: 'station',
  deferred: 'station',
  needs_identity: 'station',
  approved: 'station',
  exported: 'platform',
  platform_updated: 'station',
  refused: 'you',
  closed: 'nobody',
  withdrawn: 'nobody',
}

export interface HolderFacts {
  state: ReportState
  recordedAt: Date
  /** The last step was the station's question, and the citizen has sent nothing since. */
  askedCitizen: boolean
  /** The hamlet's list this person stands on, while the hamlet has not answered (features E13). */
  hamlet: { dueAt: Date } | null
  /** The police list this person stands on, while the police have not answered. */
  police: { dueAt: Date } | null
  /** The population database is wrong: nobody but the citizen can have it put right (features F08). */
  waitsForRegister?: boolean
}

export function holderOf(facts: HolderFacts): { kind: HolderKind; dueAt: Date | null } {
  const { state, hamlet, police } = facts
  if (state === 'needs_identity' && hamlet) return { kind: 'hamlet', dueAt: hamlet.dueAt }
  if (state === 'needs_identity' && facts.waitsForRegister) return { kind: 'you', dueAt: null }
  if (state === 'needs_identity' && police) return { kind: 'police', dueAt: police.dueAt }
  const kind = state === 'in_review' && facts.askedCitizen ? 'you' : HOLDER_OF[state]
  const clockRuns = state === 'queued' || state === 'in_review' || state === 'deferred'
  return { kind, dueAt: clockRuns ? dueAt(facts.recordedAt) : null }
}

/** Notices of steps that are no moves of the lifecycle. */
const OTHER_STEPS: Readonly<Record<string, NoticeKey>> = {
  photos_destroyed: 'photos-destroyed',
  ask_seen: 'ask-seen',
  urgent_refused: 'urgent-refused',
  register_wrong: 'register-wrong',
}

/** The citizen's words for a step; null for steps that are no business of the timeline. */
export function stepNotice(action: string): NoticeKey | null {
  const notices: Readonly<Record<string, NoticeKey>> = { ...NOTICE_OF, ...OTHER_STEPS }
  return notices[action] ?? null
}

export function daysSince(at: Date, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - at.getTime()) / 86_400_000))
}
