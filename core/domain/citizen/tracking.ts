import { NOTICE_OF, type NoticeKey } from '../report/notice.ts'
import type { Report } from '../report/report.ts'
import { dueAt } from '../report/report-clock.ts'
import type { ReportState } from '../report/report-lifecycle.ts'
import type { AskWhy, Wanted } from '../staff/wanted.ts'

export type HolderKind = 'station' | 'police' | 'platform' | 'you' | 'nobody'

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

/** Status words only: no name, no field (features D03). */
export interface Tracking {
  code: string
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
  passportReady: boolean
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
  /** The police list this person stands on, while the police have not answered. */
  police: { dueAt: Date } | null
}

export function holderOf(facts: HolderFacts): { kind: HolderKind; dueAt: Date | null } {
  const { state, police } = facts
  if (state === 'needs_identity' && police) return { kind: 'police', dueAt: police.dueAt }
  const kind = state === 'in_review' && facts.askedCitizen ? 'you' : HOLDER_OF[state]
  const clockRuns = state === 'queued' || state === 'in_review' || state === 'deferred'
  return { kind, dueAt: clockRuns ? dueAt(facts.recordedAt) : null }
}

/** Notices of steps that are no moves of the lifecycle. */
const OTHER_STEPS: Readonly<Record<string, NoticeKey>> = { photos_destroyed: 'photos-destroyed' }

/** The citizen's words for a step; null for steps that are no business of the timeline. */
export function stepNotice(action: string): NoticeKey | null {
  const notices: Readonly<Record<string, NoticeKey>> = { ...NOTICE_OF, ...OTHER_STEPS }
  return notices[action] ?? null
}

export function daysSince(at: Date, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - at.getTime()) / 86_400_000))
}
