import { dayInVietNam, daysAfter } from '../../domain/citizen/viet-nam-day.ts'
import { isInForce } from '../../domain/staff-account/staff-post.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import type { RoleWish } from './managed.ts'

/** The new home from its first day on; whatever home was there ends the day before. Sessions end where the work of today changes. */
export async function givePost(app: App, tx: Tx, by: Officer, staffId: string, wish: RoleWish): Promise<void> {
  const today = dayInVietNam(app.now())
  const from = wish.from ?? today
  for (const post of await tx.staffPosts.of(staffId)) {
    const overlaps = post.kind === 'home' && (post.until === null || post.until >= from)
    if (overlaps) await tx.staffPosts.end(post.postId, daysAfter(from, -1))
  }
  const { role, unitId, until } = wish
  await tx.staffPosts.add({ staffId, kind: 'home', role, unitId, from, until, givenBy: by.staffId })
  if (isInForce({ from, until }, today)) {
    await tx.staffPosts.moveHomes(today)
    await tx.staff.endSessionsOf(staffId)
  }
  await tx.audit.write({
    staffId: by.staffId,
    action: 'give_role',
    subjectKind: 'staff',
    subjectId: staffId,
    detail: { role, unitId, from, until },
  })
}
