import type { CallKind } from '../../domain/police-list/police-answer.ts'
import type { Report } from '../../domain/report/report.ts'
import { SYSTEM } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import type { PoliceRow } from '../../ports/police-lists.ts'
import type { Tx } from '../../ports/store.ts'
import { tellCitizen } from '../tell-citizen.ts'
import { isCalledTooLate } from './answer-police-row.ts'

interface CallPerson {
  kind: CallKind
  row: PoliceRow
  report: Report
}

/**
 * Asks somebody to come to the commune police, as one contact attempt: place, hours and papers stand behind the link, never in
 * the message (features F08, F09). A report that goes back to the station has been told by that step.
 */
export async function callPerson(app: App, tx: Tx, { kind, row, report }: CallPerson): Promise<void> {
  const list = await tx.policeLists.get(row.listId)
  if (!list) throw new Error(`Police row ${row.id} has no list`)
  // The list came back later than the officer thought: nobody is asked to a day that is over, they come when they can.
  const slot = isCalledTooLate(row, app.now()) ? { comeOn: null, comePart: null } : row
  await tx.policeCalls.add({
    id: app.newId(),
    kind,
    reportId: report.id,
    identityCaseId: row.identityCaseId,
    policeRowId: row.id,
    policeUnitId: list.policeUnitId,
    comeOn: slot.comeOn,
    comePart: slot.comePart,
    calledAt: app.now(),
  })
  if (kind === 'must_come') return
  const step = { action: 'register_wrong', from: report.state, to: report.state }
  const detail = { policeRowId: row.id }
  const about = { subject: 'report', subjectId: report.id, actor: SYSTEM, at: app.now() } as const
  const eventId = await tx.history.append({ ...about, ...step, detail })
  await tellCitizen(app, tx, { report, eventId, notice: 'register-wrong' })
}
