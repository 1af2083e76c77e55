import { done, type Outcome, object } from '../../domain/objection.ts'
import { receiptCodeOf } from '../../domain/report/receipt-code.ts'
import type { Report } from '../../domain/report/report.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import { addToNote } from './note.ts'
import { citizenAt, ownsReport } from './owns-report.ts'

/** What a citizen adds in words to a report of theirs, locked by the caller: it stands on the case and in its history. */
export async function writeNote(
  app: App,
  tx: Tx,
  report: Report | null,
  { address, text }: { address: string; text: string },
): Promise<Outcome<{ code: string }>> {
  if (!report || !(await ownsReport(app, tx, report, address))) return object('no_such_report')
  if (!(await tx.reports.save({ ...report, note: addToNote(report.note, text) }))) return object('changed_meanwhile')
  await tx.history.append({
    subject: 'report',
    subjectId: report.id,
    action: 'note',
    from: report.state,
    to: report.state,
    actor: citizenAt(address),
    detail: {},
    at: app.now(),
  })
  return done({ code: receiptCodeOf(report.code) })
}
