import { done, type Outcome, object } from '../../domain/objection.ts'
import type { SlipField } from '../../domain/papers/slip-facts.ts'
import type { Report } from '../../domain/report/report.ts'
import { claimOfPaper, takesPaperValues, withPaperValue } from '../../domain/staff/paper-value.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { openSlipFacts } from '../citizen/read-slip-of-photo.ts'
import { allOrNothing } from './all-or-nothing.ts'
import { holdOfOther } from './case-hold.ts'
import { wholeOf } from './photos-of-case.ts'
import { actorOf, reachReport } from './reach-report.ts'

export interface AcceptPaperValue {
  officer: Officer
  code: string
  version: number
  photoId: string
  field: SlipField
  doseNumber: number | null
}

/**
 * An officer has looked at the paper and takes over one value that was read on it. Only this writes a read value anywhere,
 * and each time the history says so (features C13).
 */
export async function acceptPaperValue(app: App, command: AcceptPaperValue): Promise<Outcome<{ report: Report }>> {
  const { officer, photoId, field } = command
  return allOrNothing(app, async (tx) => {
    const reached = await reachReport(tx, officer, 'decide_case', command.code, 'lock')
    if (!reached.ok) return reached
    const report = reached.value
    if (report.version !== command.version) return object('changed_meanwhile')
    if (!takesPaperValues(report)) return object('not_possible_now', { state: report.state })
    if (await holdOfOther(app, tx, report.id, officer)) return object('held_by_colleague')
    const read = await readOnPaper(app, tx, report, command)
    if (!read) return object('no_such_photo')
    const claim = claimOfPaper(report.doses, read.doseNumber)
    if (claim === null) return object('not_possible_now', { field: 'doses' })
    const doses = withPaperValue(report.doses, claim, read)
    if (!(await tx.reports.save({ ...report, doses }))) return object('changed_meanwhile')
    await tx.history.append({
      subject: 'report',
      subjectId: report.id,
      action: 'accept_paper_value',
      from: report.state,
      to: report.state,
      actor: actorOf(officer),
      detail: { photoId, field, source: 'paper', dose: claim === 'new' ? report.doses.length : claim },
      at: app.now(),
    })
    return done({ report: { ...report, doses, version: report.version + 1 } })
  })
}

/** The value comes from what was read and sealed, never from the form. */
async function readOnPaper(app: App, tx: Tx, report: Report, { photoId, field, doseNumber }: AcceptPaperValue) {
  const photo = await tx.photos.get(photoId)
  if (photo?.reportId !== wholeOf(report) || photo.state !== 'ready') return null
  const key = await tx.photos.keyOf(photo.caseId)
  const proposals = openSlipFacts(app, key?.wrappedKey ?? null, photo)
  return proposals.find((one) => one.field === field && one.doseNumber === doseNumber) ?? null
}
