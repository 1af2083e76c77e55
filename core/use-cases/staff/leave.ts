import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { rolesFor } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { managedStaff } from './managed-staff.ts'

export interface Leave {
  officer: Officer
  staffId: string
  /** Who takes over the open cases; null gives them back to the unit. */
  to: string | null
}

/** An officer leaves: the account closes, every session ends and every open case changes hands, all or nothing (features K04). */
export async function leaveStaff(app: App, command: Leave): Promise<Outcome<{ reports: number; threads: number }>> {
  const { officer, staffId, to } = command
  return app.store.transaction(async (tx) => {
    if (staffId === officer.staffId) return object('other_person_needed')
    const known = await managedStaff(tx, officer, staffId)
    if (!known.ok) return known
    if (known.value.closedAt) return object('account_closed')
    if (to !== null && !(await worksAt(app, tx, to, known.value.unitId))) return object('not_your_unit')
    const moved = await closeAccount(app, tx, { staffId, to, why: 'left', by: officer.staffId })
    return done(moved)
  })
}

interface Closing {
  staffId: string
  to: string | null
  why: 'left' | 'idle'
  /** Null: the house itself. */
  by: string | null
}

export async function closeAccount(app: App, tx: Tx, { staffId, to, why, by }: Closing) {
  const moved = await tx.openWork.handOver(staffId, to)
  await tx.staff.close(staffId, why, app.now())
  await tx.staff.endSessionsOf(staffId)
  const counts = { reports: moved.reports.length, threads: moved.threads }
  await tx.audit.write({
    staffId: by,
    action: why === 'left' ? 'staff_left' : 'staff_idle',
    subjectKind: 'staff',
    subjectId: staffId,
    detail: { ...counts, to },
  })
  return counts
}

async function worksAt(app: App, tx: Tx, staffId: string, unitId: string): Promise<boolean> {
  const holders = await tx.staffPosts.holders(unitId, rolesFor('decide_case'), dayInVietNam(app.now()))
  return holders.includes(staffId)
}
