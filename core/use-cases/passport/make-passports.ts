import { passportDoses } from '../../domain/passport/passport-doses.ts'
import { readStatement } from '../../domain/signing/dose-statement.ts'
import type { App } from '../../ports/app.ts'
import type { StoredPassport } from '../../ports/passports.ts'
import type { SignedRecord } from '../../ports/signing.ts'
import type { Tx } from '../../ports/store.ts'

/** One code for each dose of the signed record, the latest first (features H08). Signed outside a transaction. */
export async function makePassports(app: App, signed: SignedRecord): Promise<StoredPassport[]> {
  const statement = readStatement(signed.canonical)
  const unit = await app.store.transaction((tx) => tx.units.get(signed.unitId))
  const issuedAt = app.now()
  const { fullName, birthDate } = statement
  const facts = { fullName, birthDate, issuer: unit?.name ?? signed.unitId, issuedAt }
  const made = passportDoses(app.passports.vaccines, statement.doses).map(async (dose) => {
    const { hc1, ci, kid, expiresAt } = await app.passports.issue({ ...facts, doses: [dose] })
    const codes = { id: app.newId(), ci, hc1, kid, doseNumber: dose.number, issuedAt, expiresAt }
    return { ...codes, personId: signed.personId, signedRecordId: signed.id, revokedAt: null, revokedWhy: null }
  })
  return Promise.all(made)
}

/** A dose in dispute, or a record somebody signed later, stops it. */
export async function mayStillIssue(tx: Tx, signed: SignedRecord): Promise<boolean> {
  if ((await tx.disputedDoses.frozenOf([signed.personId])).size > 0) return false
  const [alive] = await tx.passports.ofPerson(signed.personId)
  if (!alive || alive.signedRecordId === signed.id) return true
  const standing = await tx.signedRecords.get(alive.signedRecordId)
  return standing === null || standing.signedAt <= signed.signedAt
}
