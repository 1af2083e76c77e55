import { type Objection, object } from '../objection.ts'
import { readBirthDate } from '../person/birth-date.ts'
import { readCitizenId, readPassportNumber } from '../person/citizen-id.ts'
import { checkIdStructure, type IdFault } from '../person/id-structure.ts'
import { readPhone } from '../person/phone.ts'
import type { DoseClaim } from '../report/report.ts'
import { branchOf, type Question, REPORT_TYPES, type ReportType } from '../report/report-type.ts'
import { type Claimant, isWholeName } from './claimant.ts'
import { type Correction, fieldsOf } from './report-draft.ts'

export interface CheckedReport {
  types: readonly ReportType[]
  claimant: Claimant
  corrections: readonly Correction[]
  doses: readonly DoseClaim[]
  note: string | null
}

/** Why this report cannot be sent yet, or null (features B03, C02). `today` YYYY-MM-DD. */
export function reportObjection(report: CheckedReport, today: string): Objection | null {
  const checks = [
    wrongName(report.claimant),
    wrongValue(report, today),
    wrongDose(report.doses, today),
    emptyType(report),
  ]
  return checks.find((objection) => objection !== null) ?? null
}

/** Nobody can be found, and nothing be compared with a paper, by half a name. */
function wrongName(claimant: Claimant): Objection | null {
  return isWholeName(claimant.fullName, claimant) ? null : object('incomplete_name', { field: 'claimant' }).objection
}

/** Reason NAME_INCOMPLETE_OR_UNACCENTED of 9458 stops here; a day to come is DOB_MISMATCH before anyone looked. */
function wrongValue({ corrections, claimant }: CheckedReport, today: string): Objection | null {
  for (const { field, correct } of corrections) {
    if (field === 'fullName' && !isWholeName(correct, claimant)) return object('incomplete_name').objection
    const birth = field === 'birthDate' ? readBirthDate(correct) : null
    if (birth && birth.date > today) return object('future_date', { field }).objection
    if (field === 'birthDate' && !birth) return object('empty_patch', { field }).objection
    if (field === 'idNumber' && !isNumber(correct)) return object('empty_patch', { field }).objection
    if (field === 'phone' && !readPhone(correct)) return object('phone_invalid', { field }).objection
  }
  return null
}

/** A citizen number, an old one, or the passport number of a foreigner. */
function isNumber(text: string): boolean {
  const id = readCitizenId(text)
  return id.kind === 'cccd' || id.kind === 'cmnd' || (/[A-Z]/i.test(text) && readPassportNumber(text) !== null)
}

function wrongDose(doses: readonly DoseClaim[], today: string): Objection | null {
  const late = doses.some((dose) => dose.givenOn !== null && dose.givenOn > today)
  return late ? object('future_date', { field: 'givenOn' }).objection : null
}

/** Each chosen type must say something; a report about nothing cannot be handled. */
function emptyType(report: CheckedReport): Objection | null {
  if (report.types.length === 0) return object('empty_patch', { field: 'types' }).objection
  const silent = report.types.find((type) => !saysSomething(type, report))
  return silent ? object('empty_patch', { type: silent }).objection : null
}

function saysSomething(type: ReportType, { corrections, doses, note }: CheckedReport): boolean {
  if (REPORT_TYPES[type].enough.length === 0) return true
  const branch = branchOf(type)
  if (branch === 'other') return Boolean(note?.trim())
  if (branch === 'dose') return doses.some((dose) => tellsDose(type, dose)) || (type === 'MISSING_ALL_DOSES' && !!note)
  const [field] = fieldsOf([type])
  return corrections.some((one) => one.field === field && one.correct.trim() !== '')
}

/** At least one of the questions that the type cannot do without is answered; another vaccine may stand in the note. */
export function tellsDose(type: ReportType, dose: DoseClaim): boolean {
  const told: Partial<Record<Question, string | number | null>> = {
    which: dose.doseId ?? dose.number,
    number: dose.number,
    date: dose.givenOn,
    vaccine: dose.vaccine ?? (type === 'WRONG_VACCINE_OR_LOT' ? dose.note : null),
    lot: dose.lot,
    place: dose.place,
  }
  return REPORT_TYPES[type].enough.some((question) => (told[question] ?? null) !== null)
}

/** Digits of the personal number that disagree with sex or year of birth: a warning a person may confirm (features C04). */
export function idWarning(number: string, facts: { birthDate: string; sex: 'male' | 'female' }): IdFault | null {
  const id = readCitizenId(number)
  if (id.kind !== 'cccd') return null
  const structure = checkIdStructure(id.number, { birthDate: readBirthDate(facts.birthDate), sex: facts.sex })
  return structure.ok ? null : (structure.faults[0] ?? null)
}
