import { luhnCheck } from '../luhn.ts'
import { daysInMonth, isCalendarDate } from '../person/calendar-date.ts'
import { isStorableText } from '../storable-text.ts'
import { type PassportName, passportName } from './machine-readable-name.ts'
import { findVaccine, type Vaccine, type VaccineTable } from './vaccine.ts'

export interface PassportDose {
  /** Dose 2 of 3: number 2, total 3. */
  number: number
  total: number
  /** Vietnamese name or alias. */
  vaccine: string
  /** YYYY-MM-DD */
  givenOn: string
}

/** What a passport is made from; the citizen number, phone and lot do not belong in it (dcc.md). */
export interface PassportRecord {
  fullName: string
  /** YYYY-MM-DD, YYYY-MM or YYYY. */
  birthDate: string
  doses: readonly PassportDose[]
  /** At most 80 characters. */
  issuer: string
  /** `URN:UVCI:01:VN:` and 32 upper-case hex digits; where `#` and a check character follow, it must be the right one. */
  uvci: string
  issuedAt: Date
}

export interface VaccinationEntry {
  tg: string
  vp: string
  mp: string
  ma: string
  dn: number
  sd: number
  dt: string
  co: string
  is: string
  ci: string
}

export interface VaccinationCertificate {
  ver: string
  nam: PassportName
  dob: string
  v: [VaccinationEntry]
}

/** The claims of one HC1 code: seconds since 1970, issuer country, certificate. */
export interface PassportClaims {
  iss: string
  iat: number
  exp: number
  certificate: VaccinationCertificate
}

export type PassportObjection =
  | 'name_not_writable'
  | 'birth_date_not_real'
  | 'no_dose'
  | 'dose_not_plausible'
  | 'vaccine_not_listed'
  | 'issuer_missing_or_long'
  | 'uvci_malformed'

const COVID_19 = '840539006'
const COUNTRY = 'VN'
const UVCI = /^(URN:UVCI:01:VN:[0-9A-F]{32})(?:#(.))?$/

/** Builds the payload for the latest dose of the record (dcc.md, Format), or says why there can be no passport. */
export function passportClaims(
  record: PassportRecord,
  vaccines: VaccineTable,
): { ok: true; claims: PassportClaims } | { ok: false; objection: PassportObjection } {
  const facts = passportFacts(record, vaccines)
  if (!facts.ok) return facts
  const issuer = record.issuer.normalize('NFC').trim()
  if (!issuer || issuer.length > 80 || !isStorableText(issuer))
    return { ok: false, objection: 'issuer_missing_or_long' }
  if (!isUvci(record.uvci)) return { ok: false, objection: 'uvci_malformed' }
  const v: [VaccinationEntry] = [entry(facts.dose, facts.vaccine, issuer, record.uvci)]
  const certificate = { ver: '1.3.0', nam: facts.nam, dob: record.birthDate, v }
  return { ok: true, claims: { iss: COUNTRY, ...validity(record.issuedAt), certificate } }
}

/** What a passport says about its person, whoever issues it; asked before anybody signs for a record that could have none. */
export function passportFacts(
  record: Omit<PassportRecord, 'issuer' | 'uvci'>,
  vaccines: VaccineTable,
): { ok: true; nam: PassportName; dose: PassportDose; vaccine: Vaccine } | { ok: false; objection: PassportObjection } {
  const nam = passportName(record.fullName)
  const dose = latestDose(record.doses)
  const vaccine = dose && findVaccine(vaccines, dose.vaccine)
  if (!nam) return { ok: false, objection: 'name_not_writable' }
  if (!isBirthDate(record.birthDate)) return { ok: false, objection: 'birth_date_not_real' }
  if (!dose) return { ok: false, objection: 'no_dose' }
  if (!isPlausible(dose, record)) return { ok: false, objection: 'dose_not_plausible' }
  return vaccine ? { ok: true, nam, dose, vaccine } : { ok: false, objection: 'vaccine_not_listed' }
}

/** Twelve calendar months from the making of the code (Decision 5772), counted in UTC as every verifier does. */
export function validity(issuedAt: Date): { iat: number; exp: number } {
  const iat = Math.floor(issuedAt.getTime() / 1000)
  const start = new Date(iat * 1000)
  const [year, month] = [start.getUTCFullYear() + 1, start.getUTCMonth()]
  const day = Math.min(start.getUTCDate(), daysInMonth(year, month + 1))
  return { iat, exp: iat + (Date.UTC(year, month, day) - startOfDay(start)) / 1000 }
}

function entry(dose: PassportDose, { vp, mp, ma }: Vaccine, is: string, ci: string): VaccinationEntry {
  return { tg: COVID_19, vp, mp, ma, dn: dose.number, sd: dose.total, dt: dose.givenOn, co: COUNTRY, is, ci }
}

function latestDose(doses: readonly PassportDose[]): PassportDose | undefined {
  return [...doses].sort((a, b) => b.givenOn.localeCompare(a.givenOn) || b.number - a.number)[0]
}

function isPlausible(dose: PassportDose, record: Pick<PassportRecord, 'birthDate' | 'issuedAt'>): boolean {
  const counts = [dose.number, dose.total].every((n) => Number.isInteger(n) && n >= 1 && n <= 99)
  const notTomorrow = Date.parse(dose.givenOn) <= record.issuedAt.getTime() + VIETNAM_AHEAD_OF_UTC
  return counts && isCalendarDate(dose.givenOn) && dose.givenOn >= record.birthDate && notTomorrow
}

const VIETNAM_AHEAD_OF_UTC = 7 * 3_600_000

function isUvci(text: string): boolean {
  const [, code, check] = UVCI.exec(text) ?? []
  return code !== undefined && (check === undefined || luhnCheck(code, UVCI_SIGNS) === check)
}

const UVCI_SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/:'

function isBirthDate(text: string): boolean {
  return isCalendarDate(text) || isCalendarDate(`${text}-01`) || isCalendarDate(`${text}-01-01`)
}

const startOfDay = (at: Date) => Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate())
