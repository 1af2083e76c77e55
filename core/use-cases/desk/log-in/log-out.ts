import type { App } from '../../../ports/app.ts'
import { tokenHash } from './session-token.ts'

export async function logOut(app: App, token: string | null): Promise<void> {
  if (!token) return
  await app.store.transaction((tx) => tx.staff.endSession(tokenHash(token)))
}
