import { branchesOf } from '../../domain/citizen/report-draft.ts'
import { routeReport } from '../../domain/place/route-report.ts'
import { newReceiptCode } from '../../domain/report/receipt-code.ts'
import type { Report } from '../../domain/report/report.ts'
import { dueAt } from '../../domain/report/report-clock.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import { tellCitizen } from '../tell-citizen.ts'
import { passToAnother, tiredReviewers } from './other-reviewer.ts'
import { citizenAt } from './owns-report.ts'
import type { ReadyReport } from './ready-report.ts'

/** Stores a new report with its owner (E01), its first event and the receipt to the citizen. */
export async function openReport(app: App, tx: Tx, ready: ReadyReport): Promise<Report> {
  const fresh = await newReport(app, tx, ready)
  const tired = await tiredReviewers(tx, fresh)
  const report = tired.length > 0 ? { ...fresh, ...(await passToAnother(tx, fresh, tired)) } : fresh
  const { idempotencyKey, consentVersion } = ready
  if (!(await tx.reports.insert({ ...report, idempotencyKey, consentVersion }))) {
    throw new Error('Two transactions recorded the same submission at once: the second is tried again')
  }
  await tx.reviewers.bar(report.id, tired)
  const eventId = await tx.history.append({
    subject: 'report',
    subjectId: report.id,
    action: 'record',
    from: null,
    to: report.state,
    actor: citizenAt(ready.address ?? 'portal'),
    detail: { types: ready.types, fields: ready.changes.map(({ field }) => field), doses: ready.doses.length },
    at: report.recordedAt,
  })
  await tellCitizen(app, tx, {
    report,
    eventId,
    notice: 'report-recorded',
    shownAt: ready.receiptShown && ready.address,
  })
  return report
}

async function newReport(app: App, tx: Tx, ready: ReadyReport): Promise<Report> {
  const recordedAt = app.now()
  const { draftId: id, types, personId, claimant, phone, address, locale, changes, doses, note } = ready
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
  const unitId = await ownerOf(tx, ready)
  return { id, code: await freeCode(app, tx), state: 'queued', unitId, ...told, ...clock, ...undecided }
}

async function freeCode(app: App, tx: Tx): Promise<string> {
  const code = newReceiptCode(app.random)
  return (await tx.reports.byCode(code)) ? freeCode(app, tx) : code
}

async function ownerOf(tx: Tx, ready: ReadyReport): Promise<string> {
  const units = await tx.units.all()
  return routeReport({
    branches: branchesOf(ready.types),
    recordUnitId: ready.record?.unitId ?? null,
    facilityUnitId: await facilityUnit(tx, ready),
    stationIds: units.filter((unit) => unit.kind === 'station').map((unit) => unit.id),
    fallbackId: (await tx.units.fallback()).id,
  })
}

/** Where the dose was given: as the citizen says, else as recorded. More than one place is none: nobody guesses. */
async function facilityUnit(tx: Tx, { doses, record }: ReadyReport): Promise<string | null> {
  const recorded = record ? await tx.records.dosesOf(record.id) : []
  const places = doses.map((claim) => claim.place ?? recorded.find((dose) => dose.id === claim.doseId)?.facility)
  const named = new Set(places.filter((place) => typeof place === 'string' && place.trim() !== ''))
  const [place] = named
  return named.size === 1 && place ? ((await tx.units.byFacilityName(place))?.id ?? null) : null
}
