import type { App } from '../../ports/app.ts'
import { makePassports, mayStillIssue } from './make-passports.ts'

/** Task `issue-passport`: the codes of one signed record, however often it runs; those before are taken back (features H05). */
export async function issuePassport(app: App, { signedRecordId }: { signedRecordId: string }): Promise<void> {
  const signed = await app.store.transaction(async (tx) => {
    if (await tx.passports.existsFor(signedRecordId)) return null
    const found = await tx.signedRecords.get(signedRecordId)
    // Promised again when a dispute ends (settle-disputes.ts).
    return found && (await mayStillIssue(tx, found)) ? found : null
  })
  if (signed?.method !== 'certificate') return
  const passports = await makePassports(app, signed)
  await app.store.transaction(async (tx) => {
    // Somebody else may have run the same task meanwhile: the first passport stands.
    await tx.signedRecords.lockCandidates([signed.personId])
    if (await tx.passports.existsFor(signedRecordId)) return
    if (await mayStillIssue(tx, signed)) await tx.passports.replace(signed.personId, passports, 'corrected')
  })
}
