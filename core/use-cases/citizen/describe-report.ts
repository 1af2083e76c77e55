import { type OpenQuestion, openQuestion } from '../../domain/citizen/open-question.ts'
import { daysSince, holderOf, stepNotice, type TimelineStep, type Tracking } from '../../domain/citizen/tracking.ts'
import { actionsFor } from '../../domain/lifecycle.ts'
import { appealObjection } from '../../domain/report/appeal.ts'
import type { Report } from '../../domain/report/report.ts'
import { REPORT_LIFECYCLE } from '../../domain/report/report-lifecycle.ts'
import type { App } from '../../ports/app.ts'
import type { HistoryEvent } from '../../ports/history.ts'
import type { Tx } from '../../ports/store.ts'

/** What a citizen may know about a report's way; `mine`: whoever asks holds its phone or sent it. */
export async function describeReport(app: App, tx: Tx, report: Report, mine: boolean): Promise<Tracking> {
  const events = await tx.history.of('report', report.id)
  const may = mine ? actionsFor(REPORT_LIFECYCLE, report.state, 'citizen') : []
  const { code, state, recordedAt, dueAt, answer } = report
  const question = openQuestion(state, events, await tx.photos.ofCase(report.id))
  return {
    code,
    state,
    recordedAt,
    dueAt,
    holder: await holder(app, tx, report, events, question !== null),
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
    passportReady: mine && report.personId !== null && (await tx.citizens.hasPassport(report.personId)),
  }
}

const pick = ({ at, wanted, why }: OpenQuestion) => ({ at, wanted, why })

async function holder(
  app: App,
  tx: Tx,
  report: Report,
  events: HistoryEvent[],
  askedCitizen: boolean,
): Promise<Tracking['holder']> {
  const moves = events.filter((event) => stepNotice(event.action) !== null)
  const police = report.state === 'needs_identity' ? await tx.citizens.policeListOf(report.id) : null
  const facts = { state: report.state, recordedAt: report.recordedAt, askedCitizen }
  const { kind, dueAt } = holderOf({ ...facts, police })
  const since =
    moves.findLast((event) => event.from !== event.to || event.action === 'hand_over')?.at ?? report.recordedAt
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
