import { isDueForRenewal } from '../../domain/zalo/token-life.ts'
import type { App } from '../../ports/app.ts'
import { tokenOf } from './current-token.ts'
import { lookAtAccount } from './look-at-account.ts'
import { openZaloTokens } from './open-tokens.ts'

/** For the timetable: renews a token with fewer than 5 h left. A consent that ended is a fault with its code, told once. */
export async function renewInTime(app: App): Promise<void> {
  const { zalo } = app
  if (!zalo) return
  const account = await app.store.transaction((tx) => tx.zaloAccounts.get(zalo.appId))
  const held = tokenOf(app, account)
  if (!held.ok || !account?.pair || !isDueForRenewal(account.pair.accessUntil, app.now())) return
  await telling(app, (tokens) => tokens.renew(held.token))
}

/** For the timetable: what the account may still send, so that the page and its warnings are never older than an hour. */
export async function lookInTime(app: App): Promise<void> {
  await telling(app, (tokens) => lookAtAccount(app, tokens))
}

/** A timetable knows no log: its queue tells the code of what is thrown. */
async function telling(app: App, work: (tokens: ReturnType<typeof openZaloTokens>) => Promise<unknown>): Promise<void> {
  const faults: string[] = []
  await work(openZaloTokens(app, (code) => void faults.push(code)))
  const [code] = faults
  if (code) throw Object.assign(new Error('The consent for the Zalo account has ended'), { code })
}
