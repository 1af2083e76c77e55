import { type Proof, proofEnds } from '../../domain/citizen/assurance.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'

/** Ten extensions of two hours, and no browser in a shop holds a phone for more than a day (features A06). */
const LONGEST_MS = 20 * 3_600_000

/** When the phone that this browser proved is forgotten; null when it holds none. */
export async function sessionEnds(app: App, address: string): Promise<Date | null> {
  const held = await app.store.transaction((tx) => heldProofs(app, tx, address))
  return held.reduce<Date | null>((last, { expiresAt }) => (last && last > expiresAt ? last : expiresAt), null)
}

/** Somebody who is still there keeps what they proved; what has ended already needs a new code. */
export async function extendSession(app: App, address: string): Promise<void> {
  await app.store.transaction(async (tx) => {
    const expiresAt = proofEnds(address, app.now())
    const held = await heldProofs(app, tx, address)
    const newest = new Map(held.map((proof) => [`${proof.phone}|${proof.personId}|${proof.level}`, proof]))
    for (const proof of newest.values()) {
      const tooOld = app.now().getTime() - proof.provedAt.getTime() > LONGEST_MS
      if (!tooOld) await tx.citizens.addProof({ ...proof, id: app.newId(), expiresAt })
    }
  })
}

async function heldProofs(app: App, tx: Tx, address: string): Promise<Proof[]> {
  return (await tx.citizens.proofsOf(address, app.now())).filter((proof) => proof.level >= 1)
}
