import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import { addToNote } from '../citizen/note.ts'
import { citizenAt, ownsReport } from '../citizen/owns-report.ts'

/** What a citizen writes in answer to a message of ours lands on the report it was about (features I09). */
export async function addNote(
  app: App,
  { reportId, address, text }: { reportId: string; address: string; text: string },
): Promise<Outcome<{ code: string }>> {
  return app.store.transaction(async (tx) => {
    const report = await tx.reports.lock(reportId)
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
    return done({ code: report.code })
  })
}
