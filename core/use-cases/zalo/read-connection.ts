import type { App } from '../../ports/app.ts'

/** For pages that may not show an account: only whether one is connected. */
export async function isZaloConnected({ zalo, store }: App): Promise<boolean> {
  if (!zalo) return false
  const account = await store.transaction((tx) => tx.zaloAccounts.get(zalo.appId))
  return account?.state === 'connected'
}
