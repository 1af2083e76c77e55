import { findVaccine } from '../../domain/papers/vaccine.ts'
import { passportDoses } from '../../domain/passport/passport-doses.ts'
import { mayRenew } from '../../domain/passport/renewal.ts'
import { type DoseStatement, readStatement } from '../../domain/signing/dose-statement.ts'
import type { App } from '../../ports/app.ts'
import type { StoredPassport } from '../../ports/passports.ts'
import type { Tx } from '../../ports/store.ts'
import { type OwnSigned, provedAtTwo, signedCodes } from './own-signed.ts'
import { type NoPassport, whyNoPassport } from './why-no-passport.ts'

/** The 11 fields of Decision 5772 in their official order (domain 3.2), as one code says them. */
export interface ElevenFields {
  fullName: string
  birthDate: string
  nationality: string
  /** Doses received up to this one: the number inside the code. */
  doses: number
  givenOn: string
  doseNumber: number
  vaccineKind: string
  product: string
  holder: string
  certificate: string
}

export interface OwnCode {
  fields: ElevenFields
  hc1: string
  issuedAt: Date
  expiresAt: Date
}

export interface ReadyPassport {
  state: 'ready'
  unitName: string
  codes: OwnCode[]
  isExpired: boolean
  mayRenew: boolean
}

export type OwnPassport =
  | { state: 'not_proved' }
  | { state: 'none'; fullName: string; reason: NoPassport | null }
  | ReadyPassport

/** The passport of whoever this address has proved to be at level 2 (features A06): one code for each dose, the latest first (H08). */
export async function ownPassport(app: App, address: string): Promise<OwnPassport> {
  return app.store.transaction(async (tx) => {
    const record = await provedAtTwo(app, tx, address)
    if (!record) return { state: 'not_proved' }
    const own = await signedCodes(tx, record.id)
    if (!own)
      return { state: 'none', fullName: record.fullName, reason: await whyNoPassport(app, tx, record.id) } as const
    return readyPassport(app, tx, own)
  })
}

/** The codes of one signed record as they stand now, with their fields. */
export async function readyPassport(app: App, tx: Tx, { passports, signed }: OwnSigned): Promise<ReadyPassport> {
  const statement = readStatement(signed.canonical)
  const ends = passports.map(({ expiresAt }) => expiresAt)
  const unit = await tx.units.get(signed.unitId)
  return {
    state: 'ready',
    unitName: unit?.name ?? '',
    codes: passports.map((passport) => codeOf(app, statement, passport)),
    isExpired: ends.some((end) => end <= app.now()),
    mayRenew: ends.some((end) => mayRenew(end, app.now())),
  }
}

function codeOf(
  app: App,
  statement: DoseStatement,
  { hc1, ci, doseNumber, issuedAt, expiresAt }: StoredPassport,
): OwnCode {
  const { vaccines } = app.passports
  const dose = passportDoses(vaccines, statement.doses).find(({ number }) => number === doseNumber)
  if (!dose) throw new Error('A passport stands on a dose of its signed record')
  const vaccine = findVaccine(vaccines, dose.vaccine)
  const fields: ElevenFields = {
    fullName: statement.fullName,
    birthDate: statement.birthDate,
    nationality: statement.nationality,
    doses: dose.number,
    givenOn: dose.givenOn,
    doseNumber: dose.number,
    vaccineKind: vaccine?.vp ?? '',
    product: vaccine?.productName ?? dose.vaccine,
    holder: vaccine?.holderName ?? '',
    certificate: ci,
  }
  return { fields, hc1, issuedAt, expiresAt }
}
