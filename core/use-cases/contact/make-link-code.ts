import { LINK_CODE_MINUTES, newLinkCode } from '../../domain/contact/link-code.ts'
import { done, type Outcome } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import { spokenCodeHash } from '../limits/spoken-code-hash.ts'
import { takeTurns } from '../limits/take-turns.ts'

const HOUR = 3_600_000
const CODES_AN_HOUR = 10

/** A code that joins another way of talking to this one: typed there, or as Telegram's `?start=` (features A13). */
export async function makeLinkCode(
  app: App,
  { address }: { address: string },
): Promise<Outcome<{ code: string; minutes: number }>> {
  return app.store.transaction(async (tx) => {
    const may = await takeTurns(tx, [{ key: `link-made|${address}`, max: CODES_AN_HOUR, windowMs: HOUR }])
    if (!may.ok) return may
    const [code, createdAt] = [newLinkCode(app.random), app.now()]
    const expiresAt = new Date(createdAt.getTime() + LINK_CODE_MINUTES * 60_000)
    await tx.contacts.keepLinkCode({
      codeHash: spokenCodeHash('link', code),
      address,
      createdAt,
      expiresAt,
      usedAt: null,
    })
    return done({ code, minutes: LINK_CODE_MINUTES })
  })
}
