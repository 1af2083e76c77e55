import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import { addToNote } from './note.ts'
import { citizenAt, ownsReport } from './owns-report.ts'

/** The citizen answers what the station asked (features D09): it stands on the case, and the second clock ends. */
export async function answerRequest(
  app: App,
  { code, address, text }: { code: string; address: string; text: string },
): Promise<Outcome<{ code: string }>> {
  return app.store.transaction(async (tx) => {
    const found = await tx.reports.byCode(code)
    const report = found ? await tx.reports.lock(found.id) : null
    if (!report || !(await ownsReport(app, tx, report, address))) return object('no_such_report')
    if (text.trim() === '') return object('reason_needed')
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
