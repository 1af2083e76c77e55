import { done, type Outcome, object } from '../../domain/objection.ts'
import type { PlatformRecord } from '../../domain/record/platform-record.ts'
import type { FieldChange, Report } from '../../domain/report/report.ts'
import { mayBeMended } from '../../domain/staff/desk-actions.ts'
import { isInScope } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { freezeDisputed } from '../citizen/freeze-disputed.ts'
import { underCode } from '../citizen/part-of-code.ts'
import { allOrNothing } from './all-or-nothing.ts'
import { holdOfOther } from './case-hold.ts'
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
    if (await holdOfOther(app, tx, report.id, officer)) return object('held_by_colleague')
    if (report.version !== command.version) return object('changed_meanwhile')
    if (report.personId || !mayBeMended(report)) return object('not_possible_now', { state: report.state })
    const record = await tx.records.get(command.personId)
    if (!record || !isInScope(await scopeFor(tx, officer), record.unitId)) return object('no_such_person')
    const changes = report.changes.map((change) => withRecorded(change, record))
    if (!(await tx.reports.save({ ...report, personId: record.id, changes }))) return object('changed_meanwhile')
    await appendLink(app, tx, officer, report, record.id)
    await freezeDisputed(app, tx, { ...report, personId: record.id })
    await linkOthers(app, tx, officer, report, record)
    return done({ report: { ...report, personId: record.id, changes, version: report.version + 1 } })
  })
}

/** The other parts under the same code are about the same person (docs/decisions/two-branches.md). */
async function linkOthers(app: App, tx: Tx, officer: Officer, report: Report, record: PlatformRecord): Promise<void> {
  for (const { id } of await underCode(tx, report.code)) {
    const other = id === report.id ? null : await tx.reports.lock(id)
    if (!other || other.personId || other.state === 'withdrawn') continue
    const linked = {
      ...other,
      personId: record.id,
      changes: other.changes.map((change) => withRecorded(change, record)),
    }
    if (!(await tx.reports.save(linked))) throw new Error('A locked part changed under its own transaction')
    await appendLink(app, tx, officer, other, record.id)
    await freezeDisputed(app, tx, linked)
  }
}

async function appendLink(app: App, tx: Tx, officer: Officer, report: Report, personId: string): Promise<void> {
  await tx.history.append({
    subject: 'report',
    subjectId: report.id,
    action: 'link_record',
    from: report.state,
    to: report.state,
    actor: actorOf(officer),
    detail: { personId },
    at: app.now(),
  })
}

/** What the Platform holds replaces what the citizen remembered of it. */
function withRecorded(change: FieldChange, record: PlatformRecord): FieldChange {
  return { ...change, recorded: record[change.field] }
}
