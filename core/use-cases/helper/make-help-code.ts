import { HELP_CODE_MINUTES, newSpokenCode } from '../../domain/family/hand-over-code.ts'
import { done, type Outcome } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import { spokenCodeHash } from '../limits/spoken-code-hash.ts'
import { takeTurns } from '../limits/take-turns.ts'

const HOUR = 3_600_000

/** "Cho người khác giúp tôi": a code the citizen reads out to the helper beside them; one helper, one report (features A09). */
export async function makeHelpCode(
  app: App,
  { address }: { address: string },
): Promise<Outcome<{ code: string; minutes: number }>> {
  return app.store.transaction(async (tx) => {
    const may = await takeTurns(tx, [{ key: `help-code|${address}`, max: 10, windowMs: HOUR }])
    if (!may.ok) return may
    const [code, createdAt] = [newSpokenCode(app.random), app.now()]
    const expiresAt = new Date(createdAt.getTime() + HELP_CODE_MINUTES * 60_000)
    await tx.helperDesk.keepCode({
      codeHash: spokenCodeHash('help', code),
      address,
      createdAt,
      expiresAt,
      usedAt: null,
    })
    return done({ code, minutes: HELP_CODE_MINUTES })
  })
}
