import type { Proof } from '../../domain/citizen/assurance.ts'
import { reportObjection } from '../../domain/citizen/check-report.ts'
import type { Claimant } from '../../domain/citizen/claimant.ts'
import type { Correction } from '../../domain/citizen/report-draft.ts'
import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import { newCounterCode } from '../../domain/counter/counter-code.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { PhoneE164 } from '../../domain/person/phone.ts'
import type { DoseClaim } from '../../domain/report/report.ts'
import type { ReportType } from '../../domain/report/report-type.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { CounterIntake } from '../../ports/counter-intakes.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import type { RecordReport } from '../citizen/ready-report.ts'
import { readyReport } from '../citizen/ready-report.ts'
import { joinOrOpen, type RecordedReport, receiptOf } from '../citizen/record-report.ts'
import { actorOf } from '../desk/reach-report.ts'
import { takeTurns } from '../limits/take-turns.ts'
import { counterCodeHash } from './counter-code-hash.ts'
import { reachPerson } from './reach-person.ts'

const HOUR = 3_600_000
const REPORTS_AN_HOUR = 120
/** A paper older than this is a new report of today; the officer says so in the note. */
const OLDEST_HOURS = 30 * 24

export interface TakeReport {
  officer: Officer
  /** UUID of the form: sent twice it is one report. */
  submission: string
  way: CounterIntake['way']
  /** When it was said or handed over: the 48 hours run from here, never from a later moment. */
  takenAt: Date
  personId: string | null
  claimant: Claimant
  /** As told, not proved: it gets no message (features B15). */
  phone: PhoneE164 | null
  locale: 'vi' | 'en'
  types: ReportType[]
  changes: Correction[]
  doses: DoseClaim[]
  note: string | null
}

/**
 * A report told or handed over at the counter: the same kind of report with the same clock, or a message on the open one
 * (letters 9458, S-002). Answers the receipt and the key for its slip, which is stored nowhere.
 */
export async function takeReport(
  app: App,
  command: TakeReport,
): Promise<Outcome<RecordedReport & { slipKey: string }>> {
  const { officer } = command
  if (!may(officer, 'work_at_counter')) return object('not_your_role')
  const age = app.now().getTime() - command.takenAt.getTime()
  if (!(age >= 0 && age <= OLDEST_HOURS * HOUR)) return object('taken_time_wrong')
  const slipKey = newCounterCode(app.random)
  const slipHash = await counterCodeHash('slip', slipKey)
  return app.store.transaction(async (tx) => {
    const taken = await takeIn(app, tx, command, slipHash)
    return taken.ok ? done({ ...taken.value, slipKey }) : taken
  })
}

async function takeIn(app: App, tx: Tx, command: TakeReport, slipHash: Buffer): Promise<Outcome<RecordedReport>> {
  const { officer, personId } = command
  const recording = recordingOf(command)
  const known = await tx.reports.byIdempotencyKey(recording.idempotencyKey)
  if (known) {
    await tx.counterIntakes.replaceSlip(known.partOf ?? known.id, officer.staffId, slipHash)
    return done(receiptOf(known, false))
  }
  if (personId) {
    const reached = await reachPerson(tx, officer, personId)
    if (!reached.ok) return reached
  }
  const ready = await readyReport(tx, recording, personId ? [foundAtCounter(command, personId)] : [])
  const objection = reportObjection({ ...ready, corrections: ready.changes }, dayInVietNam(app.now()))
  if (objection) return { ok: false, objection }
  const turn = await takeTurns(tx, [{ key: `counter-report|${officer.staffId}`, max: REPORTS_AN_HOUR, windowMs: HOUR }])
  if (!turn.ok) return turn
  const taken = await joinOrOpen(app, tx, ready)
  await remember(app, tx, command, taken, slipHash)
  return done(taken)
}

function recordingOf(command: TakeReport): RecordReport {
  const { officer, submission, takenAt, locale, claimant, types, changes, doses, note, personId } = command
  const told = { locale, claimant, types, changes, doses, note, personId }
  const counter = { actor: actorOf(officer), takenAt }
  const nobody = { address: null, phone: null, consentVersion: null }
  return { idempotencyKey: `counter|${submission}`, draftId: submission, ...nobody, ...told, counter }
}

/** The officer found the record and speaks with its person; nothing of it is shown to anybody by this. */
function foundAtCounter({ takenAt }: TakeReport, personId: string): Proof {
  return { id: personId, address: '', phone: null, personId, level: 2, provedAt: takenAt, expiresAt: takenAt }
}

async function remember(
  app: App,
  tx: Tx,
  { officer, way, takenAt, phone }: TakeReport,
  { reportId, joined }: RecordedReport,
  slipHash: Buffer,
): Promise<void> {
  const { staffId, unitId } = officer
  const who = { reportId, takenBy: staffId, unitId, opened: !joined, phone, slipHash }
  await tx.counterIntakes.add({ ...who, way, takenAt, typedAt: app.now() })
  const subject = { subjectKind: 'report', subjectId: reportId }
  await tx.audit.write({ staffId, action: 'counter_report_taken', ...subject, detail: { way, joined } })
}
