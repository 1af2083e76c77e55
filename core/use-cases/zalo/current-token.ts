import type { App } from '../../ports/app.ts'
import type { ZaloAccount } from '../../ports/zalo-accounts.ts'
import type { ZaloToken } from '../../ports/zalo-desk.ts'

const NOT_CONNECTED: ZaloToken = { ok: false, code: 'not_connected' }

/** The token as the table has it: a process that kept its own would go on with one that another process has ended. */
export async function currentToken(app: App): Promise<ZaloToken> {
  const { zalo } = app
  if (!zalo) return NOT_CONNECTED
  return tokenOf(app, await app.store.transaction((tx) => tx.zaloAccounts.get(zalo.appId)))
}

export function tokenOf(app: App, account: ZaloAccount | null): ZaloToken {
  if (account?.state !== 'connected' || !account.pair) return NOT_CONNECTED
  return { ok: true, token: app.secrets.openText(account.pair.access) }
}
