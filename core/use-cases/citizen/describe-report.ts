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
import type { PoliceCall } from '../../ports/police-calls.ts'
import type { Tx } from '../../ports/store.ts'
import { expectedTimeAt } from '../follow-up/expected-time.ts'

/** What a citizen may know about a report's way; `mine`: whoever asks holds its phone or sent it. */
export async function describeReport(app: App, tx: Tx, report: Report, mine: boolean): Promise<Tracking> {
  const events = await tx.history.of('report', report.id)
  const may = mine ? actionsFor(REPORT_LIFECYCLE, report.state, 'citizen') : []
  const { code, state, recordedAt, dueAt, answer } = report
  const photos = await tx.photos.ofCase(report.id)
  const call = state === 'needs_identity' || state === 'in_review' ? await tx.policeCalls.openOf(report.id) : null
  const question = openQuestion(state, events, photos)
  const seen = mine ? seenQuestion(report, events, app.now()) : null
  return {
    code,
    asOf: app.now(),
    state,
    recordedAt,
    dueAt,
    holder: await holder(app, tx, report, { askedCitizen: question !== null, call }),
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
    ruling: ON_THE_CLOCK.includes(state) ? await openRuling(tx, report.id) : null,
    expected: ON_THE_CLOCK.includes(state) ? await expectedTimeAt(app, tx, report) : null,
    asksSeen: seen !== null && !seen.confirmed,
    parts: [],
    disputed: null,
    urgentLane: null,
    call: mine ? await callToCome(tx, call) : null,
    failedPhoto: mine && state === 'refused' ? failedPhotoOf(report.refusalReasons, events, photos) : null,
    passportReady: mine && report.personId !== null && (await tx.citizens.hasPassport(report.personId)),
  }
}

async function openRuling(tx: Tx, reportId: string): Promise<Tracking['ruling']> {
  const ruling = await tx.hopRulings.of(reportId)
  if (!ruling || ruling.ruledAt) return null
  return { unitName: (await tx.units.get(ruling.unitId))?.name ?? null, dueAt: ruling.dueAt }
}

const pick = ({ at, wanted, why }: OpenQuestion) => ({ at, wanted, why })

async function callToCome(tx: Tx, call: PoliceCall | null): Promise<Tracking['call']> {
  const unit = call && (await tx.units.get(call.policeUnitId))
  if (!unit) return null
  const { kind, comeOn, comePart } = call
  return { kind, unitName: unit.name, address: unit.address, openingHours: unit.openingHours, comeOn, comePart }
}

async function holder(
  app: App,
  tx: Tx,
  report: Report,
  { askedCitizen, call }: { askedCitizen: boolean; call: PoliceCall | null },
): Promise<Tracking['holder']> {
  const isAway = report.state === 'needs_identity'
  const hamlet = isAway ? await tx.hamletLists.openListOf(report.id) : null
  const police = isAway ? await tx.citizens.policeListOf(report.id) : null
  const facts = { state: report.state, recordedAt: report.recordedAt, askedCitizen }
  const { kind, dueAt } = holderOf({ ...facts, hamlet, police, waitsForRegister: call?.kind === 'register_wrong' })
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
