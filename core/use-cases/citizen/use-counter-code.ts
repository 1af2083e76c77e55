import { proofEnds } from '../../domain/citizen/assurance.ts'
import { channelOf } from '../../domain/contact/address.ts'
import { COUNTER_TRIES_AN_HOUR, readCounterCode } from '../../domain/counter/counter-code.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { CounterCode } from '../../ports/cards-seen.ts'
import type { Tx } from '../../ports/store.ts'
import { counterCodeHash } from '../counter/counter-code-hash.ts'
import { counterCodeBudgets } from '../limits/budgets.ts'
import { takeTurns } from '../limits/take-turns.ts'

/** Where no code can be read the same work is done for this one, which no alphabet of ours can write. */
const NO_CODE = '00000000'

/**
 * The code from the counter's slip, typed in a browser or a chat: this address is proved for its person (features A04).
 * Wrong, used, old and unknown codes are one answer after the same work, and each is a try.
 */
export async function useCounterCode(
  app: App,
  command: { address: string; code: string; origin?: string | null },
): Promise<Outcome<{ personId: string; level: 1 | 2 }>> {
  const codeHash = await counterCodeHash('code', readCounterCode(command.code) ?? NO_CODE)
  return app.store.transaction(async (tx) => {
    const budgets = counterCodeBudgets(command, COUNTER_TRIES_AN_HOUR)
    const may = await takeTurns(tx, budgets)
    if (!may.ok) return may
    const code = await tx.cardsSeen.lockCode(codeHash)
    if (!code || code.usedAt || code.expiresAt <= app.now()) return object('counter_code_wrong')
    for (const { key } of budgets) await tx.limits.giveBack(key)
    await proveSeen(app, tx, code, command.address)
    const { personId, level } = code
    return done({ personId, level })
  })
}

async function proveSeen(app: App, tx: Tx, { codeHash, personId, level }: CounterCode, address: string): Promise<void> {
  const at = app.now()
  await tx.cardsSeen.useCode(codeHash, { at, by: address })
  const proof = { id: app.newId(), address, phone: null, personId, level, provedAt: at }
  await tx.citizens.addProof({ ...proof, expiresAt: proofEnds(address, at) })
  const detail = { channel: channelOf(address) }
  await tx.audit.write({
    staffId: null,
    action: 'counter_code_used',
    subjectKind: 'person',
    subjectId: personId,
    detail,
  })
}
