import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import { askRole } from './ask-role.ts'
import { givePost } from './give-post.ts'
import { mayGive, type RoleWish } from './managed.ts'
import { managedStaff } from './managed-staff.ts'

/** Another role, unit or time for an officer of one's own units; a leading role waits for a second person (features K02). */
export async function changePost(
  app: App,
  command: { officer: Officer; staffId: string; wish: RoleWish },
): Promise<Outcome<{ waits: boolean }>> {
  const { officer, staffId, wish } = command
  return app.store.transaction(async (tx) => {
    if (staffId === officer.staffId) return object('other_person_needed')
    const known = await managedStaff(tx, officer, staffId)
    if (!known.ok) return known
    const allowed = await mayGive(app, tx, officer, wish)
    if (!allowed.ok) return allowed
    if (!allowed.value.needsTwo) {
      await givePost(app, tx, officer, staffId, wish)
      return done({ waits: false })
    }
    return (await askRole(app, tx, officer, staffId, wish)) ? done({ waits: true }) : object('asked_already')
  })
}
