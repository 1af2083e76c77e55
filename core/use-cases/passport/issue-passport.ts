import { findVaccine } from '../../domain/papers/vaccine.ts'
import { type DoseStatement, readStatement } from '../../domain/signing/dose-statement.ts'
import type { App } from '../../ports/app.ts'

/** Task `issue-passport`: one passport per signed record, however often it runs; the one before is taken back (features H05). */
export async function issuePassport(app: App, { signedRecordId }: { signedRecordId: string }): Promise<void> {
  const signed = await app.store.transaction(async (tx) => {
    const known = await tx.passports.ofSignedRecord(signedRecordId)
    const found = known ? null : await tx.signedRecords.get(signedRecordId)
    // Promised again when the dispute ends (settle-disputes.ts).
    const frozen = found ? await tx.disputedDoses.frozenOf([found.personId]) : new Set()
    return frozen.size > 0 ? null : found
  })
  if (signed?.method !== 'soft_certificate') return
  const statement = readStatement(signed.canonical)
  const unit = await app.store.transaction((tx) => tx.units.get(signed.unitId))
  const doses = dosesFor(app, statement)
  const issuedAt = app.now()
  const { hc1, ci, expiresAt } = await app.passports.issue({
    fullName: statement.fullName,
    birthDate: statement.birthDate,
    doses,
    issuer: unit?.name ?? signed.unitId,
    issuedAt,
  })
  await app.store.transaction(async (tx) => {
    // Somebody else may have run the same task meanwhile: the first passport stands.
    await tx.signedRecords.lockCandidates([signed.personId])
    if (await tx.passports.ofSignedRecord(signedRecordId)) return
    if ((await tx.disputedDoses.frozenOf([signed.personId])).size > 0) return
    await tx.passports.replace({
      id: app.newId(),
      personId: signed.personId,
      signedRecordId,
      ci,
      hc1,
      doseNumber: Math.max(...doses.map((dose) => dose.number)),
      issuedAt,
      expiresAt,
      revokedAt: null,
    })
  })
}

/** Dose 2 of a usual series of 2; a booster is dose 3 of 3. */
function dosesFor(app: App, { doses }: DoseStatement) {
  return doses.map(({ number, vaccine, givenOn }) => {
    const usual = findVaccine(app.passports.vaccines, vaccine)?.primarySeriesDoses ?? number
    return { number, total: Math.max(number, usual), vaccine, givenOn }
  })
}
