import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { leadersOf } from './leaders-of.ts'
import { tellStaff } from './tell-staff.ts'

/** One account at two places within an hour: whoever answers for the unit hears of it once a day (features K04). */
export async function tellOfSharing(app: App, tx: Tx, account: Officer): Promise<void> {
  const { staffId, unitId, login } = account
  const leaders = await leadersOf(app, tx, unitId, staffId)
  const about = `${staffId}|${dayInVietNam(app.now())}`
  const fresh = await tellStaff(app, tx, leaders, { unitId, kind: 'shared_log_in', detail: { login }, about })
  if (fresh === 0) return
  await tx.audit.write({ staffId: null, action: 'shared_log_in', subjectKind: 'staff', subjectId: staffId })
}
