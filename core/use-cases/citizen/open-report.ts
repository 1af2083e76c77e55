import { branchesOf } from '../../domain/citizen/report-draft.ts'
import { routeReport } from '../../domain/place/route-report.ts'
import { newReceiptCode, partCode } from '../../domain/report/receipt-code.ts'
import type { Report } from '../../domain/report/report.ts'
import { dueAt } from '../../domain/report/report-clock.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import { injectingUnit } from '../desk/injecting-unit.ts'
import { tellCitizen } from '../tell-citizen.ts'
import { doseOwner } from './dose-owner.ts'
import { freezeDisputed } from './freeze-disputed.ts'
import { passToAnother, tiredReviewers } from './other-reviewer.ts'
import { citizenAt } from './owns-report.ts'
import type { ReadyReport } from './ready-report.ts'

/** What decides where a report goes. */
export type Routed = Pick<ReadyReport, 'types' | 'record' | 'doses' | 'unitId'>

/**
 * Stores a new report with its owner (E01), its first event and the receipt to the citizen. With a `root` it becomes a part
 * of that report, under its code and without a receipt of its own (docs/decisions/two-branches.md).
 */
export async function openReport(app: App, tx: Tx, ready: ReadyReport, root: Report | null): Promise<Report> {
  const fresh = await newReport(app, tx, ready, root)
  const tired = await tiredReviewers(tx, fresh)
  const report = tired.length > 0 ? { ...fresh, ...(await passToAnother(tx, fresh, tired)) } : fresh
  const { consentVersion } = ready
  const idempotencyKey = root ? `${ready.idempotencyKey}|${report.code}` : ready.idempotencyKey
  if (!(await tx.reports.insert({ ...report, idempotencyKey, consentVersion }))) {
    throw new Error('Two transactions recorded the same submission at once: the second is tried again')
  }
  await tx.reviewers.bar(report.id, tired)
  await freezeDisputed(app, tx, report)
  const eventId = await tx.history.append({
    subject: 'report',
    subjectId: report.id,
    action: 'record',
    from: null,
    to: report.state,
    actor: ready.counter?.actor ?? citizenAt(ready.address ?? 'portal'),
    detail: { types: ready.types, fields: ready.changes.map(({ field }) => field), doses: ready.doses.length },
    at: report.recordedAt,
  })
  const shownAt = ready.receiptShown && ready.address
  // Whoever wrote it at a desk says so in words of their own (features A09).
  if (!root && !ready.counter) await tellCitizen(app, tx, { report, eventId, notice: 'report-recorded', shownAt })
  return report
}

async function newReport(app: App, tx: Tx, ready: ReadyReport, root: Report | null): Promise<Report> {
  const recordedAt = ready.counter?.takenAt ?? app.now()
  const { types, personId, claimant, phone, address, locale, changes, doses, note } = ready
  const told = { types, personId, claimant, phone, address, locale, changes, doses, note: note?.trim() || null }
  const clock = { recordedAt, dueAt: dueAt(recordedAt), round: 1, hops: 0, version: 1 }
  const undecided = {
    takenBy: null,
    refusalReasons: [],
    answer: null,
    deferredUntil: null,
    endState: null,
    landedRowId: null,
  }
  const unitId = await ownerOf(app, tx, ready)
  const named = root
    ? { id: app.newId(), code: await nextPartCode(tx, root), partOf: root.id }
    : { id: ready.draftId, code: await freeCode(app, tx), partOf: null }
  return { ...named, state: 'queued', unitId, ...told, ...clock, ...undecided }
}

async function nextPartCode(tx: Tx, root: Report): Promise<string> {
  return partCode(root.code, (await tx.reports.partsOf(root.id)).length + 2)
}

async function freeCode(app: App, tx: Tx): Promise<string> {
  const code = newReceiptCode(app.random)
  return (await tx.reports.byCode(code)) ? freeCode(app, tx) : code
}

/** The unit that answers for such a report. */
export async function ownerOf(app: App, tx: Tx, ready: Routed): Promise<string> {
  if (ready.unitId) return ready.unitId
  const units = await tx.units.all()
  const isForeign = ready.record !== null && ready.record.nationality !== 'VN'
  return routeReport({
    foreignUnitId: isForeign && ready.record ? await injectingUnit(tx, ready.record) : null,
    branches: branchesOf(ready.types),
    recordUnitId: ready.record?.unitId ?? null,
    doseUnitId: await doseOwner(app, tx, ready, units),
    stationIds: units.filter((unit) => unit.kind === 'station').map((unit) => unit.id),
    fallbackId: (await tx.units.fallback()).id,
  })
}
