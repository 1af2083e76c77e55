import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Actor } from '../../domain/role.ts'
import { postsToday } from '../../domain/staff-account/staff-post.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { SigningSession } from '../../ports/signing-sessions.ts'

type Officer = Extract<Actor, { kind: 'staff' }>

const STEP = { return: 'sign_police_return', accept: 'accept_police_return' } as const

/** In the post that may take this step today: whoever left or whose post ended meanwhile signs nothing (features K02). */
export async function officerOfSession(
  app: App,
  { staffId, purpose, subjectId }: SigningSession,
): Promise<Outcome<Officer>> {
  return app.store.transaction(async (tx) => {
    const account = await tx.staff.get(staffId)
    if (!account || account.closedAt) return object('account_closed')
    const returned = await tx.policeLists.lockReturn(subjectId)
    const list = returned && (await tx.policeLists.get(returned.listId))
    const unitId = purpose === 'return' ? list?.policeUnitId : list?.unitId
    const posts = postsToday(await tx.staffPosts.of(staffId), dayInVietNam(app.now()))
    const officers = posts.map(({ role, unitId: at }): Officer => ({ kind: 'staff', staffId, role, unitId: at }))
    const officer = officers.find((one) => one.unitId === unitId && may(one, STEP[purpose]))
    return officer ? done(officer) : object('post_ended')
  })
}
