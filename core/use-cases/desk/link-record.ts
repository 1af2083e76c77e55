import { done, type Outcome, object } from '../../domain/objection.ts'
import type { PlatformRecord } from '../../domain/record/platform-record.ts'
import type { FieldChange, Report } from '../../domain/report/report.ts'
import { isInScope } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import { allOrNothing } from './all-or-nothing.ts'
import { actorOf, reachReport, scopeFor } from './reach-report.ts'

export interface LinkRecord {
  officer: Officer
  code: string
  version: number
  personId: string
}

/** An officer says which record an unmatched report is about; the machine never does (domain 1.10). */
export async function linkRecord(app: App, command: LinkRecord): Promise<Outcome<{ report: Report }>> {
  const { officer } = command
  return allOrNothing(app, async (tx) => {
    const reached = await reachReport(tx, officer, 'link_record', command.code, 'lock')
    if (!reached.ok) return reached
    const report = reached.value
    if (report.version !== command.version) return object('changed_meanwhile')
    if (report.personId || !['queued', 'in_review'].includes(report.state))
      return object('not_possible_now', { state: report.state })
    const record = await tx.records.get(command.personId)
    if (!record || !isInScope(await scopeFor(tx, officer), record.unitId)) return object('no_such_person')
    const changes = report.changes.map((change) => withRecorded(change, record))
    if (!(await tx.reports.save({ ...report, personId: record.id, changes }))) return object('changed_meanwhile')
    await tx.history.append({
      subject: 'report',
      subjectId: report.id,
      action: 'link_record',
      from: report.state,
      to: report.state,
      actor: actorOf(officer),
      detail: { personId: record.id },
      at: app.now(),
    })
    return done({ report: { ...report, personId: record.id, changes, version: report.version + 1 } })
  })
}

/** What the Platform holds replaces what the citizen remembered of it. */
function withRecorded(change: FieldChange, record: PlatformRecord): FieldChange {
  return { ...change, recorded: record[change.field] }
}
