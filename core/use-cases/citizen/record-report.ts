import { holdsPhone, type Proof } from '../../domain/citizen/assurance.ts'
import { reportObjection } from '../../domain/citizen/check-report.ts'
import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { receiptCodeOf } from '../../domain/report/receipt-code.ts'
import type { Report } from '../../domain/report/report.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import { reportBudgets } from '../limits/budgets.ts'
import { takeTurns } from '../limits/take-turns.ts'
import { noteAgreement } from '../note-agreement.ts'
import { joinReport } from './join-report.ts'
import { openReport } from './open-report.ts'
import { type ReadyReport, type RecordReport, readyReport } from './ready-report.ts'
import { splitBranches } from './split-branches.ts'
import { askForHurry } from './urgent-lane.ts'

export interface RecordedReport {
  reportId: string
  code: string
  dueAt: Date
  /** It said something about an open report and was added to it (features B07). */
  joined: boolean
}

/** Records a report, or joins the open one about the same thing; from here the 48 hours of letter 9458 run. */
export async function recordReport(app: App, command: RecordReport): Promise<Outcome<RecordedReport>> {
  return app.store.transaction(async (tx) => {
    const known = await tx.reports.byIdempotencyKey(command.idempotencyKey)
    if (known) return done(receiptOf(known, false))
    const proofs = await proofsFor(app, tx, command)
    if (!holdsPhone(proofs, command.phone)) return object('not_proved')
    const ready = await readyReport(tx, command, proofs)
    const objection = reportObjection({ ...ready, corrections: ready.changes }, dayInVietNam(app.now()))
    if (objection) return { ok: false, objection }
    // The counter's row lock also makes two reports of one phone or person wait for each other, so that the second joins.
    const may = await takeTurns(tx, reportBudgets(ready.phone, ready.personId))
    if (!may.ok) return may
    const meanwhile = await tx.reports.byIdempotencyKey(command.idempotencyKey)
    return done(meanwhile ? receiptOf(meanwhile, false) : await joinOrOpen(app, tx, ready))
  })
}

async function proofsFor(app: App, tx: Tx, command: RecordReport): Promise<Proof[]> {
  const address = command.provedBy ?? command.address
  return address ? tx.citizens.proofsOf(address, app.now()) : []
}

/** For those who have checked who sends it: the door above, and the counter (features B15). */
export async function joinOrOpen(app: App, tx: Tx, ready: ReadyReport): Promise<RecordedReport> {
  const halves = splitBranches(ready)
  const open = await Promise.all(halves.map((half) => openAbout(tx, half)))
  const known = open.find((one) => one !== null) ?? null
  let root = known?.partOf ? await tx.reports.get(known.partOf) : known
  for (const [at, half] of halves.entries()) {
    const joins = open[at] ?? null
    const report = joins ? await joinReport(app, tx, joins, half) : await openReport(app, tx, half, root)
    root ??= report
  }
  if (!root) throw new Error('A report without a type came past its check')
  await tx.photos.giveToReport(ready.draftId, root.id)
  await noteAgreement(app, tx, root.id)
  // Sent from the portal it has no address: whatever is linked with that browser reads it too (features A13).
  const from = ready.provedBy ?? ready.address
  if (from) await tx.contacts.shareCase(from, root.id)
  await askForHurry(app, tx, root, ready.urgency ?? null)
  // A yes to what somebody else prepared (features B10) leaves the person's own unsent words where they are.
  if (from && (await tx.drafts.of(from))?.id === ready.draftId) await tx.drafts.drop(from)
  return receiptOf(root, known !== null)
}

async function openAbout(tx: Tx, { personId, phone, claimant, types, changes }: ReadyReport): Promise<Report | null> {
  const fields = changes.flatMap(({ field }) => (field === 'phone' ? [] : [field]))
  const [open] = await tx.reports.openAbout({ personId, phone, birthDate: claimant.birthDate }, { fields, types })
  return open ?? null
}

export function receiptOf(report: Report, joined: boolean): RecordedReport {
  const { id, partOf, code, dueAt } = report
  return { reportId: partOf ?? id, code: receiptCodeOf(code), dueAt, joined }
}
