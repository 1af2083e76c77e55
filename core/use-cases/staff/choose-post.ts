import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import { postsToday } from '../../domain/staff-account/staff-post.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import { tokenHash } from '../desk/log-in/session-token.ts'

/** Where this session works from now on; a post that is not the officer's today changes nothing (features K02). */
export async function choosePost(
  app: App,
  command: { officer: Officer; token: string; postId: string },
): Promise<void> {
  await app.store.transaction(async (tx) => {
    const posts = postsToday(await tx.staffPosts.of(command.officer.staffId), dayInVietNam(app.now()))
    const chosen = posts.find(({ postId }) => postId === command.postId)
    if (chosen) await tx.staff.choosePost(tokenHash(command.token), chosen.postId)
  })
}
