import { findVaccine } from '../../domain/papers/vaccine.ts'
import { readStatement } from '../../domain/signing/dose-statement.ts'
import type { App } from '../../ports/app.ts'
import { isLifted } from '../citizen/is-lifted.ts'

/** The 11 fields of Decision 5772 in their official order (domain 3.2). */
export interface ElevenFields {
  fullName: string
  birthDate: string
  nationality: string
  doses: number
  givenOn: string
  doseNumber: number
  vaccineKind: string
  product: string
  holder: string
  certificate: string
}

export type OwnPassport =
  | { state: 'not_proved' }
  | { state: 'none' }
  | {
      state: 'ready'
      fields: ElevenFields
      qrSvg: string
      hc1: string
      issuedAt: Date
      expiresAt: Date
      isExpired: boolean
    }

/** The passport of whoever this address has proved to be at level 2 (features A06). */
export async function ownPassport(app: App, address: string): Promise<OwnPassport> {
  const found = await app.store.transaction(async (tx) => {
    const record = await tx.passports.provedPerson(address, app.now())
    // A proof of 30 days does not outlive the 12 months of what lifted it (features A06).
    const lifted = record && (await isLifted(app, tx, record.id))
    if (!lifted) return { record: null, passport: null, signed: null }
    const passport = record && (await tx.passports.ofPerson(record.id))
    const signed = passport && (await tx.signedRecords.get(passport.signedRecordId))
    return { record, passport, signed }
  })
  if (!found.record) return { state: 'not_proved' }
  if (!found.passport || !found.signed) return { state: 'none' }
  const { hc1, ci, issuedAt, expiresAt } = found.passport
  const statement = readStatement(found.signed.canonical)
  const isExpired = expiresAt <= app.now()
  const fields = fieldsOf(app, statement, ci)
  return { state: 'ready', fields, qrSvg: await app.passports.qrSvg(hc1), hc1, issuedAt, expiresAt, isExpired }
}

function fieldsOf(app: App, statement: ReturnType<typeof readStatement>, ci: string): ElevenFields {
  const last = [...statement.doses].sort((a, b) => b.givenOn.localeCompare(a.givenOn) || b.number - a.number)[0]
  if (!last) throw new Error('A passport stands on a signed record without doses')
  const vaccine = findVaccine(app.passports.vaccines, last.vaccine)
  return {
    fullName: statement.fullName,
    birthDate: statement.birthDate,
    nationality: statement.nationality,
    doses: statement.doses.length,
    givenOn: last.givenOn,
    doseNumber: last.number,
    vaccineKind: vaccine?.vp ?? '',
    product: vaccine?.productName ?? last.vaccine,
    holder: vaccine?.holderName ?? '',
    certificate: ci,
  }
}
