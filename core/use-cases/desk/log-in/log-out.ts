import type { App } from '../../../ports/app.ts'
import { tokenHash } from './session-token.ts'

/** Answers whether the province opened this session: then it is ended there too. */
export async function logOut(app: App, token: string | null): Promise<boolean> {
  if (!token) return false
  return app.store.transaction(async (tx) => {
    const session = await tx.staff.session(tokenHash(token))
    await tx.staff.endSession(tokenHash(token))
    return session?.byProvince === true
  })
}
