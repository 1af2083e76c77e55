import { readSlipNumber } from '../../domain/helper/helping.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'

/** The counter writes down the number of a slip that a citizen without a phone has signed (features A09). */
export async function recordSlip(
  app: App,
  { officer, number }: { officer: Officer; number: string },
): Promise<Outcome<{ number: string }>> {
  if (!may(officer, 'record_help_slips')) return object('not_your_role')
  const read = readSlipNumber(number)
  if (!read) return object('slip_unknown')
  const { staffId, unitId } = officer
  return app.store.transaction(async (tx) => {
    const slip = { unitId, number: read, recordedBy: staffId, recordedAt: app.now() }
    if (!(await tx.helperDesk.recordSlip(slip))) return object('slip_known')
    const subject = { subjectKind: 'help_slip', subjectId: read }
    await tx.audit.write({ staffId, action: 'help_slip_recorded', ...subject, detail: { unitId } })
    return done({ number: read })
  })
}
