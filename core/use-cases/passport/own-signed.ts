import type { PlatformRecord } from '../../domain/record/platform-record.ts'
import type { App } from '../../ports/app.ts'
import type { StoredPassport } from '../../ports/passports.ts'
import type { SignedRecord } from '../../ports/signing.ts'
import type { Tx } from '../../ports/store.ts'
import { isLifted } from '../citizen/is-lifted.ts'

export interface OwnSigned {
  /** The latest dose first; never empty. */
  passports: StoredPassport[]
  signed: SignedRecord
}

/** Whose record this address has proved at level 2; a proof of 30 days does not outlive the 12 months of what lifted it (A06). */
export async function provedAtTwo(app: App, tx: Tx, address: string): Promise<PlatformRecord | null> {
  const record = await tx.passports.provedPerson(address, app.now())
  return record && (await isLifted(app, tx, record.id)) ? record : null
}

export async function signedCodes(tx: Tx, personId: string): Promise<OwnSigned | null> {
  const passports = await tx.passports.ofPerson(personId)
  const signed = passports[0] ? await tx.signedRecords.get(passports[0].signedRecordId) : null
  return signed ? { passports, signed } : null
}
