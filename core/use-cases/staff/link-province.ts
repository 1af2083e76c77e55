import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import { managedStaff } from './managed-staff.ts'

/**
 * Tells which subject of the province's log-in is this officer; an empty one takes it away (features K03). The officer proves it
 * once with a second factor of their own, so that no leader alone can open a colleague's account with a subject of theirs.
 */
export async function linkProvince(
  app: App,
  command: { officer: Officer; staffId: string; subject: string },
): Promise<Outcome<null>> {
  const { officer, staffId } = command
  const subject = command.subject.trim() || null
  return app.store.transaction(async (tx) => {
    if (staffId === officer.staffId) return object('other_person_needed')
    const known = await managedStaff(tx, officer, staffId)
    if (!known.ok) return known
    if (!(await tx.staff.saveSubject(staffId, subject, 'leader'))) return object('login_taken')
    await tx.audit.write({
      staffId: officer.staffId,
      action: 'link_province',
      subjectKind: 'staff',
      subjectId: staffId,
      detail: { linked: subject === null ? 'no' : 'yes' },
    })
    return done(null)
  })
}
