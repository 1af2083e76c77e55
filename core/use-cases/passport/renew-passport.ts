import { done, type Outcome, object } from '../../domain/objection.ts'
import { mayRenew } from '../../domain/passport/renewal.ts'
import type { App } from '../../ports/app.ts'
import { makePassports, mayStillIssue } from './make-passports.ts'
import { provedAtTwo, signedCodes } from './own-signed.ts'

/** One tap of the holder: new codes for another 12 months from the same signed record, the old ones end (features H04). */
export async function renewPassport(app: App, { address }: { address: string }): Promise<Outcome<{ expiresAt: Date }>> {
  const own = await app.store.transaction(async (tx) => {
    const record = await provedAtTwo(app, tx, address)
    return record && (await signedCodes(tx, record.id))
  })
  if (!own) return object('not_proved')
  const { passports: before, signed } = own
  if (!isEnding(before, app.now())) return object('not_possible_now')
  const passports = await makePassports(app, signed)
  return app.store.transaction(async (tx) => {
    await tx.signedRecords.lockCandidates([signed.personId])
    const now = await tx.passports.ofPerson(signed.personId)
    // A second tap, or a correction signed meanwhile: what stands is new already.
    const isSame = now[0]?.id === before[0]?.id
    if (isSame && !(await mayStillIssue(tx, signed))) return object('not_possible_now')
    if (isSame) await tx.passports.replace(signed.personId, passports, 'renewed')
    const [newest] = isSame ? passports : now
    return newest ? done({ expiresAt: newest.expiresAt }) : object('not_possible_now')
  })
}

function isEnding(passports: readonly { expiresAt: Date }[], now: Date): boolean {
  return passports.some(({ expiresAt }) => mayRenew(expiresAt, now))
}
