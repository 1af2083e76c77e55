import { done, type Outcome, object } from '../../domain/objection.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { ErrorClass, ErrorCounts, ErrorRow, ErrorSource, ErrorStanding } from '../../ports/error-list.ts'
import type { Officer } from '../../ports/staff.ts'
import { scopeFor } from '../desk/reach-report.ts'
import { quietSince } from '../reminders/audience-reach.ts'

const ROWS = 50

export interface OpenErrorList {
  officer: Officer
  errorClass: ErrorClass | null
  standing: ErrorStanding | null
  /** Record id after which the page begins; empty: at the first. */
  after: string
}

export interface ErrorListPage {
  source: ErrorSource | null
  counts: ErrorCounts
  rows: ErrorRow[]
  next: string | null
  /** How many messages one press would send: one per address, nobody asked within a day. */
  toInvite: number
}

/** The Platform's error list as work: who is wrong in which way, who can be asked, who answers already (features E14). */
export async function openErrorList(app: App, command: OpenErrorList): Promise<Outcome<ErrorListPage>> {
  const { officer, after, ...only } = command
  if (!may(officer, 'see_error_list')) return object('not_your_role')
  return app.store.transaction(async (tx) => {
    const scope = await scopeFor(tx, officer)
    const now = app.now()
    const found = await tx.errorList.page(scope, only, after, ROWS + 1, now)
    const rows = found.slice(0, ROWS)
    const subject = { subjectKind: 'unit', subjectId: officer.unitId }
    const detail = { people: rows.map(({ personId }) => personId) }
    await tx.audit.write({ staffId: officer.staffId, action: 'open_error_list', ...subject, detail })
    return done({
      source: await tx.errorList.source(scope),
      counts: await tx.errorList.counts(scope, now),
      rows,
      next: found.length > ROWS ? (rows.at(-1)?.recordId ?? null) : null,
      toInvite: await tx.campaigns.count('error_list', scope, quietSince(app), now),
    })
  })
}
