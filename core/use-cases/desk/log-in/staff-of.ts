import { dayInVietNam } from '../../../domain/citizen/viet-nam-day.ts'
import { SESSION_MS } from '../../../domain/staff/log-in-rules.ts'
import { PLACE_FRESH_MS, SAME_TIME_MS } from '../../../domain/staff-account/account-rules.ts'
import { postsToday, type StaffPost } from '../../../domain/staff-account/staff-post.ts'
import type { App } from '../../../ports/app.ts'
import type { Officer, SessionFacts } from '../../../ports/staff.ts'
import type { Tx } from '../../../ports/store.ts'
import { tellOfSharing } from '../../staff/tell-of-sharing.ts'
import { tokenHash } from './session-token.ts'

export type SessionStanding = 'none' | 'half' | 'enrol' | 'whole' | 'change_password' | 'post_ended'

export interface StaffSessionView {
  standing: SessionStanding
  officer: Officer | null
  /** What this officer may work as today, and which of them it is now (features K02). */
  posts: StaffPost[]
  postId: string | null
  /** Notices nobody has read yet (features I11). */
  unread: number
  /** Pages whose first-use hint this officer has put away (features K11). */
  hintsSeen: string[]
}

const NOBODY: StaffSessionView = { standing: 'none', officer: null, posts: [], postId: null, unread: 0, hintsSeen: [] }

/**
 * Whose session this is, and as what they work right now: a post is looked up at each request, so that its end is felt at once.
 * `half`: the second factor is missing; `enrol`: there is none yet; `change_password`: nothing else works yet (9458 step 1).
 * `place` is the network it came from, as a hash.
 */
export async function staffOf(app: App, token: string | null, place: string | null = null): Promise<StaffSessionView> {
  if (!token) return NOBODY
  return app.store.transaction(async (tx) => {
    const now = app.now()
    const facts = await tx.staff.standing(tokenHash(token), place, new Date(now.getTime() - PLACE_FRESH_MS))
    if (!facts || facts.session.expiresAt <= now || facts.account.closedAt) return NOBODY
    const { session, account } = facts
    if (!session.secondFactorAt) {
      const standing = account.mustEnrolFactor ? 'enrol' : 'half'
      return { ...NOBODY, standing, officer: officerIn(account, null) }
    }
    if (now.getTime() - session.secondFactorAt.getTime() >= SESSION_MS) return NOBODY
    if (place !== null && !facts.placeIsFresh) await notePlace(app, tx, account, place)
    return wholeView(facts, dayInVietNam(now))
  })
}

function wholeView(facts: SessionFacts, today: string): StaffSessionView {
  const { account, session, unread, hintsSeen } = facts
  const posts = postsToday(facts.posts, today)
  const post = posts.find(({ postId }) => postId === session.postId) ?? posts[0] ?? null
  const officer = officerIn(account, post)
  if (!post) return { ...NOBODY, standing: 'post_ended', officer }
  // Whoever came through the province used no password of ours.
  const standing = account.mustChangePassword && !session.byProvince ? 'change_password' : 'whole'
  return { standing, officer, posts, postId: post.postId, unread, hintsSeen }
}

async function notePlace(app: App, tx: Tx, account: Officer, place: string): Promise<void> {
  const since = new Date(app.now().getTime() - SAME_TIME_MS)
  if (await tx.staff.workedAt(account.staffId, place, app.now(), since)) await tellOfSharing(app, tx, account)
}

function officerIn(account: Officer, post: StaffPost | null): Officer {
  const { staffId, login, fullName } = account
  const { role, unitId, unitName } = post ?? account
  return { staffId, login, fullName, role, unitId, unitName }
}
