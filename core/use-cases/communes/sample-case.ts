import { done, type Outcome, object } from '../../domain/objection.ts'
import { newReceiptCode } from '../../domain/report/receipt-code.ts'
import type { Report } from '../../domain/report/report.ts'
import { dueAt } from '../../domain/report/report-clock.ts'
import type { App } from '../../ports/app.ts'
import type { CommuneOpening } from '../../ports/commune-openings.ts'
import type { Tx } from '../../ports/store.ts'
import { moveReport } from '../move-report.ts'
import { tellCitizen } from '../tell-citizen.ts'

type Facts = CommuneOpening['facts']

/** A case about somebody who does not exist, told to the phone of whoever opens the commune: the test message and the sample in one (features K07). */
export async function recordSample(
  app: App,
  tx: Tx,
  { unitId, phone }: { unitId: string; phone: string },
): Promise<Outcome<Facts>> {
  const at = app.now()
  const report = sampleOf(app.newId(), newReceiptCode(app.random), unitId, phone, at)
  await tx.reports.insert({ ...report, idempotencyKey: report.id, consentVersion: null })
  const eventId = await tx.history.append({
    subject: 'report',
    subjectId: report.id,
    action: 'record',
    from: null,
    to: report.state,
    actor: { kind: 'system', role: 'system' },
    detail: {},
    at,
  })
  await tellCitizen(app, tx, { report, eventId, notice: 'report-recorded' })
  return done({ sampleId: report.id, sampleCode: report.code })
}

/** The sample was seen on the desk of the station: it is withdrawn and counts nowhere as work. */
export async function closeSample(app: App, tx: Tx, id: string): Promise<Outcome<Facts>> {
  const report = await tx.reports.lock(id)
  if (!report) return object('no_such_report')
  const actor = { kind: 'citizen', role: 'citizen', address: report.address ?? '' } as const
  const moved = await moveReport(app, tx, report, { action: 'withdraw', actor })
  return moved.ok ? done({ sampleClosed: true }) : moved
}

function sampleOf(id: string, code: string, unitId: string, phone: string, at: Date): Report {
  const claimant = { fullName: 'Nguyễn Văn Thử', birthDate: '1990-01-01', sex: 'male', idNumber: null } as const
  const nothing = { personId: null, address: null, takenBy: null, answer: null, deferredUntil: null, endState: null }
  return {
    ...nothing,
    id,
    code,
    types: ['WRONG_PHONE'],
    state: 'queued',
    version: 1,
    recordedAt: at,
    dueAt: dueAt(at),
    round: 1,
    unitId,
    partOf: null,
    claimant: { ...claimant, passportCountry: null },
    phone,
    locale: 'vi',
    changes: [{ field: 'phone', recorded: null, correct: phone, source: 'typed' }],
    doses: [],
    note: 'Tình huống mẫu khi mở xã mới. Không phải người thật.',
    refusalReasons: [],
    hops: 0,
    landedRowId: null,
  }
}
