import { type OpenQuestion, openQuestion } from '../../domain/citizen/open-question.ts'
import { seenQuestion } from '../../domain/citizen/seen-question.ts'
import { daysSince, holderOf, stepNotice, type TimelineStep, type Tracking } from '../../domain/citizen/tracking.ts'
import { actionsFor } from '../../domain/lifecycle.ts'
import { appealObjection, appealsIn } from '../../domain/report/appeal.ts'
import { failedPhotoOf } from '../../domain/report/failed-photo.ts'
import type { Report } from '../../domain/report/report.ts'
import { ON_THE_CLOCK } from '../../domain/report/report-clock.ts'
import { REPORT_LIFECYCLE } from '../../domain/report/report-lifecycle.ts'
import type { App } from '../../ports/app.ts'
import type { HistoryEvent } from '../../ports/history.ts'
import type { Tx } from '../../ports/store.ts'
import { expectedTimeAt } from '../follow-up/expected-time.ts'

/** What a citizen may know about a report's way; `mine`: whoever asks holds its phone or sent it. */
export async function describeReport(app: App, tx: Tx, report: Report, mine: boolean): Promise<Tracking> {
  const events = await tx.history.of('report', report.id)
  const may = mine ? actionsFor(REPORT_LIFECYCLE, report.state, 'citizen') : []
  const { code, state, recordedAt, dueAt, answer } = report
  const photos = await tx.photos.ofCase(report.id)
  const question = openQuestion(state, events, photos)
  const seen = mine ? seenQuestion(report, events, app.now()) : null
  return {
    code,
    asOf: app.now(),
    state,
    recordedAt,
    dueAt,
    holder: await holder(app, tx, report, question !== null),
    timeline: await timeline(tx, events),
    refusal: state === 'refused' ? { reasons: report.refusalReasons, answer: mine ? answer : null } : null,
    // The officer's own sentence may name a fact: only the sender reads it.
    answer: mine && state !== 'refused' ? answer : null,
    asked: question && { ...pick(question), days: daysSince(question.at, app.now()) },
    deferredUntil: state === 'deferred' ? report.deferredUntil : null,
    isOwn: mine,
    mayResend: may.includes('resend'),
    mayWithdraw: may.includes('withdraw'),
    mayAppeal: may.includes('appeal') && appealObjection(events, app.now()) === null,
    appeals: appealsIn(events),
    endState: report.endState,
    hops: report.hops,
    expected: ON_THE_CLOCK.includes(state) ? await expectedTimeAt(app, tx, report) : null,
    asksSeen: seen !== null && !seen.confirmed,
    parts: [],
    disputed: null,
    urgentLane: null,
    failedPhoto: mine && state === 'refused' ? failedPhotoOf(report.refusalReasons, events, photos) : null,
    passportReady: mine && report.personId !== null && (await tx.citizens.hasPassport(report.personId)),
  }
}

const pick = ({ at, wanted, why }: OpenQuestion) => ({ at, wanted, why })

async function holder(app: App, tx: Tx, report: Report, askedCitizen: boolean): Promise<Tracking['holder']> {
  const police = report.state === 'needs_identity' ? await tx.citizens.policeListOf(report.id) : null
  const facts = { state: report.state, recordedAt: report.recordedAt, askedCitizen }
  const { kind, dueAt } = holderOf({ ...facts, police })
  const since = (await tx.followUp.heldSince([report.id])).get(report.id) ?? report.recordedAt
  return { kind, unitName: await holderName(tx, report, kind), sinceDays: daysSince(since, app.now()), dueAt }
}

async function holderName(tx: Tx, report: Report, kind: Tracking['holder']['kind']): Promise<string | null> {
  if (kind !== 'station' && kind !== 'police') return null
  const unit = await tx.units.get(report.unitId)
  if (kind === 'station') return unit?.name ?? null
  return unit?.policeUnitId ? ((await tx.units.get(unit.policeUnitId))?.name ?? null) : null
}

async function timeline(tx: Tx, events: HistoryEvent[]): Promise<TimelineStep[]> {
  const names = new Map((await tx.units.all()).map((unit) => [unit.id, unit.name]))
  return events.flatMap(({ action, actor, at }) => {
    const step = stepNotice(action)
    const unitName = actor.kind === 'staff' ? (names.get(actor.unitId) ?? null) : null
    return step ? [{ at, step, unitName }] : []
  })
}
